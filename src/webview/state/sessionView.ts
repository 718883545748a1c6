import { batch, signal } from '@preact/signals';
import type { Reply, Session, Turn, TurnId, Vote } from '../../core/model.ts';
import { standing } from '../../core/ranking/battles.ts';
import { assertNever } from '../../core/std/assertNever.ts';
import type { ArenaSnapshot, arenaPage, Gate, Progress } from '../../protocol/arenaPage.ts';
import type { EventBody } from '../../protocol/rpc.ts';
import { ReplyView } from './replyView.ts';

type Events = {
  [Name in Exclude<keyof (typeof arenaPage)['events'], 'reloaded' | 'showTurn'>]: {
    readonly kind: Name;
  } & EventBody<typeof arenaPage, Name>;
};
/** What the host tells of the session, with its name in `kind`. */
export type SessionEvent = Events[keyof Events];

export interface TurnView {
  readonly id: TurnId;
  readonly prompt: string;
  readonly replies: readonly ReplyView[];
}

/** What happens while the page looks on. */
export interface News {
  readonly onEnded: (reply: Reply) => void;
  /** A reply waits for something else than before. */
  readonly onProgress: (reply: Reply, progress: Progress) => void;
}

/** One session as the page shows it. It follows the host and decides nothing. */
export class SessionView {
  /** Undefined until the first snapshot is there. */
  readonly session = signal<Session | undefined>(undefined);
  readonly turns = signal<readonly TurnView[]>([]);
  /** Those that were not superseded. */
  readonly votes = signal<readonly Vote[]>([]);
  readonly gate = signal<Gate>({ ask: 'busy', vote: 'nothingYet', winners: [] });
  readonly #replies = new Map<string, ReplyView>();
  readonly #news: News;

  constructor(news: News) {
    this.#news = news;
  }

  load({ session, turns, votes, gate, progress }: ArenaSnapshot): void {
    batch(() => {
      this.session.value = session;
      this.votes.value = standing(votes);
      this.gate.value = gate;
      const known = new Map(this.turns.peek().map(turn => [turn.id, turn]));
      // A turn that is shown already keeps its elements; only what changed in it is painted.
      this.turns.value = turns.map(turn => {
        const shown = known.get(turn.id);
        if (!shown) return this.#view(turn);
        for (const reply of turn.replies) this.#replies.get(reply.id)?.set(reply);
        return shown;
      });
      const underWay = new Map<string, Progress>(progress.map(one => [one.replyId, one.progress]));
      for (const [id, view] of this.#replies) view.restore(underWay.get(id));
    });
  }

  apply(event: SessionEvent): void {
    batch(() => {
      switch (event.kind) {
        case 'deltas':
          for (const { replyId, text, thinking } of event.deltas) {
            this.#replies.get(replyId)?.append(text, thinking);
          }
          return;
        case 'progress': {
          const view = this.#replies.get(event.replyId);
          if (!view) return;
          const before = view.progress.peek();
          view.tell(event.progress);
          if (before?.kind !== event.progress.kind) {
            this.#news.onProgress(view.reply.peek(), event.progress);
          }
          return;
        }
        case 'turn':
          this.gate.value = event.gate;
          this.turns.value = [...this.turns.peek(), this.#view(event.turn)];
          return;
        case 'reply': {
          this.gate.value = event.gate;
          const view = this.#replies.get(event.reply.id);
          if (view) view.isNews = true;
          view?.set(event.reply);
          const { kind } = event.reply.state;
          if (kind !== 'queued' && kind !== 'streaming') this.#news.onEnded(event.reply);
          return;
        }
        case 'session':
          this.gate.value = event.gate;
          this.session.value = event.session;
          this.votes.value = standing(event.votes);
          return;
        default:
          assertNever(event);
      }
    });
  }

  #view({ id, prompt, replies }: Turn): TurnView {
    const views = replies.map(reply => {
      const view = new ReplyView(reply);
      this.#replies.set(reply.id, view);
      return view;
    });
    return { id, prompt, replies: views };
  }
}
