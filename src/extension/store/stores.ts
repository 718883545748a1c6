import type { Stores } from '../app/ports.ts';
import { createBallotStore } from './ballots.ts';
import type { Database } from './database.ts';
import { createRecordStore } from './records.ts';
import { createSearchStore } from './search.ts';
import { createSessionStore } from './sessions.ts';
import { createTurnStore } from './turns.ts';
import { createVoteStore } from './votes.ts';

/** All that is kept, over one database. */
export function createStores(database: Database): Stores {
  return {
    sessions: createSessionStore(database),
    turns: createTurnStore(database),
    votes: createVoteStore(database),
    ballots: createBallotStore(database),
    records: createRecordStore(database),
    search: createSearchStore(database),
  };
}
