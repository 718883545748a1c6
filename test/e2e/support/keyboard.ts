import type { Page } from 'playwright-core';
import { QuickInput } from '../../support/vscode/quickInput.ts';
import { PATIENCE_MS, waitFor } from '../../support/vscode/waiting.ts';

const ROW_MS = 3_000;

/** Drives the box at the top of a window by keyboard alone; what is there is read as a person would. */
export class Keyboard {
  readonly #page: Page;
  readonly #quickInput: QuickInput;

  constructor(page: Page) {
    this.#page = page;
    this.#quickInput = new QuickInput(page);
  }

  /** Types a command into the palette and runs it once the palette offers it first. */
  async run(title: string): Promise<void> {
    await waitFor(`the command "${title}" to be offered`, async () => {
      await this.#page.keyboard.press('F1');
      await this.#quickInput.box.waitFor({ timeout: PATIENCE_MS });
      await this.#page.keyboard.type(title);
      if (await this.#isOffered(title)) return true;
      await this.#page.keyboard.press('Escape');
      return undefined;
    });
    await this.#page.keyboard.press('Enter');
    await this.#quickInput.ran(title);
  }

  /** Waits until the box asks this, types the answer and presses Enter once this row is active. */
  async answer(title: string | RegExp, text: string, active?: string | RegExp): Promise<void> {
    await this.asks(title);
    // A box that has only just opened may not have the focus for the first keys.
    await waitFor(`the box to have "${text}"`, async () => {
      // What the box suggests is selected, so that typing replaces it.
      await this.#page.keyboard.press('ControlOrMeta+a');
      await this.#page.keyboard.type(text);
      return (await this.#quickInput.typed()) === text || undefined;
    });
    if (active !== undefined) await this.offers(active);
    await this.#page.keyboard.press('Enter');
  }

  /** Waits until the box has this title, says this beside its field or has a row that says it. */
  async asks(text: string | RegExp): Promise<void> {
    await this.#quickInput.box.filter({ hasText: text }).waitFor({ timeout: PATIENCE_MS });
  }

  /** Waits until Enter would take a row that says this. */
  async offers(text: string | RegExp): Promise<void> {
    await waitFor(`the row ${String(text)} to be active`, async () =>
      (await this.#isOffered(text)) ? true : undefined,
    );
  }

  async #isOffered(text: string | RegExp): Promise<boolean> {
    const row = this.#quickInput.box.locator('.monaco-list-row.focused').filter({ hasText: text });
    return row
      .waitFor({ timeout: ROW_MS })
      .then(() => true)
      .catch(() => false);
  }
}
