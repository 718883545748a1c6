import type { SessionRecord } from '../../../src/core/formats/record.ts';
import {
  seatName,
  type Fingerprint,
  type ReplyId,
  type SeatedBot,
  type SessionId,
  type TurnId,
  type Verdict,
  type VoteId,
} from '../../../src/core/model.ts';
import { aBot, aReply, aSession, aTurn, aVote } from '../../support/builders.ts';

const BOTS: readonly SeatedBot[] = ['Heron', 'Otter', 'Newt'].map((name, index) =>
  aBot({
    name,
    model: `${name.toLowerCase()}.gguf`,
    fingerprint: `0000000${index}` as Fingerprint,
  }),
);
const VOTERS = ['Ada', 'Bob'];
const DAY = 86_400_000;

/**
 * Sessions of two bots or three with one vote each, by Ada and Bob in turn: Heron wins three of four,
 * Otter beats Newt. Every tenth is a ranking of three.
 */
export function votedSessions(count: number): readonly SessionRecord[] {
  return Array.from({ length: count }, (_, index) => votedSession(index));
}

/** As a file that the extension imports. */
export function fileOf(sessions: readonly SessionRecord[]): string {
  return JSON.stringify({
    format: 'chatzoo-sessions',
    version: 2,
    content: 'full',
    exportedAt: new Date(0).toISOString(),
    sessions,
  });
}

function votedSession(index: number): SessionRecord {
  const id = `voted-${index}` as SessionId;
  const isRanked = index % 10 === 9;
  const pair = index % 3;
  const chosen = isRanked ? BOTS : BOTS.filter((_, place) => place !== pair);
  // Left and right in turn, so that no side is the better one.
  const sides = index % 2 === 0 ? chosen : chosen.toReversed();
  const seats = sides.map((bot, place) => ({ ...bot, seat: seatName(place) }));
  const seatOf = (bot: SeatedBot | undefined) =>
    seats.find(({ name }) => name === bot?.name)?.seat ?? '';
  const [better, worse] = chosen;
  const winner = index % 4 === 3 ? worse : better;
  const verdict: Verdict = isRanked
    ? { kind: 'ranking', order: BOTS.map(bot => [seatOf(bot)]) }
    : index % 8 === 5
      ? { kind: 'allGood' }
      : { kind: 'best', winner: seatOf(winner) };
  const at = Date.UTC(2026, 0, 5) + (index % 7) * DAY + index * 60_000;
  const turnId = `${id}-turn` as TurnId;
  const turn = aTurn({
    id: turnId,
    sessionId: id,
    prompt: `Question ${index}: where do ${index % 2 === 0 ? 'herons' : 'newts'} sleep?`,
    createdAt: at,
    replies: seats.map(({ seat, name, model, fingerprint }, place) =>
      aReply({
        ...{ id: `${turnId}-${seat}` as ReplyId, turnId, seat, botName: name, model, fingerprint },
        text: `${name} says: in the **reeds**. ${'And so on. '.repeat(1 + ((index + place) % 5))}`,
      }),
    ),
  });
  const vote = aVote(verdict, {
    id: `${id}-vote` as VoteId,
    sessionId: id,
    castAt: at + 60_000,
    voter: { kind: 'human', name: VOTERS[index % 2] ?? '' },
    shown: seats,
  });
  const session = aSession({
    id,
    title: turn.prompt,
    createdAt: at,
    updatedAt: at,
    annotatedAt: vote.castAt,
    tags: index % 5 === 0 ? ['birds'] : [],
    seats,
  });
  return { session, turns: [turn], votes: [vote] };
}
