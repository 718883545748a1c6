import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  chromium,
  type BrowserContext,
  type Frame,
  type Locator,
  type Page,
} from 'playwright-core';
import { browserFlags, ensureBrowser } from '../../../scripts/host/browser.mjs';
import { workbenchUrl } from '../../../scripts/host/url.mjs';
import { REPOSITORY } from '../../../scripts/repository.mjs';
import { collectErrors, readHostLogs } from './diagnosis.ts';
import { BROWSER_LOCALES, THEMES, type WindowOptions } from './options.ts';
import { QuickInput } from './quickInput.ts';
import { startTestServer, temporaryFolder, type TestServer } from './server.ts';
import { TreeView } from './tree.ts';
import { PATIENCE_MS, waitFor } from './waiting.ts';
import { findWebview, type WhichPage } from './webview.ts';

/**
 * In a browser, VS Code writes down what it remembers (open editors, Mementos) every 5 s and not when it is closed.
 */
const REMEMBERED_MS = 6_500;
/** From the click on a view container's icon, on a busy machine. */
const OPENED_MS = 5_000;

/** One VS Code window, with a server and a browser profile of its own, driven as a person would. */
export class VsCodeWindow {
  readonly folder: string;
  readonly #options: WindowOptions;
  readonly #profile: string;
  readonly #temporary: readonly string[];
  #served: TestServer;
  #context: BrowserContext;
  #page: Page;
  #errors: readonly string[] = [];

