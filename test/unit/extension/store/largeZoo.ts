import type { ReplyId, SessionId, TurnId, VoteId } from '../../../../src/core/model.ts';
import { aReply, aSession, aTurn, aVote } from '../../../support/builders.ts';
import type { Opened } from './storeFolder.ts';

const TABLES = ['sessions', 'seats', 'turns', 'replies', 'votes', 'shown_bots'];

/** Sessions with a turn, two replies and a vote each; some texts are longer than a page. */
export async function addMany({ stores }: Opened, count: number, from = 0): Promise<void> {
  const added: Promise<void>[] = [];
  for (let n = from; n < from + count; n++) {
    const sessionId = `s${n}` as SessionId;
    const turnId = `t${n}` as TurnId;
    const text = n % 10 === 0 ? `${n} `.repeat(1500) : `答案 ${n} `.repeat(n % 40);
    const replies = ['A', 'B'].map(seat =>
      aReply({ id: `r${n}${seat}` as ReplyId, turnId, seat, text }),
    );
    added.push(
      stores.sessions.add(aSession({ id: sessionId, title: `Session ${n}` })),
      stores.turns.add(aTurn({ id: turnId, sessionId, prompt: `Prompt ${n}`, replies })),
      stores.votes.add(
        aVote({ kind: 'allGood' }, { id: `v${n}` as VoteId, sessionId, comment: `Comment ${n}` }),
        true,
      ),
    );
  }
  await Promise.all(added);
}

/** Every row of every table, as text. */
export async function allRows({ database }: Opened): Promise<ReadonlySet<string>> {
  return database.read(
    all =>
      new Set(
        TABLES.flatMap(table =>
          all(`SELECT * FROM ${table}`).map(row => `${table} ${JSON.stringify(row)}`),
        ),
      ),
  );
}

export async function isSound({ database }: Opened): Promise<boolean> {
  const check = await database.read(all => all('PRAGMA integrity_check'));
  const orphans = await database.read(all => all('PRAGMA foreign_key_check'));
  return check[0]?.['integrity_check'] === 'ok' && orphans.length === 0;
}

/** The same numbers in 0 … 1 for the same seed. @see https://en.wikipedia.org/wiki/Linear_congruential_generator */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}
