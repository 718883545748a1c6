import * as vscode from 'vscode';
import type { Disposable } from '../../../core/std/disposable.ts';
import { botPage, type BotForm } from '../../../protocol/botPage.ts';
import { Server, type Ask, type CallHandlers } from '../../../protocol/rpc.ts';
import type { BotEntries, BotEntry } from '../../app/botEntries.ts';
import type { BotSubject } from '../../app/botForms.ts';
import type { Log } from '../../app/ports.ts';
import { isRefusal, Refusal } from '../../app/refusal.ts';
import type { ApiKeys } from '../apiKeys.ts';
import type { App } from '../app.ts';
import { errorText } from '../errorText.ts';
import { resolvePath, type SettingsReader } from '../settingsReader.ts';
import { pageHtml } from '../pageHtml.ts';
import { secretProblem } from '../secretProblem.ts';
import { webviewPort } from '../webviewPort.ts';
import { chooseFile } from './chooseFile.ts';
import { nameOf, placeOfName } from './entryChanges.ts';
import { formOf } from './formOf.ts';
import { openSettingsFile } from './openSettingsFile.ts';
import { renameEntry } from './renameEntry.ts';
import { editsMeant, withoutMasks } from './secretMask.ts';
import { placeText } from './settingsFile.ts';
import { settingsPlace } from './settingsPlace.ts';
import { valueAt, withValue } from './settingsText.ts';
import { entriesToAdd, standInNamed } from './standIns.ts';
import { storedSecrets } from './storedSecrets.ts';
import { testEntry } from './testEntry.ts';

type PageEdits = Ask<typeof botPage, 'entry/change'>['edits'];

export interface FormContext {
  readonly entries: BotEntries;
  /** Opens the store on first use. @throws StoreError */
  readonly app: () => Promise<App>;
  readonly settings: Pick<SettingsReader, 'onChange'>;
  readonly apiKeys: ApiKeys;
  /** The manifest, as the editor has read it. */
  readonly manifest: unknown;
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
}

/** The host's side of one form: tells the page of each change of the settings, and makes those of the page. */
export class BotFormHost implements Disposable {
  readonly #context: FormContext;
  readonly #panel: vscode.WebviewPanel;
  readonly #server: Server<typeof botPage>;
  readonly #subscription: Disposable;
  #state: BotForm['state'];
  /** As it was last seen, or the draft. */
  #entry: BotEntry;
  /** Where in the list it was last seen, and whose list that was. */
  #place = -1;
  #names: readonly (string | undefined)[] = [];
  /** One change after another: a test waits for those that were asked for before it. */
  #last: Promise<void> = Promise.resolve();
  readonly #end = new AbortController();

