import { signal } from '@preact/signals';
import { botPage, type BotForm } from '../../protocol/botPage.ts';
import { Client, type Answer, type Ask } from '../../protocol/rpc.ts';
import { portTo, type EditorApi } from '../host.ts';
import { inTime } from '../inTime.ts';
import { t } from '../l10n.ts';
import { keepSubject, keepTyped, readTyped } from './kept.ts';

type Contract = typeof botPage;
export type Edit = Ask<Contract, 'entry/change'>['edits'][number];
/** What is to be changed, from the entry as it is when the turn has come. */
export type EditsOf = (entry: BotForm['entry']) => readonly Edit[];
type Outcome = Answer<Contract, 'entry/test'>;

/** What the parts of the page share: the form as the host has it, and the way to the host. */
export class BotEditor {
  /** Undefined until it is known. */
  readonly form = signal<BotForm | undefined>(undefined);
  /** Why the host would not do what was asked last, where no field can say it. */
  readonly error = signal('');
  /** Read aloud. */
  readonly said = signal('');
  readonly isTesting = signal(false);
  readonly outcome = signal<Outcome | undefined>(undefined);
  readonly #editor: EditorApi;
  readonly #client: Client<Contract>;
  /** One thing after another: a change is of the form as the last one left it. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(editor: EditorApi) {
    this.#editor = editor;
    this.#client = new Client(
      botPage,
      portTo(editor),
      { changed: form => this.#take(form) },
      error => this.refuse(error),
    );
    inTime(this.#client.ask('form/get', {})).then(
      form => this.#take(form),
      (error: unknown) => this.refuse(error),
    );
  }

  /**
   * Writes values into the settings, or into the draft.
   *
   * @returns why the host would not.
   */
  async change(wanted: Edit | EditsOf): Promise<string | undefined> {
    return this.#inTurn(async () => {
      const before = this.form.peek();
      const edits = typeof wanted === 'function' ? wanted(before?.entry ?? {}) : [wanted];
      if (edits.length === 0) return undefined;
      const why = await this.#renew(() => this.#client.ask('entry/change', { edits }));
      // Whoever is asked about a new name may think better of it.
      const name = edits.find(({ path }) => path.join() === 'name')?.value;
      const isDone = name === undefined || name === this.form.peek()?.name;
      if (why === undefined && before?.state === 'saved' && isDone) this.said.value = t('Saved');
      return why;
    });
  }

  /** As {@link change}, for what cannot say itself why the host would not. @returns whether it would. */
  async set(wanted: Edit | EditsOf): Promise<boolean> {
    const why = await this.change(wanted);
    if (why !== undefined) this.refuse(new Error(why));
    return why === undefined;
  }

  async add(): Promise<void> {
    const why = await this.#inTurn(() => this.#renew(() => this.#client.ask('entry/add', {})));
    this.error.value = why ?? '';
    if (why === undefined) this.said.value = t('Added to the settings');
  }

  /** An empty key forgets the stored one. @returns why the host would not. */
  setKey(baseUrl: string, key: string): Promise<string | undefined> {
    return this.#inTurn(() => this.#renew(() => this.#client.ask('key/set', { baseUrl, key })));
  }

  setHeader(baseUrl: string, header: string, value: string): Promise<string | undefined> {
    return this.#inTurn(() =>
      this.#renew(() => this.#client.ask('header/set', { baseUrl, header, value })),
    );
  }

  /** @returns undefined if the user thought better of it, or the host would not */
  async chooseFile(of: 'gguf' | 'module'): Promise<string | undefined> {
    try {
      return (await this.#client.ask('file/choose', { of })).path;
    } catch (error) {
      this.refuse(error);
      return undefined;
    }
  }

  async test(): Promise<void> {
    this.isTesting.value = true;
    this.outcome.value = undefined;
    try {
      // Of what was typed last, too.
      await this.#last;
      this.outcome.value = await this.#client.ask('entry/test', {});
    } catch (error) {
      this.outcome.value = { isGood: false, lines: [messageOf(error)] };
    } finally {
      this.isTesting.value = false;
    }
  }

  openSettings(): void {
    this.#client.ask('settings/open', {}).catch((error: unknown) => this.refuse(error));
  }

  refuse(error: unknown): void {
    this.error.value = messageOf(error);
  }

  /** What was typed into a field and not taken over before the page went away. */
  typedBefore(field: string): string | undefined {
    return readTyped(this.#editor)[field];
  }

  keepTyped(field: string, text: string | undefined): void {
    keepTyped(this.#editor, field, text);
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const acted = this.#last.then(act);
    this.#last = acted.catch(() => undefined);
    return acted;
  }

  async #renew(ask: () => Promise<BotForm>): Promise<string | undefined> {
    // A word that is said already would not be read aloud again.
    this.said.value = '';
    try {
      this.#take(await ask());
      // Both were of the form as it was.
      this.error.value = '';
      this.outcome.value = undefined;
      return undefined;
    } catch (error) {
      return messageOf(error);
    }
  }

  #take(form: BotForm): void {
    this.form.value = form;
    keepSubject(this.#editor, subjectOf(form));
  }
}

function subjectOf({ state, name, entry }: BotForm): Parameters<typeof keepSubject>[1] {
  switch (state) {
    case 'draft':
      return { draft: entry };
    case 'gone':
      return { botName: name, was: entry };
    case 'saved':
      return { botName: name };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