  private constructor(folder: string, profile: string, parts: Opened, options: WindowOptions) {
    this.folder = folder;
    this.#profile = profile;
    this.#options = options;
    this.#served = parts.served;
    this.#context = parts.context;
    this.#page = parts.page;
    this.#errors = parts.errors;
    this.#temporary = [
      profile,
      ...(options.folder === undefined ? [path.dirname(folder)] : []),
      ...(options.dataDir === undefined ? [parts.served.dataDir] : []),
    ];
  }

  static async launch(options: WindowOptions = {}): Promise<VsCodeWindow> {
    const folder = options.folder ?? (await emptyFolder());
    const profile = await temporaryFolder('profile');
    return new VsCodeWindow(folder, profile, await open(folder, profile, options), options);
  }

  get page(): Page {
    return this.#page;
  }

  /** Settings, logs and extensions' storage. */
  get dataDir(): string {
    return this.#served.dataDir;
  }

  /** Errors of the page and its webviews since the window was opened, reloaded or restarted. */
  get errors(): readonly string[] {
    return this.#errors;
  }

  get quickInput(): QuickInput {
    return new QuickInput(this.#page);
  }

  /** @param title as the palette shows it, with the category: "ChatZoo: Open Arena" */
  async runCommand(title: string): Promise<void> {
    await this.#explained(() => this.quickInput.runCommand(title));
  }

  webview(which: WhichPage): Promise<Frame> {
    return this.#explained(() => findWebview(this.#page, which));
  }

  tree(viewName: string): TreeView {
    return new TreeView(this.#page, viewName);
  }

  /** Opens a view container by its icon in the activity bar. */
  async openContainer(title: string): Promise<void> {
    const icon = this.#page.locator('.part.activitybar').getByRole('tab', { name: title });
    const isOpen = async () => (await icon.getAttribute('aria-selected')) === 'true';
    await this.#explained(async () => {
      await icon.waitFor({ timeout: PATIENCE_MS });
      // A window that opens what it showed last may do so just before the click, which then closes it.
      await waitFor(`the view container ${title}`, async () => {
        if (await isOpen()) return true;
        await icon.click();
        return waitFor('it to open', async () => (await isOpen()) || undefined, OPENED_MS);
      });
    });
  }

  /** Presses a button of the modal dialog. */
  async pressDialogButton(label: string): Promise<void> {
    const dialog = this.#page.locator('.monaco-dialog-box');
    await this.#explained(() =>
      dialog.getByRole('button', { name: label, exact: true }).click({ timeout: PATIENCE_MS }),
    );
    await dialog.waitFor({ state: 'hidden', timeout: PATIENCE_MS });
  }

  /** Confirms the path that the save dialog offers. */
  async acceptSaveDialog(): Promise<void> {
    await this.#explained(() => this.quickInput.acceptPath());
  }

  /** The toast that says this, once it is there. */
  async notification(text: string | RegExp): Promise<Locator> {
    const toast = this.#page.locator('.notification-toast').filter({ hasText: text }).first();
    await this.#explained(() => toast.waitFor({ timeout: PATIENCE_MS }));
    return toast;
  }

  /** @returns the file, in `artifacts/screenshots` */
  async screenshot(name: string): Promise<string> {
    const file = path.join(REPOSITORY, 'artifacts', 'screenshots', `${name}.png`);
    await this.#page.screenshot({ path: file, animations: 'disabled' });
    return file;
  }

  /** Reloads the page; the old extension host ends in good order and a new one starts. */
  async reload(): Promise<void> {
    await this.#page.waitForTimeout(REMEMBERED_MS);
    await this.#page.reload();
    await workbench(this.#page);
  }

  /** Ends server and extension host at once, as a crash would, and opens the same window again. */
  async restart(): Promise<void> {
    await this.#page.waitForTimeout(REMEMBERED_MS);
    const { port } = this.#served.server;
    this.#served.server.kill();
    await this.#served.server.ended;
    await this.#context.close();
    const same = { ...this.#options, dataDir: this.dataDir, port };
    const { served, context, page, errors } = await open(this.folder, this.#profile, same);
    this.#served = served;
    this.#context = context;
    this.#page = page;
    this.#errors = errors;
  }

  /** What to look at when something failed. */
  async diagnosis(): Promise<string> {
    const logs = await readHostLogs(this.dataDir);
    return `${this.#errors.slice(-20).join('\n')}\n${logs}`.trim();
  }

  async close(): Promise<void> {
    await this.#context.close();
    await this.#served.server.stop();
    const remove = (folder: string): Promise<void> =>
      rm(folder, { recursive: true, force: true, maxRetries: 3 });
    await Promise.all(this.#temporary.map(remove));
  }

  async #explained<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      const picture = await this.screenshot(`failure-${String(Date.now())}`).catch(() => 'none');
      const reason = error instanceof Error ? error.message : String(error);
      const text = `${reason}\nPicture: ${picture}\n${await this.diagnosis()}`;
      throw new Error(text, { cause: error });
    }
  }
}

interface Opened {
  readonly served: TestServer;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly errors: readonly string[];
}

async function open(folder: string, profile: string, options: WindowOptions): Promise<Opened> {
  const executablePath = await ensureBrowser(() => undefined);
  const theme = { 'workbench.colorTheme': THEMES[options.theme ?? 'dark'] };
  const served = await startTestServer({ ...options, settings: { ...theme, ...options.settings } });
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: browserFlags(),
    viewport: options.viewport ?? { width: 1280, height: 800 },
    locale: BROWSER_LOCALES[options.locale ?? 'en'],
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const errors = collectErrors(page);
  const extension =
    options.extensionDevelopmentPath === undefined ? REPOSITORY : options.extensionDevelopmentPath;
  const address = workbenchUrl({
    server: served.server,
    ...(options.workspaceFile === null ? {} : { folder }),
    ...(options.workspaceFile ? { workspaceFile: options.workspaceFile } : {}),
    ...(extension === null ? {} : { extensionDevelopmentPath: extension }),
  });
  await page.goto(address);
  await workbench(page);
  return { served, context, page, errors };
}

/** Its name is in every screenshot, so it is always the same. */
async function emptyFolder(): Promise<string> {
  const folder = path.join(await temporaryFolder('folder'), 'zoo');
  await mkdir(folder);
  return folder;
}

/** Waits for the parts that keyboard and mouse need. */
async function workbench(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.editor').waitFor({ timeout: 2 * PATIENCE_MS });
  await page.locator('.part.statusbar').waitFor({ timeout: PATIENCE_MS });
}
