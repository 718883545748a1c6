import { describe, expect, it } from 'vitest';
import { makeBoard } from '../../../../src/core/ranking/makeBoard.ts';
import { METHODS } from '../../../../src/core/ranking/options.ts';
import { separationsOf } from '../../../../src/core/ranking/separations.ts';
import { hash } from '../../../support/hashing.ts';
import { options, simulated, wins } from './someBallots.ts';

const make = (ballots: Parameters<typeof makeBoard>[0], method: (typeof METHODS)[number] = 'bt') =>
  makeBoard(ballots, options({ method }), hash);

describe('votes to tell neighbours apart', () => {
  it('are none between bots that have no letter in common, however few votes there are', () => {
    // 2.6 standard errors apart: enough for the letters, too few for a power of 80 %.
    const apart = make([...wins('Ant', 'Bee', 17), ...wins('Bee', 'Ant', 5)]);
    expect(apart.bots.map(({ groups }) => groups)).toEqual(['A', 'B']);
    expect(apart.separations).toEqual([]);
    const alike = make([...wins('Ant', 'Bee', 15), ...wins('Bee', 'Ant', 7)]);
    expect(alike.bots.map(({ groups }) => groups)).toEqual(['A', 'A']);
    expect(alike.separations).toHaveLength(1);
    expect(alike.separations[0]?.votes).toBeGreaterThan(0);
  });

  it.each(METHODS)('are told of exactly the neighbours that share a letter: %s', method => {
    const { bots, separations } = make(simulated(12, 1500), method);
    const sharing = bots.slice(1).flatMap(({ key: b, groups }, above) => {
      const { key: a = '', groups: others = '' } = bots[above] ?? {};
      return groups.split('').some(letter => others.includes(letter)) ? [[a, b]] : [];
    });
    expect(separations.map(({ a, b }) => [a, b])).toEqual(sharing);
    expect(sharing.length).toBeGreaterThan(0);
    expect(sharing.length).toBeLessThan(bots.length - 1);
    for (const { votes } of separations) expect(votes).not.toBe(0);
  });

  it('are said of no bot that has too few votes, but of those around it', () => {
    const pair = (a: string, b: string) => [...wins(a, b, 12), ...wins(b, a, 9)];
    const board = make([...pair('Ant', 'Bee'), ...wins('Ant', 'Cat', 1), ...wins('Cat', 'Bee', 1)]);
    expect(board.bots.map(({ name, enough }) => [name, enough])).toEqual([
      ['Ant', true],
      ['Cat', false],
      ['Bee', true],
    ]);
    const [ant, , bee] = board.bots.map(({ key }) => key);
    expect(board.separations.map(({ a, b }) => [a, b])).toEqual([[ant, bee]]);
  });

  it('are said of no two bots that no votes connect; the next pair connects them', () => {
    const pair = (a: string, b: string, lost: number) => [...wins(a, b, 12), ...wins(b, a, lost)];
    const { bots, separations, nextPair } = make([
      ...pair('Ant', 'Bee', 8),
      ...pair('Cat', 'Dog', 10),
    ]);
    // Nobody's interval is narrow, since the islands may lie anywhere.
    expect(bots.map(({ enough }) => enough)).toEqual([false, false, false, false]);
    expect(separations).toEqual([]);
    const fromFirst = [nextPair?.a, nextPair?.b].map(bot => /Ant|Bee/u.test(bot ?? ''));
    expect(fromFirst.sort()).toEqual([false, true]);
  });

  it('are told of the next one of the same island', () => {
    const one = new Uint16Array([0]);
    const battles = { bots: 4, a: one, b: one.map(() => 3), outcome: new Uint8Array(1) };
    const names = ['Ant', 'Cat', 'Dog', 'Bee'];
    const groups = names.map(name => ({ key: name, name, fullName: name, detail: '' }));
    const fit = {
      rating: new Float64Array([1040, 1020, 980, 960]),
      differenceVariance: () => 5000,
      expected: () => 0.55,
      islands: [
        [0, 3],
        [1, 2],
      ],
    };
    const told = separationsOf({ battles, groups }, [0, 1, 2, 3], fit, { scale: 400, base: 10 });
    expect(told.map(({ a, b }) => [a, b])).toEqual([
      ['Cat', 'Dog'],
      ['Ant', 'Bee'],
    ]);
    for (const { votes } of told) expect(votes).toBeGreaterThan(0);
  });
});
