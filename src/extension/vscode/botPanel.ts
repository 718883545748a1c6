import * as vscode from 'vscode';
import type { Disposable } from '../../core/std/disposable.ts';
import type { BotEntries, BotEntry } from '../app/botEntries.ts';
import type { BotForms, BotSubject } from '../app/botForms.ts';
import type { Log } from '../app/ports.ts';
import type { ApiKeys } from './apiKeys.ts';
import type { App } from './app.ts';
import type * as FormBundle from './bots/botFormHost.ts';
import { iconOf } from './icons.ts';
import { BOT_PANEL } from './ids.ts';
import { lateBundle } from './lateBundle.ts';
import { pageRoot } from './pageHtml.ts';
import type { SettingsReader } from './settingsReader.ts';

interface Parts {
  readonly itself: Pick<vscode.ExtensionContext, 'extensionPath' | 'extensionUri' | 'extension'>;
  readonly entries: BotEntries;
  readonly app: () => Promise<App>;
  readonly settings: SettingsReader;
  readonly apiKeys: ApiKeys;
  readonly log: Log;
}

/** An open form, as far as it is known here: what fills it is loaded with the first one. */
interface OpenForm extends Disposable {
  /** Undefined for a bot that is not added yet. */
  readonly botName: string | undefined;
}

/** The forms that are open, one a bot. */
export class BotPanels implements BotForms, Disposable, vscode.WebviewPanelSerializer {
  readonly #parts: Parts;
  readonly #open = new Map<vscode.WebviewPanel, OpenForm>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  open(subject: BotSubject): Promise<void> {
    const open = this.#panelOf(subject);
    if (open) open.reveal();
    else {
      const column = vscode.ViewColumn.Active;
      this.#fill(vscode.window.createWebviewPanel(BOT_PANEL, '', column, {}), subject);
    }
    return Promise.resolve();
  }

  /** The editor brings a page back after a reload; `state` is what the page itself kept. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const subject = subjectIn(state);
    if (subject === undefined || this.#panelOf(subject)) panel.dispose();
    else this.#fill(panel, subject);
    return Promise.resolve();
  }

  /** The pages themselves stay: the editor restores them in the next window. */
  dispose(): void {
    for (const form of this.#open.values()) form.dispose();
    this.#open.clear();
  }

  #panelOf(subject: BotSubject): vscode.WebviewPanel | undefined {
    if (!('botName' in subject)) return undefined;
    const open = [...this.#open].find(([, { botName }]) => botName === subject.botName);
    return open?.[0];
  }

  #fill(panel: vscode.WebviewPanel, subject: BotSubject): void {
    const { itself, entries, app, settings, apiKeys, log } = this.#parts;
    const { extensionUri } = itself;
    panel.webview.options = { enableScripts: true, localResourceRoots: [pageRoot(extensionUri)] };
    panel.iconPath = iconOf(extensionUri, 'arena');
    const { BotFormHost } = lateBundle(itself.extensionPath, 'manage') as typeof FormBundle;
    const form: OpenForm = new BotFormHost(panel, subject, {
      entries,
      app,
      settings,
      apiKeys,
      manifest: itself.extension.packageJSON,
      extensionUri,
      log,
    });
    this.#open.set(panel, form);
    panel.onDidDispose(() => {
      this.#open.delete(panel);
      form.dispose();
    });
  }
}

/** What a page keeps of itself, see `webview/bot/kept.ts`. */
function subjectIn(state: unknown): BotSubject | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  const { botName, was, draft } = state as Readonly<Record<string, unknown>>;
  if (typeof botName === 'string') return { botName, was: isEntry(was) ? was : undefined };
  return isEntry(draft) ? { draft } : undefined;
}

function isEntry(value: unknown): value is BotEntry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
