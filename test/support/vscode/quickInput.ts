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
    await this.#page.keyboard.press('Enter');
  }

  /** Chooses a file of the open dialog, going down one folder if need be. */
  async openFile(folder: string, name: string): Promise<void> {
    await waitFor(`the file ${name} in the open dialog`, async () => {
      const [file, parent] = [this.#row(name), this.#row(folder)];
      if (await file.isVisible()) return true;
      // The list may be drawn anew under the pointer.
      if (await parent.isVisible()) await parent.click({ timeout: ROW_MS }).catch(() => {});
      return undefined;
    });
    await this.#row(name).click();
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
      await row.click();
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

  /** What each row of the list says, description and detail included. */
  async rows(): Promise<readonly string[]> {
    const texts = await this.box.locator('.quick-input-list .monaco-list-row').allInnerTexts();
    return texts.map(text => text.replace(/\s+/g, ' ').trim());
  }

  /** The row whose text has this in it. */
  row(text: string | RegExp): Locator {
    return this.box.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
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
    const focused = /(^| )focused( |$)/.test((await row.getAttribute('class')) ?? '');
    if (focused) await this.#page.keyboard.press('Enter');
    else await row.click();
  }
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
