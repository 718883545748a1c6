import { describe, expect, it } from 'vitest';
import { lmArena } from '../../../../../src/core/formats/import/lmArena.ts';
import type { SessionRecord } from '../../../../../src/core/formats/record.ts';
import { contentOf, jsonl, readAll } from '../../../../support/foreignFiles.ts';

const folder = 'test/fixtures/imports/';

const grid = (record: SessionRecord | undefined): unknown =>
  record?.turns.map(turn => [
    turn.prompt,
    ...turn.replies.map(({ seat, text }) => `${seat}: ${text}`),
  ]);

describe('LMArena', () => {
  const read = (file: string): ReturnType<typeof readAll> =>
    readAll(lmArena, contentOf(`${folder}lmarena/${file}`));

  it('reads conversations that are lists, or JSON in a text', async () => {
    const { records, notKept } = await read('33k.jsonl');
    expect(records.map(grid)).toEqual([
      [['Name a river.', 'A: The Nile.', 'B: The Rhine.']],
      [['Hi', 'A: Ho', 'B: He']],
    ]);
    expect(records[0]?.votes[0]).toMatchObject({
      verdict: { kind: 'best', winner: 'A' },
      voter: { name: 'arena_user_973' },
      castAt: 1_682_351_591_132,
      blind: true,
    });
    expect(records[1]?.votes[0]).toMatchObject({
      verdict: { kind: 'allBad' },
      voter: { name: '5e' },
    });
    expect(notKept.get('openai_moderation')).toBe(1);
  });

  it('reads content in parts, and times in words', async () => {
    const { records, notKept } = await read('140k.json');
    expect(grid(records[0])).toEqual([['Draw an otter.', 'A: ~', 'B: °']]);
    expect(records[0]?.votes[0]).toMatchObject({
      verdict: { kind: 'allBad' },
      castAt: Date.UTC(2025, 6, 1, 10, 0, 0, 500),
    });
    expect(notKept.get('conversation_a.content')).toBe(1);
  });

  it('reads the CSV, and refuses a row with two winners', async () => {
    const { records, refused } = await read('55k.csv');
    expect(records.map(grid)).toEqual([
      [
        ['Name a river.', 'A: The Nile.', 'B: The Rhine.'],
        ['Another.', 'A: ', 'B: The Oder, "the" one.'],
      ],
      [['Hi', 'A: Ho', 'B: He']],
    ]);
    expect(records[0]?.turns[1]?.replies[0]?.state.kind).toBe('failed');
    expect(records.map(({ votes }) => votes[0]?.verdict)).toEqual([
      { kind: 'best', winner: 'B' },
      { kind: 'allGood' },
    ]);
    expect(refused).toEqual([
      { at: '3', refused: 'The field winner is missing or cannot be read.' },
    ]);
  });
});

describe('times', () => {
  it.each<[unknown, number]>([
    [1_700_000_000.5, 1_700_000_000_500],
    [1_700_000_000_500, 1_700_000_000_500],
    [1_700_000_000_500_000, 1_700_000_000_500],
    ['1700000000.5', 1_700_000_000_500],
    ['2023-11-14T22:13:20.5Z', 1_700_000_000_500],
    ['2023-11-15 06:13:20.500000+08:00', 1_700_000_000_500],
    ['2023-11-14 22:13:20.500', 1_700_000_000_500],
    [null, 0],
  ])('reads %s', async (tstamp, castAt) => {
    const { records } = await readAll(lmArena, jsonl([aRow(tstamp)]));
    expect(records[0]?.votes[0]?.castAt).toBe(castAt);
  });

  it.each([-1, Infinity, 1e300, 'yesterday', '1969-01-01', {}])('refuses %s', async tstamp => {
    const { refused } = await readAll(lmArena, jsonl([aRow(tstamp)]));
    expect(refused).toEqual([
      { at: '1', refused: 'The field tstamp is missing or cannot be read.' },
    ]);
  });

  function aRow(tstamp: unknown): object {
    const models = { model_a: 'a', model_b: 'b', winner: 'tie' };
    return { ...models, prompt: 'p', response_a: 'x', response_b: 'y', tstamp };
  }
});
