import { describe, expect, it } from 'vitest';
import { EXPORT_FORMATS } from '../../../../src/core/formats/registry.ts';
import { aReply, aSession, aTurn, aVote, twoBots } from '../../../support/builders.ts';
import type { ReplyId, TurnId } from '../../../../src/core/model.ts';

const record = {
  session: aSession(),
  turns: [
    aTurn(),
    aTurn({
      id: 'turn-2' as TurnId,
      index: 1,
      prompt: 'Show me code.\n\n# not a heading',
      replies: [
        aReply({
          id: 'r3' as ReplyId,
          text: '```python\nprint("ant")\n```',
          state: { kind: 'done', finish: 'length' },
        }),
        aReply({
          id: 'r4' as ReplyId,
          seat: 'B',
          botName: 'Bee',
          model: 'bee-7b',
          text: '',
          state: { kind: 'failed', code: 'unreachable', message: 'Nobody listens at\n127.0.0.1:1' },
          timings: undefined,
          tokens: undefined,
          attempt: 2,
        }),
      ],
    }),
  ],
  votes: [aVote({ kind: 'best', winner: 'A' }, { comment: 'clearer' })],
};

describe('export formats', () => {
  it.each(EXPORT_FORMATS)('$id equals its golden file', async format => {
    await expect(format.render(record)).toMatchFileSnapshot(
      `../../../fixtures/exports/session.golden.${format.extension}`,
    );
  });

  it.each(EXPORT_FORMATS)('$id renders a session without turns, votes or title', format => {
    const bare = { session: aSession({ title: '', seats: twoBots }), turns: [], votes: [] };
    expect(format.render(bare)).not.toContain('undefined');
  });

  it('json holds every word of the record', () => {
    const json = EXPORT_FORMATS.find(format => format.id === 'json');
    const { session, turns, votes } = JSON.parse(json?.render(record) ?? '') as typeof record;
    // JSON has no undefined: a field that is undefined is a field that is not there.
    expect({ session, turns, votes }).toEqual(JSON.parse(JSON.stringify(record)));
  });
});
