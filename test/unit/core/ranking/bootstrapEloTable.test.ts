import { describe, expect, it } from 'vitest';
import { bootstrapEloTable } from '../../../../src/core/ranking/bootstrapEloTable.ts';
import { makeBoard } from '../../../../src/core/ranking/makeBoard.ts';
import { hash } from '../../../support/hashing.ts';
import { ballot, options, shuffled, side, simulated, wins } from './someBallots.ts';

describe('the table of bootstrap Elo', () => {
  const votes = simulated(5, 200);

  it('has the bots of the board, best first, with their intervals around', () => {
    const table = bootstrapEloTable(votes, options({}));
    const { bots } = makeBoard(votes, options({}), hash);
    const named = ({ key, name }: { key: string; name: string }) => [key, name];
    expect(table.map(named).sort()).toEqual(bots.map(named).sort());
    expect(table.map(({ median }) => median)).toEqual(
      table.map(({ median }) => median).sort((x, y) => y - x),
    );
    for (const { median, lower, upper } of table) {
      expect(lower).toBeLessThan(median);
      expect(upper).toBeGreaterThan(median);
    }
  });

  it('goes by the votes that count, by rounds and by seed, and not by their order', () => {
    const table = bootstrapEloTable(votes, options({}));
    expect(bootstrapEloTable(shuffled(votes, 3), options({}))).toEqual(table);
    expect(bootstrapEloTable(votes, options({ seed: 1 }))).not.toEqual(table);
    expect(bootstrapEloTable(votes, options({ rounds: 100 }))).not.toEqual(table);
    expect(bootstrapEloTable(votes, options({ excludedVoters: ['voter 0'] }))).not.toEqual(table);
  });

  it('leaves out bots without a battle', () => {
    const twins = ballot({ shown: side('Cat', 'Cat') });
    const table = bootstrapEloTable([...wins('Ant', 'Bee', 3), twins], options({}));
    expect(table.map(({ name }) => name)).toEqual(['Ant', 'Bee']);
    expect(bootstrapEloTable([twins], options({}))).toEqual([]);
    expect(bootstrapEloTable([], options({}))).toEqual([]);
  });

  it('plays fewer rounds of many battles', () => {
    const many = simulated(3, 30_000, { voters: 2 });
    const all = options({ exclude: [], rounds: 1000 });
    // 5 million battles in all are 166 rounds of 30,000.
    expect(bootstrapEloTable(many, all)).toEqual(bootstrapEloTable(many, { ...all, rounds: 166 }));
  }, 20_000);
});
