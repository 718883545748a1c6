import { arenaPage, type ArenaSnapshot } from '../../../src/protocol/arenaPage.ts';
import { Server, type CallHandlers, type EventBody, type Port } from '../../../src/protocol/rpc.ts';
import type { TurnId } from '../../../src/core/model.ts';

type Calls = CallHandlers<typeof arenaPage>;
/** Those with a number. */
type Events = Omit<(typeof arenaPage)['events'], 'reloaded' | 'showTurn'>;

/** A host that says what the test wants and writes down what the page asked. */
export class ArenaHost {
  snapshot: ArenaSnapshot;
  readonly asked: { readonly call: string; readonly body: unknown }[] = [];
  readonly bugs: unknown[] = [];
  readonly #changes: Partial<Calls>;
  #server: Server<typeof arenaPage> | undefined;
  #seq: number;

  constructor(snapshot: ArenaSnapshot, changes: Partial<Calls> = {}) {
    this.snapshot = snapshot;
    this.#seq = snapshot.seq;
    this.#changes = changes;
  }

  readonly open = (port: Port): void => {
    const handlers: Calls = {
      'session/snapshot': () => this.snapshot,
      'session/stop': () => ({}),
      'session/new': () => ({}),
      'session/export': () => ({}),
      'turn/start': () => ({ turnId: 'new' as TurnId }),
      'reply/stop': () => ({}),
      'reply/retry': () => ({}),
      'reply/correct': () => ({}),
      'vote/cast': () => ({}),
      'leaderboard/open': () => ({}),
      'settings/open': () => ({}),
      'model/add': () => ({}),
      'log/show': () => ({}),
      'apiKey/set': () => ({}),
      'clipboard/write': () => ({}),
      'link/open': () => ({}),
      ...this.#changes,
    };
    const noted = Object.fromEntries(
      Object.entries(handlers).map(([call, handler]) => [
        call,
        (body: never) => {
          this.asked.push({ call, body });
          return (handler as (ask: never) => unknown)(body);
        },
      ]),
    ) as unknown as Calls;
    this.#server = new Server(arenaPage, port, noted, {
      onBug: error => void this.bugs.push(error),
    });
  };

  /** Tells the page, with the next number. */
  tell<Name extends keyof Events>(
    event: Name,
    body: Omit<EventBody<typeof arenaPage, Name>, 'seq'>,
    seq = ++this.#seq,
  ): void {
    this.#seq = seq;
    this.#server?.emit(event, { ...body, seq } as EventBody<typeof arenaPage, Name>);
  }

  showTurn(turnId: TurnId): void {
    this.#server?.emit('showTurn', { turnId });
  }

  reloaded(): void {
    this.#server?.emit('reloaded', {});
  }

  /** What was asked by this name, in order. */
  bodiesOf(call: string): unknown[] {
    return this.asked.filter(one => one.call === call).map(one => one.body);
  }
}
