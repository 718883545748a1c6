import manifest from '../../../package.json' with { type: 'json' };
import chineseTexts from '../../../package.nls.zh-cn.json' with { type: 'json' };
import englishTexts from '../../../package.nls.json' with { type: 'json' };
import { normaliseBaseUrl } from '../../../src/bots/baseUrl.ts';
import { translator } from '../../../src/webview/l10n.ts';
import type { BotEntry } from '../../../src/extension/app/botEntries.ts';
import { nameOf, withEntryChange } from '../../../src/extension/vscode/bots/entryChanges.ts';
import { formOf } from '../../../src/extension/vscode/bots/formOf.ts';
import { editsMeant } from '../../../src/extension/vscode/bots/secretMask.ts';
import { valueAt, withValue } from '../../../src/extension/vscode/bots/settingsText.ts';
import { botPage, type BotForm } from '../../../src/protocol/botPage.ts';
import { Server, type CallHandlers, type Port } from '../../../src/protocol/rpc.ts';

type Calls = CallHandlers<typeof botPage>;
const PATH = ['chatzoo.bots'];

/** The manifest as the editor reads it, with its sentences in one language. */
export function manifestIn(locale: string): unknown {
  const texts: Readonly<Record<string, string>> =
    locale === 'zh-cn' ? { ...englishTexts, ...chineseTexts } : englishTexts;
  return JSON.parse(JSON.stringify(manifest), (_, value: unknown) =>
    typeof value === 'string' && /^%[^%]+%$/.test(value)
      ? (texts[value.slice(1, -1)] ?? value)
      : value,
  );
}

interface Settings {
  /** Of settings.json. */
  readonly text: string;
  /** Which bot the form is of; a draft if it is an entry. */
  readonly subject: string | BotEntry;
  readonly locale?: string;
  readonly bundle?: Readonly<Record<string, string>>;
  readonly calls?: Partial<Calls>;
}

/** A host whose settings are a text, changed and read as the real ones are. */
export class BotHost {
  text: string;
  /** What was stored, by server and header; the key is under ''. */
  readonly secrets = new Map<string, string>();
  readonly bugs: unknown[] = [];
  /** Everything that was ever sent to the page. */
  readonly sent: unknown[] = [];
  readonly #settings: Settings;
  #name: string | undefined;
  #entry: BotEntry;
  #server: Server<typeof botPage> | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.text = settings.text;
    const { subject } = settings;
    this.#name = typeof subject === 'string' ? subject : undefined;
    this.#entry = typeof subject === 'string' ? { name: subject } : subject;
  }

  readonly open = (port: Port): void => {
    const handlers: Calls = {
      'form/get': () => this.#form(),
      'entry/change': ({ edits: asked }) => {
        const t = translator(this.#settings.bundle ?? {});
        const edits = editsMeant(asked, this.#entry);
        if (this.#name === undefined) {
          const text = edits.reduce(
            (all, { path, value }) => withValue(all, path, value),
            JSON.stringify(this.#entry),
          );
          this.#entry = valueAt(text, []) as BotEntry;
        } else {
          const change = {
            kind: 'change' as const,
            name: this.#name,
            edits,
          };
          this.text = withEntryChange(this.text, PATH, change, t);
          const name = edits.find(({ path }) => path.length === 1 && path[0] === 'name');
          if (typeof name?.value === 'string') this.#name = name.value;
        }
        return this.#form();
      },
      'entry/add': () => {
        const t = translator(this.#settings.bundle ?? {});
        const change = { kind: 'add' as const, entries: [this.#entry] };
        this.text = withEntryChange(this.text, PATH, change, t);
        this.#name = nameOf(this.#entry);
        return this.#form();
      },
      'file/choose': () => ({ path: 'models/chosen.gguf' }),
      'key/set': ({ baseUrl, key }) => this.#keep(`${baseUrl} `, key),
      'header/set': ({ baseUrl, header, value }) => this.#keep(`${baseUrl} ${header}`, value),
      'entry/test': () => ({ isGood: true, lines: ['The server answers: “Hello”'] }),
      'settings/open': () => ({}),
      ...this.#settings.calls,
    };
    const noting: Port = {
      ...port,
      post: message => {
        this.sent.push(message);
        port.post(message);
      },
    };
    this.#server = new Server(botPage, noting, handlers, {
      onBug: error => void this.bugs.push(error),
    });
  };

  /** Another settings.json; the page is told. */
  change(text: string): void {
    this.text = text;
    this.#server?.emit('changed', this.#form());
  }

  /** The entry as settings.json has it. */
  entry(name: string): BotEntry | undefined {
    return this.#list().find(entry => nameOf(entry) === name);
  }

  #list(): readonly BotEntry[] {
    return (valueAt(this.text, PATH) ?? []) as readonly BotEntry[];
  }

  #keep(name: string, secret: string): BotForm {
    if (secret === '') this.secrets.delete(name);
    else this.secrets.set(name, secret);
    return this.#form();
  }

  #form(): BotForm {
    const { locale = 'en', bundle = {} } = this.#settings;
    const list = this.#list();
    const index = list.findIndex(entry => nameOf(entry) === this.#name);
    const found = this.#name === undefined ? undefined : list[index];
    if (found) this.#entry = found;
    const { baseUrl, secretHeaders } = this.#entry;
    const urls = [baseUrl].flat().filter((url): url is string => typeof url === 'string');
    const headers = (secretHeaders ?? []) as readonly string[];
    return formOf({
      entry: this.#entry,
      state: this.#name === undefined ? 'draft' : found ? 'saved' : 'gone',
      others: list.filter((_, place) => place !== index),
      servers: [...new Set(urls.map(normaliseBaseUrl))]
        .filter(url => url !== undefined)
        .map(url => ({
          baseUrl: url,
          hasKey: this.secrets.has(`${url} `),
          secretHeaders: headers.filter(header => this.secrets.has(`${url} ${header}`)),
        })),
      place: '.vscode/settings.json',
      manifest: manifestIn(locale),
      t: translator(bundle),
    });
  }
}
