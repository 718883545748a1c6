import type { Frame, Locator } from 'playwright-core';
import type { VsCodeWindow } from '../../support/vscode/window.ts';
import { PATIENCE_MS } from '../../support/vscode/waiting.ts';

/** The arena page of a window, as a person sees it. */
export class ArenaPage {
  readonly frame: Frame;

  private constructor(frame: Frame) {
    this.frame = frame;
  }

  static async in(window: VsCodeWindow): Promise<ArenaPage> {
    const frame = await window.webview('arena');
    await frame.getByTestId('composer').waitFor({ timeout: PATIENCE_MS });
    return new ArenaPage(frame);
  }

  /**
   * The page of a session without turns, once it shows this text. The page of the session before it
   * stays in view for a moment, and so do the bots from before the settings reached the extension.
   */
  static async empty(window: VsCodeWindow, showing = ''): Promise<ArenaPage> {
    const frame = await window.webview(async candidate =>
      candidate.evaluate(
        text =>
          document.body.dataset['page'] === 'arena' &&
          document.querySelector('[data-testid=empty]') !== null &&
          document.body.innerText.includes(text),
        showing,
      ),
    );
    return new ArenaPage(frame);
  }

  get composer(): Locator {
    return this.frame.getByTestId('composer');
  }

  byId(testId: string): Locator {
    return this.frame.getByTestId(testId);
  }

  /** Waits until the session takes, or refuses, a prompt for this reason. */
  async gate(name: string): Promise<void> {
    await this.frame
      .locator(`[data-testid=gate][data-gate=${name}]`)
      .waitFor({ state: 'attached', timeout: PATIENCE_MS });
  }

  /** The pane of a seat in the last turn. */
  pane(seat: string): Locator {
    return this.frame.getByTestId(`pane-${seat}`).last();
  }

  replyText(seat: string): Promise<string> {
    return this.pane(seat).getByTestId('reply-text').innerText();
  }

  /** Types a prompt, sends it with Enter and waits until its turn is there. */
  async ask(prompt: string): Promise<void> {
    const turns = await this.byId('turn').count();
    await this.composer.click();
    await this.composer.pressSequentially(prompt);
    await this.composer.press('Enter');
    await this.byId('turn').nth(turns).waitFor({ timeout: PATIENCE_MS });
  }

  /** Waits until the seats' replies in the last turn have this state. */
  async settled(seats: readonly string[], state = 'done'): Promise<void> {
    for (const seat of seats) {
      await this.pane(seat)
        .locator(`[data-testid=state][data-state="${state}"]`)
        .waitFor({ timeout: PATIENCE_MS });
    }
    // Text is painted once a frame, so a state may be on the screen before the last of it.
    await this.frame.evaluate(
      () =>
        new Promise(resolve => {
          requestAnimationFrame(resolve);
        }),
    );
  }
}
