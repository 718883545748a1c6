import type { SessionRecord } from '../../src/core/formats/record.ts';

/**
 * What of a record breaks the model's rules: ids, indexes, seats, winners, times. Written apart from
 * the importers' own checks.
 */
export function faultsOf({ session, turns, votes }: SessionRecord): string[] {
  const faults: string[] = [];
  const expect = (holds: boolean, what: string): void => {
    if (!holds) faults.push(what);
  };
  const isTime = (at: number): boolean => Number.isInteger(at) && at >= 0 && at <= 8.64e15;
  const unique = (values: readonly string[]): boolean => new Set(values).size === values.length;
  const seats = session.seats.map(({ seat }) => seat);
  expect(session.id !== '', 'a session without an id');
  expect(unique(seats), 'a seat taken twice');
  expect(seats.length > 0 && seats.length <= 64, `${seats.length} seats`);
  expect(isTime(session.createdAt) && isTime(session.updatedAt), 'a session at no time');
  expect(session.createdAt <= session.updatedAt, 'a session changed before it was made');
  expect(session.annotatedAt === undefined || isTime(session.annotatedAt), 'annotated at no time');
  expect(
    session.title === session.title.trim() && !/[\r\n]/.test(session.title),
    'an untidy title',
  );
  expect(
    unique(session.tags) && session.tags.every(tag => tag !== '' && tag === tag.trim()),
    'untidy tags',
  );
  for (const bot of session.seats) {
    expect(/^[0-9a-f]{8}$/.test(bot.fingerprint), `the fingerprint ${bot.fingerprint}`);
    expect(bot.kind === 'imported' && bot.name !== '', 'a bot that was not imported');
  }
  expect(unique(turns.map(({ id }) => id)), 'two turns with one id');
  expect(
    unique(turns.flatMap(turn => turn.replies.map(({ id }) => id))),
    'two replies with one id',
  );
  for (const [index, turn] of turns.entries()) {
    expect(turn.index === index, `turn ${index} says ${turn.index}`);
    expect(turn.sessionId === session.id, 'a turn of another session');
    expect(isTime(turn.createdAt), 'a turn at no time');
    expect(typeof turn.prompt === 'string', 'a prompt that is no text');
    expect(unique(turn.replies.map(({ seat }) => seat)), 'two replies in one seat');
    for (const reply of turn.replies) {
      expect(seats.includes(reply.seat), `a reply in the seat ${reply.seat}`);
      expect(reply.turnId === turn.id, 'a reply of another turn');
      expect(typeof reply.text === 'string', 'a reply that is no text');
      expect(!['queued', 'streaming'].includes(reply.state.kind), 'a reply without an end');
      const numbers: unknown[] = [reply.sampling, reply.tokens ?? {}].flatMap(Object.values);
      expect(numbers.every(Number.isFinite), 'a number that is not finite');
    }
  }
  expect(unique(votes.map(({ id }) => id)), 'two votes with one id');
  const earlier = new Set<string>();
  for (const vote of votes) {
    const shown = vote.shown.map(({ seat }) => seat);
    expect(vote.sessionId === session.id, 'a vote of another session');
    expect(isTime(vote.castAt), 'a vote at no time');
    expect(unique(shown) && shown.every(seat => seats.includes(seat)), 'a vote on strange seats');
    expect(
      vote.turnId === undefined || turns.some(({ id }) => id === vote.turnId),
      'a vote on no turn',
    );
    expect(
      vote.verdict.kind !== 'best' || shown.includes(vote.verdict.winner),
      'a winner that was not shown',
    );
    const ranked = vote.verdict.kind === 'ranking' ? vote.verdict.order.flat() : [];
    expect(
      unique(ranked) && ranked.every(seat => shown.includes(seat)),
      'a ranking of strange seats, or of one twice',
    );
    expect(unique(vote.flags), 'a flag twice');
    expect(vote.supersedes === undefined || earlier.has(vote.supersedes), 'a vote before its own');
    earlier.add(vote.id);
  }
  return faults;
}
