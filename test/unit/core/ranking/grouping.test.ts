import { describe, expect, it } from 'vitest';
import type { Fingerprint } from '../../../../src/core/model.ts';
import type { Contestant } from '../../../../src/core/ranking/ballot.ts';
import { columnsOf } from '../../../../src/core/ranking/columns.ts';
import { alikeNames, knownGroupings, type Group } from '../../../../src/core/ranking/grouping.ts';
import type { Grouping } from '../../../../src/core/ranking/options.ts';
import { ballot, contestant, shuffled } from './someBallots.ts';

const groups = (by: Grouping, ...bots: readonly Partial<Contestant>[]): readonly Group[] =>
  columnsOf(
    bots.map((bot, i) =>
      ballot({
        shown: [contestant(bot.name ?? `bot ${i}`, bot), contestant('other', { seat: 'B' })],
      }),
    ),
    { groupBy: by, weighting: 'battle' },
  ).groups.filter(({ name, detail }) => name !== 'other' && detail !== 'other');

describe('groups', () => {
  it('are a bot each by fingerprint, told apart where names are the same', () => {
    const found = groups(
      'fingerprint',
      { name: 'Ant', fingerprint: 'aa' as Fingerprint },
      { name: 'Ant', fingerprint: 'bb' as Fingerprint, model: 'x.gguf' },
      { name: 'Bee' },
    );
    expect(found.map(({ key, name, detail }) => [key, name, detail])).toEqual([
      ['Ant#aa', 'Ant (aa)', 'ant.gguf'],
      ['Ant#bb', 'Ant (bb)', 'x.gguf'],
      ['Bee#f-Bee', 'Bee', 'bee.gguf'],
    ]);
  });

  it('are families by the models’ names, or the model where there is none', () => {
    const found = groups(
      'family',
      { name: 'small', model: 'Qwen2.5-0.5B-Instruct-Q8_0.gguf' },
      { name: 'large', model: 'qwen2.5-72b' },
      { name: 'mine', model: 'my-own' },
    );
    expect(found.map(({ name, detail }) => [name, detail])).toEqual([
      ['my-own', 'mine'],
      ['qwen2.5', 'large, small'],
    ]);
  });

  it('are values of a parameter, whatever the bot', () => {
    const found = groups(
      'temperature',
      { name: 'a', sampling: { temperature: 0.5 } },
      { name: 'b', sampling: { temperature: 1 } },
      { name: 'c', sampling: { temperature: 0.5 } },
      { name: 'd', sampling: {} },
    );
    expect(found.map(({ name, detail }) => [name, detail])).toEqual([
      ['temperature —', 'd, other'],
      ['temperature 0.5', 'a, c'],
      ['temperature 1', 'b'],
    ]);
  });

  it('are beginnings of system prompts, no two the same', () => {
    const long = 'You are an ant. '.repeat(10);
    const found = groups(
      'systemPrompt',
      { systemPrompt: `${long}1` },
      { systemPrompt: `${long}2` },
    );
    const [one, two] = found.map(({ name }) => name);
    expect(one).toMatch(/^You are an ant\. You .*…$/);
    expect(two).toBe(`${one} #2`);
  });

  it('list what fell together, three by name', () => {
    const bots = ['e', 'd', 'c', 'b', 'a'].map(name => ({ name, model: 'm' }));
    expect(groups('model', ...bots)[0]).toMatchObject({ name: 'm', detail: 'a, b, c, +2' });
    expect(groups('model', ...shuffled(bots, 1))).toEqual(groups('model', ...bots));
  });

  it('are no more than a table holds: those with the most battles', () => {
    const bots = Array.from({ length: 12_000 }, (_, i) => ({ name: 'x', sampling: { seed: i } }));
    const ballots = bots.map((bot, i) =>
      ballot({
        shown: [
          contestant('x', bot),
          contestant('y', { seat: 'B', sampling: { seed: (i + 1) % 3 } }),
        ],
      }),
    );
    const { battles, groups: found } = columnsOf(ballots, { groupBy: 'seed', weighting: 'split' });
    expect(found).toHaveLength(10_000);
    expect(battles.bots).toBe(10_000);
    expect(battles.a.length).toBeLessThanOrEqual(12_000);
    expect(Math.max(...battles.a, ...battles.b)).toBeLessThan(10_000);
    expect(found.map(({ key }) => key)).toEqual(expect.arrayContaining(['0', '1', '2']));
  });
});

describe('knownGroupings', () => {
  it('offers what any bot has', () => {
    const always: Grouping[] = ['fingerprint', 'name', 'model', 'family', 'kind'];
    expect(knownGroupings([])).toEqual(always);
    const bots = [
      contestant('a', { sampling: { topK: 3 } }),
      contestant('b', { systemPrompt: 'Be brief.', sampling: { temperature: 0 } }),
    ];
    expect(knownGroupings(bots)).toEqual([...always, 'systemPrompt', 'temperature', 'topK']);
  });
});

describe('alikeNames', () => {
  it('finds names that differ by case, blanks or width', () => {
    expect(alikeNames(['Ant', 'bee', 'ant ', 'ANT', 'Ｂee', 'cat', 'Ant'])).toEqual([
      ['ANT', 'Ant', 'ant '],
      ['bee', 'Ｂee'],
    ]);
    expect(alikeNames(['gpt-4', 'gpt-4o', ''])).toEqual([]);
  });
});