  constructor(panel: vscode.WebviewPanel, subject: BotSubject, context: FormContext) {
    this.#panel = panel;
    this.#context = context;
    const [state, entry] = beginning(subject, context.entries.all());
    this.#state = state;
    this.#entry = entry;
    this.#look();
    this.#server = new Server(botPage, webviewPort(panel.webview), this.#handlers(), {
      errorText,
      onBug: (error, call) => {
        context.log.error(`The form's call ${call}`, error);
      },
    });
    this.#subscription = context.settings.onChange(() => {
      this.#look();
      this.#tell().catch((error: unknown) => {
        context.log.error('A form could not be told of a change', error);
      });
    });
    panel.webview.html = pageHtml(panel.webview, context.extensionUri, 'bot');
  }

  /** Undefined for a draft. */
  get botName(): string | undefined {
    return this.#state === 'draft' ? undefined : nameOf(this.#entry);
  }

  dispose(): void {
    this.#end.abort();
    this.#subscription.dispose();
    this.#server.dispose();
  }

  #handlers(): CallHandlers<typeof botPage> {
    const { apiKeys } = this.#context;
    return {
      'form/get': () => this.#form(),
      'entry/change': ({ edits }) => this.#inTurn(() => this.#change(edits)),
      'entry/add': () => this.#inTurn(() => this.#add()),
      'file/choose': async ({ of }) => ({ path: await chooseFile(of) }),
      'key/set': ({ baseUrl, key }) =>
        this.#inTurn(() => {
          refuseUnsendable(key);
          return apiKeys.set(baseUrl, key);
        }),
      'header/set': ({ baseUrl, header, value }) =>
        this.#inTurn(() => {
          refuseUnsendable(value, header);
          return apiKeys.setHeader(baseUrl, header, value);
        }),
      'entry/test': async () => {
        await this.#last;
        const { models } = await this.#context.app();
        models.refuseSecret();
        // What becomes of a draft says nothing of the bot that has its name by now.
        const told = this.#state === 'saved' ? models : undefined;
        const { signal } = this.#end;
        return testEntry(this.#entry, { apiKeys, resolvePath, signal, models: told });
      },
      'settings/open': async () => {
        await openSettingsFile();
        return {};
      },
    };
  }

  async #inTurn(act: () => Promise<void>): Promise<BotForm> {
    const done = this.#last.then(act);
    this.#last = done.catch(() => undefined);
    await done;
    return this.#form();
  }

  /** Finds the entry again; if it has another name now, it is followed. */
  #look(): void {
    if (this.#state !== 'draft') {
      const list = this.#context.entries.all();
      const place = this.#placeIn(list);
      const entry = list[place];
      this.#state = entry ? 'saved' : 'gone';
      if (entry) {
        this.#entry = entry;
        this.#place = place;
      }
      this.#names = list.map(nameOf);
    }
    // A form that is closed has no title any more; its last change may still be on its way.
    if (this.#end.signal.aborted) return;
    this.#panel.title = titleOf(this.#state, nameOf(this.#entry));
  }

  #placeIn(list: readonly BotEntry[]): number {
    const place = placeOfName(nameOf(this.#entry), list);
    if (place >= 0 || list.length !== this.#names.length) return place;
    const there = nameOf(list[this.#place]);
    // In a list as long as before, in the same place: a name that nobody had.
    return there !== undefined && !this.#names.includes(there) ? this.#place : -1;
  }

  async #change(asked: PageEdits): Promise<void> {
    const edits = editsMeant(asked, this.#entry);
    if (this.#state === 'saved') {
      const { entries } = this.#context;
      const name = nameOf(this.#entry) ?? '';
      const others = edits.filter(({ path }) => path.join() !== 'name');
      if (others.length > 0) await entries.change(name, others);
      const renamed = nameOf({ name: edits.find(edit => !others.includes(edit))?.value });
      if (renamed !== undefined && renamed !== name) await this.#rename(name, renamed);
    } else {
      const text = edits.reduce(
        (all, { path, value }) => withValue(all, path, value),
        JSON.stringify(this.#entry),
      );
      this.#entry = valueAt(text, []) as BotEntry;
    }
    this.#look();
  }

  async #rename(name: string, renamed: string): Promise<void> {
    const { entries, app } = this.#context;
    // Nobody is asked about the votes for a name that cannot be given.
    const isTaken = entries.all().some(entry => nameOf(entry) === renamed);
    if (isTaken) await entries.change(name, [{ path: ['name'], value: renamed }]);
    else await renameEntry({ entries, app }, name, renamed);
  }

  async #add(): Promise<void> {
    const { entries } = this.#context;
    try {
      await entries.add(entriesToAdd(this.#entry, entries.all()));
    } catch (error) {
      // It is written all the same, and found once the editor reads it.
      if (isRefusal(error) && error.code === 'notRead') this.#state = 'saved';
      throw error;
    }
    this.#state = 'saved';
    this.#look();
  }

  async #tell(): Promise<void> {
    // A hidden page asks when it is shown again.
    if (this.#panel.visible) this.#server.emit('changed', await this.#form());
  }

  async #form(): Promise<BotForm> {
    const { entries, manifest, apiKeys } = this.#context;
    const all = entries.all();
    const own = this.#state === 'saved' ? this.#placeIn(all) : -1;
    return formOf({
      entry: this.#entry,
      state: this.#state,
      others: all.filter((_, index) => index !== own),
      servers: await storedSecrets(this.#entry, apiKeys),
      place: placeOfSettings(),
      manifest,
      t: vscode.l10n.t,
    });
  }
}

/** What a form begins with: of a bot that stands in, to edit it is to add one that begins like it. */
function beginning(
  subject: BotSubject,
  list: readonly BotEntry[],
): readonly ['saved' | 'draft', BotEntry] {
  if ('draft' in subject) return ['draft', withoutMasks(subject.draft)];
  const { botName, was } = subject;
  if (was) return ['saved', { ...withoutMasks(was), name: botName }];
  const standIn = standInNamed(botName, list);
  return standIn ? ['draft', standIn] : ['saved', { name: botName }];
}

function refuseUnsendable(value: string, header?: string): void {
  const problem = secretProblem(value, header);
  if (problem !== undefined) throw new Refusal('badSecret', problem);
}

function titleOf(state: BotForm['state'], name: string | undefined): string {
  if (state === 'draft') return vscode.l10n.t('New bot');
  return vscode.l10n.t('Bot: {0}', name ?? '');
}

function placeOfSettings(): string {
  const { t } = vscode.l10n;
  try {
    const place = settingsPlace();
    if (place.kind === 'file') return placeText(place.uri);
    return place.target === vscode.ConfigurationTarget.Global
      ? t('the user settings')
      : t('the workspace settings');
  } catch (error) {
    if (isRefusal(error)) return t('the workspace settings');
    throw error;
  }
}
