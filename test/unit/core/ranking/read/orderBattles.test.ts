import { describe, expect, it } from 'vitest';
import { ballotsFromBattles } from '../../../../../src/core/ranking/read/ballotsFromBattles.ts';
import { byName, orderBattles } from '../../../../../src/core/ranking/read/orderBattles.ts';
import { seededRandom } from '../../../../../src/core/std/random.ts';
import { battlesIn, read } from './reading.ts';

const WINNERS = ['model_a', 'model_b', 'tie', 'tie (bothbad)'];

function someRows(count: number, withTimes: boolean): string[] {
  const random = seededRandom(3);
  const pick = (most: number): number => Math.floor(random() * most);
  return Array.from({ length: count }, () =>
    JSON.stringify({
      model_a: `bot ${pick(300)}`,
      model_b: `bot ${300 + pick(5)}`,
      winner: WINNERS[pick(4)],
      ...(withTimes && pick(10) > 0 ? { tstamp: pick(40) / 4 } : {}),
    }),
  );
}

function shuffled<T>(list: readonly T[]): T[] {
  const random = seededRandom(11);
  return list
    .map(value => ({ value, at: random() }))
    .sort((x, y) => x.at - y.at)
    .map(({ value }) => value);
}

describe('battles in their own order', () => {
  it.each([true, false])(
    'are the same in whatever order and files they came (times: %s)',
    timed => {
      const rows = someRows(3000, timed);
      const once = orderBattles(read([rows.join('\n')]));
      const mixed = shuffled(rows);
      const again = orderBattles(
        read([mixed.slice(0, 700).join('\n'), `[${mixed.slice(700).join(',')}]`]),
      );
      expect(again).toEqual(once);
      expect(once.battles.a).toHaveLength(3000);
    },
  );

  it('go by time, then by content; a row without a time comes first', () => {
    const row = (a: string, b: string, winner: string, tstamp?: number): string =>
      JSON.stringify({ model_a: a, model_b: b, winner, tstamp });
    const found = read([
      [
        row('b', 'c', 'tie', 2.5),
        row('a', 'c', 'model_b', 2.5),
        row('a', 'c', 'model_a', 2.5),
        row('c', 'a', 'tie', 2.25),
        row('a', 'b', 'tie', 0),
        row('z', 'a', 'tie'),
      ].join('\n'),
    ]);
    const ordered = orderBattles(found);
    expect(battlesIn({ ...found, ...ordered })).toEqual([
      'z 2 a',
      'a 2 b',
      'c 2 a',
      'a 0 c',
      'a 1 c',
      'b 2 c',
    ]);
    expect([...(ordered.times ?? [])]).toEqual([-Infinity, 0, 2250, 2500, 2500, 2500]);
    expect(ordered.names).toEqual(['a', 'b', 'c', 'z']);
  });

  it('can keep the order of their files, with the bots numbered by name', () => {
    const rows = someRows(200, true);
    const found = read([rows.join('\n')]);
    const named = byName(found);
    expect(battlesIn({ ...found, ...named })).toEqual(battlesIn(found));
    expect(named.names).toEqual([...found.names].sort());
  });

  it('become ballots that say the same', () => {
    const found = orderBattles(
      read([
        '{"model_a":"x","model_b":"y","winner":"model_b","tstamp":7,"judge":"Ann"}\n{"model_a":"y","model_b":"x","winner":"tie (bothbad)"}',
      ]),
    );
    const ballots = ballotsFromBattles(found, text => text);
    expect(
      ballots.map(({ castAt, voter, verdict, shown }) => ({
        castAt,
        voter,
        verdict,
        shown: shown.map(({ seat, name }) => `${seat} ${name}`),
      })),
    ).toEqual([
      { castAt: 0, voter: '', verdict: { kind: 'allBad' }, shown: ['A y', 'B x'] },
      { castAt: 7000, voter: 'Ann', verdict: { kind: 'best', winner: 'B' }, shown: ['A x', 'B y'] },
    ]);
  });
});
