import type { ExportFormat } from '../../../../../src/core/formats/export/format.ts';
import type { SessionRecord } from '../../../../../src/core/formats/record.ts';
import type { Reply, Session, Turn, TurnId, Vote } from '../../../../../src/core/model.ts';
import { aReply, aSession, aTurn, aVote, twoBots } from '../../../../support/builders.ts';
import { joined, streamOf } from '../../../../support/exportRecords.ts';

/** What a format writes of a session, read again, and why things are not in it. */
export async function rows(
  format: ExportFormat,
  record: SessionRecord,
): Promise<{ rows: unknown[]; leftOut: string[] }> {
  const leftOut: string[] = [];
  const context = {
    content: 'full',
    exportedAt: 0,
    onLeftOut: (why: string) => leftOut.push(why),
  } as const;
  const text = await joined(format.render(streamOf([record]), context));
  const written =
    format.extension === 'json'
      ? (JSON.parse(text) as unknown[])
      : text
          .split('\n')
          .filter(Boolean)
          .map(line => JSON.parse(line) as unknown);
  return { rows: written, leftOut };
}

export const failed = { kind: 'failed', code: 'timeout', message: '' } as const;
/** A turn that A answers with `a` and B with `b`. */
export function turn(index: number, a: Partial<Reply>, b: Partial<Reply>): Turn {
  const replies = twoBots.map((bot, i) =>
    aReply({ seat: bot.seat, botName: bot.name, model: bot.model, ...(i === 0 ? a : b) }),
  );
  return aTurn({ id: `t${index}` as TurnId, index, prompt: `Q${index}`, replies });
}
export function record(
  session: Partial<Session>,
  turns: readonly Turn[],
  votes: readonly Vote[],
): SessionRecord {
  return { session: aSession(session), turns, votes };
}
export const bestA = (change: Partial<Vote> = {}): Vote =>
  aVote({ kind: 'best', winner: 'A' }, change);
