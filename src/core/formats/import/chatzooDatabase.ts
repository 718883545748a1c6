import type { SessionId, Verdict, Vote } from '../../model.ts';
import type { Content, Found, ImportContext, ImportFormat, TableRow } from './format.ts';
import type { ChatzooBot } from './foreign/chatzooBot.ts';
import { botOfKey, isKeyOf } from './foreign/chatzooBot.ts';
import type { Answer, Refused } from './foreign/chatzooRows.ts';
import { configsOf, debugMessagesOf, dialoguesOf } from './foreign/chatzooRows.ts';
import { ChatzooSession } from './foreign/chatzooSession.ts';
import type { ChatzooVote } from './foreign/chatzooVote.ts';
import { chatzooVote, VOTE_FIELDS } from './foreign/chatzooVote.ts';
import { hasFields, tellUnknown } from './foreign/check.ts';
import { MOST_SEATS, turnIdOf } from './foreign/draft.ts';
import type { MakeId } from './foreign/ids.ts';
import { idsOf } from './foreign/ids.ts';

const ID = 'chatzoo-database';
const TABLES = ['user', 'generate_config', 'dialogue', 'debugmessage', 'vote'];

/**
 * The original ChatZoo's database, of its main and dev branches: what annotators asked becomes arena
 * sessions, what debug users asked debug sessions, votes stay votes. A session is all that one user
 * asked under one `turn_id`; a turn is the rows that have one question, in each bot's order.
 *
 * A bot is nickname and configuration, as ChatZoo rates it: its fingerprint is ChatZoo's own hash. A
 * vote whose rows are not in the file makes a session without turns. The oldest databases hold users
 * only. Tables that ChatZoo does not have are counted as not kept.
 */
export const chatzooDatabase: ImportFormat = {
  id: ID,
  label: 'ChatZoo database',
  shapes: ['tables'],
  recognises: content =>
    content.shape === 'tables' &&
    ((content.tables.has('generate_config') && content.tables.has('dialogue')) ||
      (content.tables.get('user') ?? []).some(row => hasFields(row, 'session_mark_num'))),
  // eslint-disable-next-line @typescript-eslint/require-await -- the tables are in memory already
  async *read(content: Content, context: ImportContext): AsyncIterable<Found> {
    if (content.shape === 'tables') yield* new Reader(content.tables, context).found();
  },
};

class Reader {
  readonly #tables: ReadonlyMap<string, readonly TableRow[]>;
  readonly #context: ImportContext;
  readonly #makeId: MakeId;
  readonly #refused: Refused[] = [];
  readonly #sessions = new Map<SessionId, ChatzooSession>();
  readonly #byDialogue = new Map<string, ChatzooSession>();
  #bots: ReadonlyMap<string, ChatzooBot> = new Map();

  constructor(tables: ReadonlyMap<string, readonly TableRow[]>, context: ImportContext) {
    this.#tables = tables;
    this.#context = context;
    this.#makeId = idsOf(ID, context.hash);
  }

