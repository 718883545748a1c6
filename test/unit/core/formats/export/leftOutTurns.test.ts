import { describe, expect, it } from 'vitest';
import { dpoChat } from '../../../../../src/core/formats/export/dpoChat.ts';
import type { ExportFormat } from '../../../../../src/core/formats/export/format.ts';
import { ktoChat } from '../../../../../src/core/formats/export/ktoChat.ts';
import type { Session, Turn, TurnId } from '../../../../../src/core/model.ts';
import { twoBots } from '../../../../support/builders.ts';
import { bestA, failed, record, rows, turn } from './trainingRows.ts';

describe('turns that a bot was not shown', () => {
  const vote = bestA({ turnId: 't2' as TurnId });
  const seats = twoBots.map(bot => ({ ...bot, systemPrompt: 'S' }));
  const session: Partial<Session> = { annotationMode: 'reply', seats };
  const same = (index: number): Turn => turn(index, { text: `x${index}` }, { text: `x${index}` });
  const shown = (leftOutA: number, leftOutB: number): Turn[] => [
    same(0),
    same(1),
    turn(2, { text: 'c', leftOutTurns: leftOutA }, { text: 'd', leftOutTurns: leftOutB }),
  ];
  const promptsOf = async (format: ExportFormat, turns: Turn[]): Promise<unknown[]> =>
    (await rows(format, record(session, turns, [vote]))).rows.map(row =>
      (row as { prompt: { content: string }[] }).prompt.map(({ content }) => content).join(),
    );

  it('are not in its prompt', async () => {
    expect(await promptsOf(dpoChat, shown(0, 0))).toEqual(['S,Q0,x0,Q1,x1,Q2']);
    expect(await promptsOf(dpoChat, shown(1, 1))).toEqual(['S,Q1,x1,Q2']);
    expect(await promptsOf(dpoChat, shown(2, 2))).toEqual(['S,Q2']);
    expect(await promptsOf(dpoChat, shown(9, 9))).toEqual(['S,Q2']);
    expect(await promptsOf(ktoChat, shown(1, 2))).toEqual(['S,Q1,x1,Q2', 'S,Q2']);
  });

  it('are counted without those that it never answered', async () => {
    const [, second, third] = shown(1, 1);
    const missed = turn(0, { text: '', state: failed }, { text: '', state: failed });
    expect(await promptsOf(dpoChat, [missed, second!, third!])).toEqual(['S,Q2']);
  });

  it('make its prompt another than that of a bot that was shown them', async () => {
    const found = await rows(dpoChat, record(session, shown(1, 0), [vote]));
    expect(found.rows).toEqual([]);
    expect(found.leftOut).toContain('otherHistory');
  });

  it('are not before its later replies in a talk', async () => {
    const turns = [
      turn(0, { text: 'a' }, { text: 'b' }),
      turn(1, { text: 'c', leftOutTurns: 1 }, { text: 'd' }),
    ];
    expect(await rows(dpoChat, record({}, turns, [bestA()]))).toEqual({
      rows: [],
      leftOut: ['otherHistory'],
    });
    const labels = await rows(ktoChat, record({}, turns, [bestA()]));
    expect(labels.rows).toMatchObject([{ model: 'bee-7b', label: false }]);
    expect(labels.leftOut).toEqual(['otherHistory']);
  });
});
