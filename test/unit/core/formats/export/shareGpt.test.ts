import { describe, expect, it } from 'vitest';
import { shareGpt } from '../../../../../src/core/formats/export/shareGpt.ts';
import type { Reply, Session, Turn, TurnId } from '../../../../../src/core/model.ts';
import { aReply, aSession, aTurn, twoBots } from '../../../../support/builders.ts';
import { joined, streamOf } from '../../../../support/exportRecords.ts';

const failed = { kind: 'failed', code: 'timeout', message: '' } as const;
/** A turn that A answers with `a` and B with `b`. */
function turn(index: number, a: Partial<Reply>, b: Partial<Reply>): Turn {
  const replies = [a, b].map((change, i) => aReply({ seat: twoBots[i]!.seat, ...change }));
  return aTurn({ id: `t${index}` as TurnId, index, prompt: `Q${index}`, replies });
}

async function written(
  session: Partial<Session>,
  turns: readonly Turn[],
): Promise<{ rows: unknown[]; leftOut: string[] }> {
  const leftOut: string[] = [];
  const records = streamOf([{ session: aSession(session), turns, votes: [] }]);
  const text = await joined(
    shareGpt.render(records, {
      content: 'full',
      exportedAt: 0,
      onLeftOut: why => leftOut.push(why),
    }),
  );
  return { rows: JSON.parse(text) as unknown[], leftOut };
}

describe('sharegpt', () => {
  it('has the system prompt beside the conversation, where only human and gpt may speak', async () => {
    const one = turn(0, { text: 'a' }, { text: 'b' });
    const [a, b] = twoBots;
    const seats = [{ ...a!, systemPrompt: 'Be brief.' }, b!];
    const [first, second] = (await written({ seats }, [one])).rows;
    expect(first).toEqual({
      id: 'session-1-A',
      system: 'Be brief.',
      conversations: [
        { from: 'human', value: 'Q0' },
        { from: 'gpt', value: 'a' },
      ],
    });
    expect(second).not.toHaveProperty('system');
  });

  it('replaces what is corrected and leaves out what has no words', async () => {
    const turns = [
      turn(0, { text: 'a', correction: 'A!' }, { text: '', state: failed }),
      turn(1, { text: 'c' }, { text: 'd' }),
    ];
    const found = await written({}, turns);
    const said = (...words: string[]): unknown[] =>
      words.map((value, i) => ({ from: i % 2 === 0 ? 'human' : 'gpt', value }));
    expect(found).toEqual({
      rows: [
        { id: 'session-1-A', conversations: said('Q0', 'A!', 'Q1', 'c') },
        { id: 'session-1-B', conversations: said('Q1', 'd') },
      ],
      leftOut: ['noText'],
    });
  });
});
