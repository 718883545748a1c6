import { createHash } from 'node:crypto';
import path from 'node:path';
import type { SessionRecord } from '../../core/formats/record.ts';
import { inEnglish } from '../../core/text.ts';
import { runImport } from '../../extension/app/importing.ts';
import type { RecordStore } from '../../extension/app/ports.ts';
import { Refusal } from '../../extension/app/refusal.ts';
import { ImportProblem } from '../../extension/exchange/importProblem.ts';
import { openContent } from '../../extension/exchange/openContent.ts';
import { StoreError } from '../../extension/store/storeError.ts';
import { loadSqlJs, withDatabase } from '../database.ts';
import { EXIT, Problem } from '../problem.ts';
import type { Records } from './records.ts';

/** What of a file could not be taken. */
interface SessionProblems {
  /** Some of them; `at` is a line, or a path such as `sessions[3]`. */
  readonly problems: readonly { readonly at: string; readonly reason: string }[];
  readonly count: number;
}

/** The sessions of a database of ours, with what only its journal holds; of any other, as of a file. */
export async function readDatabase(file: string, records: Records): Promise<SessionProblems> {
  try {
    await withDatabase(path.resolve(file), 'read', async stores => {
      for (const id of await stores.sessions.ids()) {
        const record = await stores.records.get(id);
        if (record) records.add(record);
      }
    });
    return { problems: [], count: 0 };
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'notOurs') throw error;
    return readSessions(file, records);
  }
}

/** The sessions of a file, in whatever format that can be imported. @throws Problem */
export async function readSessions(file: string, records: Records): Promise<SessionProblems> {
  try {
    const { refused, refusedCount } = await runImport(
      { open: () => openContent(path.resolve(file), { loadSqlJs }) },
      {
        records: taking(records),
        hash: text => createHash('sha256').update(text).digest('hex'),
        // What says no time gets the same one every time.
        now: () => 0,
        t: inEnglish,
      },
    );
    const problems = refused.map(({ at, why }) => ({ at, reason: why }));
    return { problems, count: refusedCount };
  } catch (error) {
    if (error instanceof ImportProblem) throw new Problem(EXIT.files, `${file}: ${error.message}`);
    if (error instanceof Refusal) {
      const expected = 'battles (model_a, model_b, winner) nor sessions in a format that is known';
      throw new Problem(EXIT.files, `${file} holds neither ${expected}`);
    }
    throw error;
  }
}

/** A store that only takes. */
function taking(records: Records): RecordStore {
  const merge: RecordStore['merge'] = found => {
    for (const record of found) records.add(record);
    return Promise.resolve(found.map(outcomeOf));
  };
  return { get: () => Promise.resolve(undefined), compare: merge, merge };
}

function outcomeOf({ session, turns, votes }: SessionRecord) {
  return {
    id: session.id,
    kind: 'added',
    turnsAdded: turns.length,
    votesAdded: votes.length,
    conflicts: [],
  } as const;
}
