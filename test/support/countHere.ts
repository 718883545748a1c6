import { setImmediate } from 'node:timers/promises';
import type { VoteCounter } from '../../src/extension/app/voteCounter.ts';
import { BallotKeeper } from '../../src/extension/counting/ballotKeeper.ts';

/** Counts votes as the thread does, but in this one: for tests that are about something else. */
export function countHere(): VoteCounter {
  const keeper = new BallotKeeper();
  const later = async <T>(work: () => T): Promise<T> => {
    await setImmediate();
    return work();
  };
  return {
    isOver: false,
    take: sessions => later(() => keeper.take(sessions)),
    board: options => later(() => keeper.board(options)),
    report: options => later(() => keeper.report(options)),
    json: (options, program) => later(() => keeper.json(options, program)),
    behind: (options, cell) => later(() => keeper.behind(options, cell)),
    end: () => Promise.resolve(),
  };
}
