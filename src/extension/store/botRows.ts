import { SEAT_KINDS } from '../../core/model.ts';
import type { Fingerprint, SeatedBot } from '../../core/model.ts';
import { oneOf, textIn, textOrNone } from './columns.ts';
import type { Row, Statement } from './statement.ts';

/** Bots by the id of what they sit in (`owner_id`), in their order; the query sorts by place. */
export function botsByOwner(rows: readonly Row[]): ReadonlyMap<string, readonly SeatedBot[]> {
  const bots = new Map<string, SeatedBot[]>();
  for (const row of rows) {
    const owner = textIn(row, 'owner_id');
    const bot: SeatedBot = {
      seat: textIn(row, 'seat'),
      name: textIn(row, 'name'),
      kind: oneOf(row, 'kind', SEAT_KINDS),
      model: textIn(row, 'model'),
      fingerprint: textIn(row, 'fingerprint') as Fingerprint,
      systemPrompt: textOrNone(row, 'system_prompt'),
    };
    const others = bots.get(owner);
    if (others) others.push(bot);
    else bots.set(owner, [bot]);
  }
  return bots;
}

export function insertBots(
  table: 'seats' | 'shown_bots',
  ownerId: string,
  bots: readonly SeatedBot[],
): readonly Statement[] {
  const owner = table === 'seats' ? 'session_id' : 'vote_id';
  const sql = `INSERT INTO ${table} (${owner}, place, seat, name, kind, model, fingerprint,
    system_prompt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
  return bots.map(({ seat, name, kind, model, fingerprint, systemPrompt }, place) => ({
    sql,
    params: [ownerId, place, seat, name, kind, model, fingerprint, systemPrompt ?? null],
  }));
}
