import { describe, expect, it } from 'vitest';
import { battlesCsv } from '../../../../../src/core/formats/export/battlesCsv.ts';
import { dpo } from '../../../../../src/core/formats/export/dpo.ts';
import { fastchatBattles } from '../../../../../src/core/formats/export/fastchatBattles.ts';
import { fastchatLog } from '../../../../../src/core/formats/export/fastchatLog.ts';
import { kto } from '../../../../../src/core/formats/export/kto.ts';
import { markdown } from '../../../../../src/core/formats/export/markdown.ts';
import type { SessionRecord } from '../../../../../src/core/formats/record.ts';
import type { Order } from '../../../../../src/core/order.ts';
import { aBot, aReply, aSession, aTurn, aVote } from '../../../../support/builders.ts';
import { joined, streamOf } from '../../../../support/exportRecords.ts';
import { rows } from './trainingRows.ts';

const seats = ['A', 'B', 'C'].map(seat => aBot({ seat, name: `Bot ${seat}`, model: `m-${seat}` }));

function ranked(order: Order, shown = seats): SessionRecord {
  const replies = seats.map(({ seat, name, model }) =>
    aReply({ id: seat as never, seat, botName: name, model, text: seat.toLowerCase() }),
  );
  return {
    session: aSession({ seats }),
    turns: [aTurn({ replies })],
    votes: [aVote({ kind: 'ranking', order }, { shown })],
  };
}

const fields = async (
  format: Parameters<typeof rows>[0],
  record: SessionRecord,
  ...names: readonly string[]
): Promise<unknown> =>
  (await rows(format, record)).rows.map(row =>
    names.map(name => (row as Record<string, unknown>)[name]),
  );

describe('a ranking', () => {
  it('prefers each bot to all after it, and none to those beside it', async () => {
    const record = ranked([['C'], ['A', 'B']]);
    expect(await fields(dpo, record, 'chosen', 'rejected')).toEqual([
      ['c', 'a'],
      ['c', 'b'],
    ]);
    expect((await rows(dpo, record)).leftOut).toEqual(['tie']);
    expect(await fields(dpo, ranked([['B'], ['A'], ['C']]), 'chosen', 'rejected')).toEqual([
      ['b', 'a'],
      ['b', 'c'],
      ['a', 'c'],
    ]);
  });

  it.each<[Order, readonly [string, boolean][], number]>([
    [
      [['A'], ['B', 'C']],
      [
        ['a', true],
        ['b', false],
        ['c', false],
      ],
      0,
    ],
    [
      [['B'], ['A'], ['C']],
      [
        ['b', true],
        ['c', false],
      ],
      1,
    ],
    [
      [['C'], ['A']],
      [
        ['a', false],
        ['c', true],
      ],
      1,
    ],
    [[['A', 'B', 'C']], [], 3],
  ])('%j wants the first and not the last', async (order, labels, open) => {
    const found = (await fields(kto, ranked(order), 'completion', 'label')) as unknown[];
    expect(found.sort()).toEqual([...labels].sort());
    expect((await rows(kto, ranked(order))).leftOut).toEqual(Array(open).fill('tie'));
  });

  it('is a battle for each pair that it names', async () => {
    const outcomes = await fields(
      fastchatBattles,
      ranked([['C'], ['A', 'B']]),
      'model_a',
      'model_b',
      'winner',
    );
    expect(outcomes).toEqual([
      ['Bot A', 'Bot C', 'model_b'],
      ['Bot B', 'Bot C', 'model_b'],
      ['Bot A', 'Bot B', 'tie'],
    ]);
    expect(await fields(fastchatBattles, ranked([['B']]), 'winner')).toEqual([]);
    const context = { content: 'votes', exportedAt: 0, onLeftOut: () => {} } as const;
    const csv = await joined(battlesCsv.render(streamOf([ranked([['B'], ['A', 'C']])]), context));
    const cells = csv
      .trim()
      .split('\r\n')
      .slice(1)
      .map(line => line.split(','));
    expect(cells.map(row => [row[6], row[9], ...row.slice(12)])).toEqual([
      ['Bot B', 'Bot A', '1', 'a'],
      ['Bot B', 'Bot C', '1', 'a'],
      ['Bot A', 'Bot C', '0.5', 'tie'],
    ]);
  });

  it('of two bots is a line of the FastChat log, of three it is not', async () => {
    const pair = seats.slice(0, 2);
    const types = async (record: SessionRecord): Promise<unknown[]> =>
      (await rows(fastchatLog, record)).rows.flatMap(row => {
        const { type } = row as { type: string };
        return type === 'chat' ? [] : [type];
      });
    expect(await types(ranked([['B'], ['A']], pair))).toEqual(['rightvote']);
    expect(await types(ranked([['A', 'B']], pair))).toEqual(['tievote']);
    expect(await types(ranked([['B'], ['A'], ['C']]))).toEqual([]);
    const left = async (record: SessionRecord) => (await rows(fastchatLog, record)).leftOut;
    expect(await left(ranked([['A']], pair))).toEqual(['noVote']);
    expect(await left(ranked([['B'], ['A'], ['C']]))).toEqual(['moreThanTwoBots']);
  });

  it('is told in words, with the bots that it does not name', async () => {
    const context = { content: 'full', exportedAt: 0, onLeftOut: () => {} } as const;
    const text = await joined(markdown.render(streamOf([ranked([['C'], ['A']])]), context));
    expect(text).toContain(String.raw`ranking C (Bot C) \> A (Bot A); not ranked: B`);
  });
});
