import type { SessionRecord } from '../../src/core/formats/record.ts';
import {
  ANNOTATION_MODES,
  MODES,
  REPLY_ERROR_CODES,
  SEAT_KINDS,
  VOTE_FLAGS,
  seatName,
} from '../../src/core/model.ts';
import type {
  Fingerprint,
  Reply,
  ReplyId,
  ReplyState,
  Seat,
  SeatedBot,
  Session,
  SessionId,
  Turn,
  TurnId,
  Verdict,
  Vote,
  VoteId,
} from '../../src/core/model.ts';
import type { Order } from '../../src/core/order.ts';

/** Texts that break quoting, escaping, lines, keys or encodings somewhere. */
const TEXTS = [
  '',
  'How do ants talk?',
  '蚂蚁怎么交流？',
  '😀 👩‍👩‍👧',
  'a\nb\r\nc\td',
  '"quoted", with; commas',
  "'; DROP TABLE sessions; --",
  '=1+1',
  '</script><script>alert(1)</script>',
  '```js\n# no heading\n```',
  '__proto__',
  'constructor',
  '\u2028\u2029\u200B\uFEFF',
  String.raw`\u0000 \ud800 \\`,
  'x'.repeat(5000),
];

/** Sound sessions with anything in them that a session can have; the same seed gives the same ones. */
export function randomRecords(count: number, seed: number): readonly SessionRecord[] {
  const dice = createDice(seed);
  return Array.from({ length: count }, (_, index) => randomRecord(`${seed}-${index}`, dice));
}

function randomRecord(key: string, dice: Dice): SessionRecord {
  const { below, chance, pick, text } = dice;
  const id = `session-${key}` as SessionId;
  const createdAt = 1_700_000_000_000 + below(1e9);
  const seats = Array.from({ length: 1 + below(5) }, (_, place) => randomBot(place, dice));
  const turns = Array.from({ length: below(5) }, (_, index) =>
    randomTurn(`${key}-${index}`, index, { id, seats, createdAt }, dice),
  );
  const votes: Vote[] = [];
  for (let index = below(4); index > 0; index--) {
    const turn = chance(0.5) ? turns[below(turns.length + 1)] : undefined;
    const shown = chance(0.8) ? seats : seats.slice(0, 1);
    const last = votes.at(-1);
    const before = last?.turnId === turn?.id && chance(0.7) ? last : undefined;
    // A second vote of one voter on a session would count twice, so it is refused.
    const others = TEXTS.filter(name => !votes.some(({ voter }) => voter.name === name));
    votes.push({
      id: `vote-${key}-${index}` as VoteId,
      sessionId: id,
      ...(turn ? { turnId: turn.id } : {}),
      castAt: createdAt + 1000 * (votes.length + 1),
      voter: before?.voter ?? { kind: 'human', name: pick(others) },
      verdict: pick<Verdict>([
        { kind: 'best', winner: shown[below(shown.length)]?.seat ?? '' },
        { kind: 'allGood' },
        { kind: 'allBad' },
        { kind: 'ranking', order: randomOrder(shown, dice) },
      ]),
      shown,
      blind: chance(0.5),
      ...(before ? { supersedes: before.id } : {}),
      comment: text(),
      flags: VOTE_FLAGS.filter(() => chance(0.1)),
    });
  }
  const session: Session = {
    id,
    title: text(),
    mode: pick(MODES),
    annotationMode: pick(ANNOTATION_MODES),
    createdAt,
    updatedAt: createdAt + below(1e6),
    ...(chance(0.3) ? { annotatedAt: createdAt + below(1e6) } : {}),
    pinned: chance(0.2),
    tags: ['red', '标签', 'a,b', '__proto__'].filter(() => chance(0.3)),
    ...(chance(0.2) ? { origin: 'sharegpt' } : {}),
    seats,
  };
  return { session, turns, votes };
}

/** Any of the bots in any order, some of them tied. */
function randomOrder(shown: readonly SeatedBot[], { below, chance }: Dice): Order {
  const order: Seat[][] = [];
  for (const { seat } of shown.filter(() => chance(0.8))) {
    const tied = chance(0.3) ? order[below(order.length)] : undefined;
    if (tied) tied.push(seat);
    else order.splice(below(order.length + 1), 0, [seat]);
  }
  return order;
}

function randomBot(place: number, { below, chance, pick, text }: Dice): SeatedBot {
  return {
    seat: seatName(place),
    name: text(),
    kind: pick(SEAT_KINDS),
    model: text(),
    fingerprint: below(2 ** 32)
      .toString(16)
      .padStart(8, '0') as Fingerprint,
    ...(chance(0.3) ? { systemPrompt: text() } : {}),
  };
}

function randomTurn(
  key: string,
  index: number,
  session: Pick<Session, 'id' | 'seats' | 'createdAt'>,
  dice: Dice,
): Turn {
  const id = `turn-${key}` as TurnId;
  return {
    id,
    sessionId: session.id,
    index,
    prompt: dice.text(),
    createdAt: session.createdAt + index,
    replies: session.seats
      .filter(() => dice.chance(0.95))
      .map(bot => randomReply(`reply-${key}-${bot.seat}` as ReplyId, id, bot, dice)),
  };
}

function randomReply(id: ReplyId, turnId: TurnId, bot: SeatedBot, dice: Dice): Reply {
  const { below, chance, pick, text, fraction } = dice;
  return {
    id,
    turnId,
    seat: bot.seat,
    botName: bot.name,
    model: bot.model,
    fingerprint: bot.fingerprint,
    sampling: {
      ...(chance(0.5) ? { temperature: fraction() } : {}),
      ...(chance(0.5) ? { topK: below(100) } : {}),
      ...(chance(0.5) ? { seed: below(2 ** 31) } : {}),
      ...(chance(0.2) ? { frequencyPenalty: 2 * fraction(), presencePenalty: -fraction() } : {}),
      ...(chance(0.2) ? { stop: [text(), text()] } : {}),
    },
    attempt: 1 + below(3),
    text: text(),
    ...(chance(0.3) ? { thinking: text() } : {}),
    ...(chance(0.2) ? { leftOutTurns: below(5) } : {}),
    ...(chance(0.2) ? { correction: text() } : {}),
    state: pick<ReplyState>([
      { kind: 'done', finish: 'stop' },
      { kind: 'done', finish: 'length' },
      { kind: 'stopped' },
      { kind: 'failed', code: pick(REPLY_ERROR_CODES), message: text() },
    ]),
    ...(chance(0.7)
      ? {
          timings: {
            waitMs: fraction() * 1e3,
            firstTokenMs: fraction() * 1e3,
            totalMs: 1000 + fraction() * 1e4,
            ...(chance(0.5) ? { tokensPerSecond: fraction() * 100 } : {}),
          },
        }
      : {}),
    ...(chance(0.7)
      ? {
          tokens: {
            prompt: below(1e4),
            completion: below(1e4),
            ...(chance(0.5) ? { evaluated: below(1e4) } : {}),
          },
        }
      : {}),
  };
}

interface Dice {
  /** In 0 … 1, without 1. */
  readonly fraction: () => number;
  /** An integer in 0 … limit, without the limit. */
  readonly below: (limit: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly text: () => string;
}

/** @see Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators" (the mixing) */
function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(fraction() * limit);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  return { fraction, below, chance: p => fraction() < p, pick, text: () => pick(TEXTS) };
}
