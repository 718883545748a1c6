import { signal } from '@preact/signals';
import { hasEnded, type Reply, type ReplyId, type TurnId } from '../../core/model.ts';
import { arenaPage } from '../../protocol/arenaPage.ts';
import { Client, RemoteError, type Answer, type Ask } from '../../protocol/rpc.ts';
import { portTo, type EditorApi } from '../host.ts';
import { inTime } from '../inTime.ts';
import { locale, t } from '../l10n.ts';
import { keep, readKept } from '../state/draft.ts';
import { Sequence } from '../state/sequence.ts';
import { SessionView, type SessionEvent } from '../state/sessionView.ts';
import { spokenProgress } from './progressText.ts';

type Calls = (typeof arenaPage)['calls'];

export interface NoticeText {
  readonly text: string;
  /** A fault of ours: the log knows more. */
  readonly isFault: boolean;
}

export interface Announcement {
  readonly id: number;
  readonly text: string;
}

/** Announcements kept: a screen reader has long taken the older ones. */
const MOST_SAID = 20;

/** What the parts of the page share: the session as it is, and the way to ask the host. */
export class Arena {
  readonly view = new SessionView({
    onEnded: reply => this.#announce(reply),
    onProgress: ({ seat }, progress) => {
      const said = spokenProgress(progress, t, locale);
      if (said !== undefined) this.#say(t('{0}: {1}', seat, said));
    },
  });
  /** Why the host would not do what was asked last. */
  readonly notice = signal<NoticeText | undefined>(undefined);
  /** Read aloud, oldest first; the same words may come twice. */
  readonly announcements = signal<readonly Announcement[]>([]);
  /** The turn to bring into sight; a new object for each time it is asked for. */
  readonly target = signal<{ readonly turnId: TurnId } | undefined>(undefined);
  readonly draft;
  /** The reason for the vote that is not cast yet. */
  readonly comment;
  /** Corrections that are being written, by reply. */
  readonly corrections;
  /** Asks for the whole session anew. */
  readonly reload: () => void;
  readonly #editor: EditorApi;
  readonly #client: Client<typeof arenaPage>;

  constructor(editor: EditorApi) {
    this.#editor = editor;
    const { draft, comment = '', corrections = {} } = readKept(editor);
    this.corrections = signal<Readonly<Record<string, string>>>(corrections);
    this.draft = signal(draft);
    this.comment = signal(comment);
    const sequence = new Sequence({
      ask: () => inTime(this.ask('session/snapshot', {})),
      load: snapshot => {
        keep(editor, { sessionId: snapshot.session.id });
        this.view.load(snapshot);
        if (snapshot.showTurn !== undefined) this.target.value = { turnId: snapshot.showTurn };
      },
      apply: (event: SessionEvent) => this.view.apply(event),
      onError: error => this.#refused(error),
    });
    this.#client = new Client(
      arenaPage,
      portTo(editor),
      {
        deltas: body => sequence.hear({ kind: 'deltas', ...body }),
        progress: body => sequence.hear({ kind: 'progress', ...body }),
        turn: body => sequence.hear({ kind: 'turn', ...body }),
        reply: body => sequence.hear({ kind: 'reply', ...body }),
        reloaded: () => sequence.start(),
        showTurn: ({ turnId }) => {
          this.target.value = { turnId };
        },
        session: body => sequence.hear({ kind: 'session', ...body }),
      },
      // What was misunderstood is a gap, and the next event's number will tell.
      error => this.#refused(error),
    );
    this.reload = () => {
      this.notice.value = undefined;
      sequence.start();
    };
    sequence.start();
  }

  ask<Name extends keyof Calls>(
    call: Name,
    body: Ask<typeof arenaPage, Name>,
  ): Promise<Answer<typeof arenaPage, Name>> {
    return this.#client.ask(call, body);
  }

  /**
   * Asks, and shows a refusal as a notice.
   *
   * @returns whether the host did it.
   */
  async tell<Name extends keyof Calls>(
    call: Name,
    body: Ask<typeof arenaPage, Name>,
  ): Promise<boolean> {
    try {
      await this.ask(call, body);
      this.notice.value = undefined;
      return true;
    } catch (error) {
      this.#refused(error);
      return false;
    }
  }

  /** Each keystroke is kept: a reload loses none. */
  setDraft(draft: string): void {
    this.draft.value = draft;
    keep(this.#editor, { draft });
  }

  setComment(comment: string): void {
    this.comment.value = comment;
    keep(this.#editor, { comment });
  }

  /** Keeps a correction that is being written; undefined for none. */
  setCorrection(id: ReplyId, text: string | undefined): void {
    const others = Object.entries(this.corrections.peek()).filter(([other]) => other !== id);
    const written = text === undefined ? others : [...others, [id, text]];
    this.corrections.value = Object.fromEntries(written) as Readonly<Record<string, string>>;
    keep(this.#editor, { corrections: this.corrections.value });
  }

  /** @returns whether the text is in the clipboard. */
  async copy(text: string): Promise<boolean> {
    const isDone = await this.tell('clipboard/write', { text });
    if (isDone) this.#say(t('Copied'));
    return isDone;
  }

  #say(text: string): void {
    const said = this.announcements.peek();
    const id = (said.at(-1)?.id ?? 0) + 1;
    this.announcements.value = [...said.slice(-MOST_SAID), { id, text }];
  }

  #refused(error: unknown): void {
    const isFault = !(error instanceof RemoteError) || error.code === 'internal';
    const text = error instanceof Error ? error.message : String(error);
    this.notice.value = { text, isFault };
  }

  #announce(reply: Reply): void {
    if (!hasEnded(reply)) return;
    const said = {
      done: t('{0} has finished', reply.seat),
      stopped: t('{0} was stopped', reply.seat),
      failed: t('{0} has failed', reply.seat),
    };
    const { kind } = reply.state;
    if (kind !== 'queued' && kind !== 'streaming') this.#say(said[kind]);
  }
}