  *found(): Iterable<Found> {
    const context = this.#context;
    const refuse = (refused: Refused): void => void this.#refused.push(refused);
    this.#tellOfTheRest();
    this.#bots = configsOf(this.#tables, context, refuse);
    for (const answer of dialoguesOf(this.#tables, this.#bots, context, refuse)) this.#add(answer);
    for (const answer of debugMessagesOf(this.#tables, context, refuse)) this.#add(answer);
    const votes = this.#votes().sort((a, b) => a.castAt - b.castAt || a.voteId - b.voteId);
    for (const vote of votes) this.#cast(vote);
    yield* this.#refused;
    for (const session of this.#sessions.values()) {
      const { at } = session;
      if (session.size > MOST_SEATS) {
        yield {
          at,
          refused: context.t('There are more than {0} bots in one session.', MOST_SEATS),
        };
      } else yield { at, record: session.record(this.#makeId, context) };
    }
    if (this.#sessions.size === 0 && this.#refused.length === 0) {
      yield {
        at: 'user',
        refused: context.t('The database has users, but neither sessions nor votes.'),
      };
    }
  }

  #tellOfTheRest(): void {
    const { onNotKept } = this.#context;
    for (const [table, rows] of this.#tables) {
      if (table === 'user') {
        for (const row of rows) tellUnknown(row, ['username'], this.#context, 'user.');
      } else if (!TABLES.includes(table)) {
        for (let i = 0; i < Math.max(1, rows.length); i++) onNotKept(table.slice(0, 80));
      }
    }
  }

  #add(answer: Answer): void {
    const { mode, turnId, username, dialogueId } = answer;
    const id = this.#sessionId(mode, turnId, username);
    const table = mode === 'arena' ? 'dialogue' : 'debugmessage';
    const session =
      this.#sessions.get(id) ?? new ChatzooSession(id, `${table}[${dialogueId}]`, mode, ID);
    this.#sessions.set(id, session);
    session.add(answer);
    this.#byDialogue.set(JSON.stringify([mode, username, dialogueId]), session);
  }

  #sessionId(mode: 'arena' | 'debug', turnId: string, username: string): SessionId {
    return this.#makeId('session', mode, turnId, username);
  }

  #votes(): ChatzooVote[] {
    return (this.#tables.get('vote') ?? []).flatMap((row, i): ChatzooVote[] => {
      const checked = chatzooVote(row, this.#context.t);
      if ('refused' in checked) {
        this.#refused.push({ at: `vote[${i}]`, refused: checked.refused });
        return [];
      }
      tellUnknown(row, VOTE_FIELDS, this.#context, 'vote.');
      return [checked.value];
    });
  }

  #cast(vote: ChatzooVote): void {
    const { session, turn } = this.#placeOf(vote);
    const seats = new Map<string, Vote['shown'][number]>();
    for (const { key, configId } of vote.bots) {
      const free = session.seated.filter(({ seat }) =>
        [...seats.values()].every(taken => taken.seat !== seat.seat),
      );
      const named = free.filter(({ bot }) => isKeyOf(key, bot));
      const same = free.find(place => place.key === configId);
      const place =
        (named.length > 1 ? named.find(at => at === same) : undefined) ?? named[0] ?? same;
      const bot = this.#bots.get(configId) ?? botOfKey(key, this.#context);
      seats.set(key, place?.seat ?? session.seatAnother(`vote:${key}`, bot));
    }
    const verdict = verdictOf(vote, seats);
    const turnId = turn === undefined ? undefined : turnIdOf(this.#makeId, session.id, turn);
    session.vote({
      id: this.#makeId('vote', session.id, vote.voteId, vote.castAt, JSON.stringify(verdict)),
      sessionId: session.id,
      ...(turnId === undefined ? {} : { turnId }),
      castAt: vote.castAt,
      voter: { kind: 'human', name: vote.username },
      verdict,
      shown: [...seats.values()],
      blind: vote.blind,
      comment: '',
      flags: [],
    });
  }

  /** The session and the turn that a vote is on; one that is not in the file is made. */
  #placeOf(vote: ChatzooVote): { readonly session: ChatzooSession; readonly turn?: number } {
    const modes = ['arena', 'debug'] as const;
    for (const mode of modes) {
      for (const dialogueId of vote.dialogues.values()) {
        const session = this.#byDialogue.get(JSON.stringify([mode, vote.username, dialogueId]));
        const turn = session?.turnOf(dialogueId);
        if (session && turn !== undefined) return { session, turn };
      }
      const session = this.#sessions.get(this.#sessionId(mode, vote.turnId, vote.username));
      if (vote.turnId !== '' && session) return { session };
    }
    const own = [vote.voteId, vote.castAt, ...vote.bots.map(bot => bot.key)];
    const id =
      vote.turnId === ''
        ? this.#makeId('session', 'vote', vote.username, ...own)
        : this.#sessionId('arena', vote.turnId, vote.username);
    const made = new ChatzooSession(id, `vote[${vote.voteId}]`, 'arena', ID);
    this.#sessions.set(id, made);
    return { session: made };
  }
}

function verdictOf(
  { chosen, bots }: ChatzooVote,
  seats: ReadonlyMap<string, { seat: string }>,
): Verdict {
  const [first] = chosen;
  if (first === undefined) return { kind: 'allBad' };
  if (chosen.length > 1 && chosen.length === bots.length) return { kind: 'allGood' };
  return { kind: 'best', winner: seats.get(first)?.seat ?? '' };
}
