import type { Locator, Page } from 'playwright-core';
import { PATIENCE_MS, waitFor } from './waiting.ts';

/** For its first 100 ms a menu hears no click, lest the one that opened it choose something. */
const MENU_DEAF_MS = 250;

/** A tree view that is on screen. Only rows that fit are there, as VS Code draws no others. */
export class TreeView {
  readonly #page: Page;
  readonly #tree: Locator;

  constructor(page: Page, name: string) {
    this.#page = page;
    this.#tree = page.getByRole('tree', { name, exact: true });
  }

  /** What each row says, description included. */
  async rows(): Promise<readonly string[]> {
    await this.#tree.waitFor({ timeout: PATIENCE_MS });
    const rows = await this.#tree.getByRole('treeitem').all();
    const texts = await Promise.all(
      rows.map(row => row.locator('.label-name, .label-description').allInnerTexts()),
    );
    return texts.map(parts => parts.join(' ').replace(/\s+/g, ' ').trim());
  }

  row(label: string | RegExp): Locator {
    return this.#tree.getByRole('treeitem').filter({ hasText: label }).first();
  }

  async click(label: string | RegExp): Promise<void> {
    await this.row(label).click({ timeout: PATIENCE_MS });
  }

  /** Adds rows to the selection, one by one. */
  async select(...labels: readonly (string | RegExp)[]): Promise<void> {
    for (const label of labels) {
      await this.row(label).click({ modifiers: ['ControlOrMeta'], timeout: PATIENCE_MS });
    }
  }

  /** Waits until the rows are these, whatever else each of them says. */
  async shows(...texts: readonly string[]): Promise<void> {
    await waitFor(`the rows ${texts.join(', ')}`, async () => {
      const rows = await this.rows();
      const fits =
        rows.length === texts.length && texts.every((text, i) => rows[i]?.includes(text));
      if (!fits) throw new Error(`The rows are: ${rows.join(' | ')}`);
      return true;
    });
  }

  /** Lets keys act on the row that was clicked last, although what it opened took the focus. */
  async focus(): Promise<void> {
    await this.#tree.focus({ timeout: PATIENCE_MS });
  }

  async expand(label: string | RegExp): Promise<void> {
    const row = this.row(label);
    await row.waitFor({ timeout: PATIENCE_MS });
    if ((await row.getAttribute('aria-expanded')) === 'false') {
      await row.locator('.monaco-tl-twistie').click();
    }
  }

  /** Presses an inline button of a row. */
  async action(label: string | RegExp, action: string): Promise<void> {
    const row = this.row(label);
    await row.hover({ timeout: PATIENCE_MS });
    await row.getByRole('button', { name: action }).click({ timeout: PATIENCE_MS });
  }

  /** Chooses an entry of a row's context menu. */
  async menu(label: string | RegExp, entry: string): Promise<void> {
    await this.row(label).click({ button: 'right', timeout: PATIENCE_MS });
    const item = this.#page.getByRole('menuitem', { name: entry });
    await item.waitFor({ timeout: PATIENCE_MS });
    await this.#page.waitForTimeout(MENU_DEAF_MS);
    await item.click({ timeout: PATIENCE_MS });
  }
}
