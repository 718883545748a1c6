import type { Locator, Page } from 'playwright-core';
import { PATIENCE_MS, waitFor } from './waiting.ts';

const ROW_MS = 3_000;

/** The box at the top of the window: command palette, pick lists and input boxes. */
export class QuickInput {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The box, while it is open. */
  get box(): Locator {
    return this.#page.locator('.quick-input-widget:visible');
  }

  get #field(): Locator {
    return this.box.locator('.quick-input-box input');
  }

  #row(label: string | RegExp): Locator {
    const hasText = typeof label === 'string' ? exactly(label) : label;
    const name = this.#page.locator('.label-name', { hasText });
    return this.box.locator('.quick-input-list .monaco-list-row', { has: name }).first();
  }

  /** Runs a command by its full title ("ChatZoo: Open Arena"), as soon as the palette knows it. */
  async runCommand(title: string): Promise<void> {
    const row = await waitFor(`the command "${title}" in the palette`, async () => {
      await this.#page.keyboard.press('F1');
      await this.#field.waitFor({ timeout: ROW_MS });
      // What opens just now may take the focus, and the palette goes with it: then once more.
      await this.#field.fill(`>${title}`, { timeout: ROW_MS });
      const found = this.#row(title);
      try {
        await found.waitFor({ timeout: ROW_MS });
        return found;
      } catch {
        await this.#page.keyboard.press('Escape'); // the extension is not scanned yet
        return undefined;
      }
    });
    await this.#accept(row);
    await this.ran(title);
  }

  /** Waits until the palette has closed behind this command. */
  async ran(title: string): Promise<void> {
    await waitFor(`the palette to close after "${title}"`, async () => {
      if (!(await this.box.isVisible())) return true;
      const value = await this.#field.inputValue({ timeout: 500 }).catch(() => '');
      return value === `>${title}` ? undefined : true;
    });
  }

  /** Types into an input box (or the filter of a list) and presses Enter. */
  async type(text: string): Promise<void> {
    await this.#field.waitFor({ timeout: PATIENCE_MS });
    await this.#field.fill(text);
    await this.#andChange(() => this.#page.keyboard.press('Enter'));
  }

  /**
   * Types a path into the open dialog until it takes it, which it does not while it still reads a folder.
   *
   * @param file absolute; a folder ends with a slash
   */
  async openFile(file: string): Promise<void> {
    const asks = (): Promise<boolean> =>
      this.#page.evaluate(() => {
        const input = document.querySelector('.quick-input-widget .quick-input-box input');
        if (!(input instanceof HTMLInputElement)) return false;
        return input.checkVisibility() && input.value.startsWith('/');
      });
    await waitFor('the open dialog', async () => (await asks()) || undefined);
    await waitFor(`the open dialog to take ${file}`, async () => {
      if (!(await asks())) return true;
      await this.#field.fill(file, { timeout: ROW_MS });
      await this.#page.keyboard.press('Enter');
      return waitFor('it to be taken', async () => !(await asks()) || undefined, ROW_MS);
    });
  }

  /** Confirms the offered path: in a browser the dialogs for files are this box, too. */
  async acceptPath(): Promise<void> {
    await waitFor('a path in the file dialog', async () => {
      const value = await this.#field.inputValue({ timeout: ROW_MS }).catch(() => '');
      return /\/.+\.\w+$/.test(value) || undefined;
    });
    await this.box.getByRole('button', { name: 'OK' }).or(this.#field).last().waitFor();
    await this.#field.press('Enter');
    await this.box.waitFor({ state: 'hidden', timeout: PATIENCE_MS });
  }

  /** Chooses the item with exactly this label, or the first one that matches. */
  async pick(label: string | RegExp): Promise<void> {
    const row = this.#row(label);
    await row.waitFor({ timeout: PATIENCE_MS });
    await this.#accept(row);
  }

  /** Ticks items of a list with check boxes and confirms. */
  async pickMany(labels: readonly string[]): Promise<void> {
    for (const label of labels) {
      const row = this.#row(label);
      await row.waitFor({ timeout: PATIENCE_MS });
      await this.#click(row);
    }
    await this.#field.press('Enter');
  }

  /** The labels that the list shows now. */
  async labels(): Promise<readonly string[]> {
    await this.#field.waitFor({ timeout: PATIENCE_MS });
    return this.box.locator('.quick-input-list .label-name').allTextContents();
  }

  /** Types into the box and leaves it open. */
  async fill(text: string): Promise<void> {
    await this.#field.waitFor({ timeout: PATIENCE_MS });
    await this.#field.fill(text);
  }

  /** What stands in the field. */
  typed(): Promise<string> {
    return this.#field.inputValue({ timeout: ROW_MS });
  }

  /** What each row of the list says, description and detail included. */
  async rows(): Promise<readonly string[]> {
    const texts = await this.box.locator('.quick-input-list .monaco-list-row').allInnerTexts();
    return texts.map(text => text.replace(/\s+/g, ' ').trim());
  }

  /** The row whose text has this in it. */
  row(text: string | RegExp): Locator {
    return this.box.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  }

  /** Chooses the row whose text has this in it. */
  async pickRow(text: string | RegExp): Promise<void> {
    const row = this.row(text);
    await row.waitFor({ timeout: PATIENCE_MS });
    await this.#accept(row);
  }

  /** Presses a button of the box's title bar. */
  async pressButton(name: string): Promise<void> {
    await this.box.getByRole('button', { name }).click({ timeout: PATIENCE_MS });
  }

  /** What the box asks for or complains about. */
  async message(): Promise<string> {
    return this.box.locator('.quick-input-message').innerText();
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.box.waitFor({ state: 'hidden', timeout: PATIENCE_MS });
  }

  async #accept(row: Locator): Promise<void> {
    await this.#andChange(async () => {
      const focused = /(^| )focused( |$)/.test((await row.getAttribute('class')) ?? '');
      if (focused) await this.#page.keyboard.press('Enter');
      else await this.#click(row);
    });
  }

  /** Does this and waits for what it leads to, so that what is typed next is not typed into the same box. */
  async #andChange(act: () => Promise<void>): Promise<void> {
    const before = await this.#looks();
    await act();
    const changed = async () => (await this.#looks()) !== before || undefined;
    // Some rows lead to something beside the box only.
    await waitFor('the box to change', changed, ROW_MS).catch(() => {});
  }

  /** What the box shows; undefined while it is closed. */
  #looks(): Promise<string | undefined> {
    return this.#page.evaluate(() => {
      const box = document.querySelector<HTMLElement>('.quick-input-widget');
      if (!box || !box.checkVisibility()) return undefined;
      const field = box.querySelector<HTMLInputElement>('.quick-input-box input');
      return JSON.stringify([box.innerText, field?.value, field?.placeholder]);
    });
  }

  /**
   * Clicks until the row has heard it: a list that is drawn anew between the button's going down and up swallows the
   * click, and what hovers over the list while the pointer rests elsewhere catches it.
   */
  async #click(row: Locator): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const heard = await this.#page.evaluateHandle(listenForRowClick);
      try {
        await row.click({ timeout: ROW_MS });
        if (await heard.evaluate(({ row }) => row)) return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await this.#page.mouse.move(0, 0);
      } finally {
        await heard.evaluate(({ stop }) => {
          stop();
        });
        await heard.dispose();
      }
      if (Date.now() > deadline) throw new Error('No click reached the row.');
    }
  }
}

/** Runs in the page: notes whether a click was on a row of a list. */
function listenForRowClick(): { row: boolean; readonly stop: () => void } {
  const heard = {
    row: false,
    stop: (): void => {
      removeEventListener('click', listen, true);
    },
  };
  const listen = (event: MouseEvent): void => {
    heard.row =
      event.target instanceof Element && event.target.closest('.monaco-list-row') !== null;
  };
  addEventListener('click', listen, true);
  return heard;
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
