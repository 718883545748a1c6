import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../../scripts/demo/random.mjs';
import {
  decide,
  groupsOf,
  type Ask,
  type ModelState,
} from '../../../../../src/extension/app/planner/decide.ts';
import { totalOf } from '../../../../../src/extension/app/planner/memory.ts';

const BUDGET = 100;
const LONGEST = 7;

interface Run extends Ask<number> {
  endsAt: number;
}

/** A random zoo in which somebody always asks: each step some replies end and others are asked. */
function simulate(seed: number, steps: number) {
  const random = seededRandom(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  const slots = 1 + pick(5);
  const needs = Array.from({ length: 2 + pick(6) }, () => ({
    file: `file${pick(4)}`,
    // The same file is as large for everyone.
    weights: 0,
    own: 5 + pick(95),
  })).map(need => ({ ...need, weights: 5 * Number(need.file.slice(4)) }));
  const loaded = new Set<number>();
  const lastUsed = new Map<number, number>();
  let running: Run[] = [];
  let queue: Run[] = [];
  let order = 0;
  const waits: { waited: number; before: number }[] = [];
  const asked = new Map<number, { at: number; before: number }>();
  const wrong: string[] = [];

  for (let step = 0; step < steps; step++) {
    for (const { model } of running.filter(({ endsAt }) => endsAt <= step))
      lastUsed.set(model, step);
    running = running.filter(({ endsAt }) => endsAt > step);
    while (queue.length < 6) {
      const ask = { order: order++, model: pick(needs.length), endsAt: Infinity };
      asked.set(ask.order, { at: step, before: queue.length + running.length });
      queue.push(ask);
    }
    const models: ModelState<number>[] = needs.map((need, model) => ({
      model,
      need,
      loaded: loaded.has(model),
      running: running.some(run => run.model === model),
      lastUsed: lastUsed.get(model) ?? -1,
    }));
    const situation = {
      slots,
      budget: BUDGET,
      exact: true,
      loading: false,
      models,
      running,
      queue,
    };
    const planned = groupsOf({ ...situation, running: [] }).flat().length;
    const { start, unload, refuse, wait } = decide(situation);
    if (start.length + refuse.length + wait.length !== queue.length) wrong.push('somebody is lost');
    if (planned + refuse.length !== queue.length) wrong.push('somebody is not in the plan');
    for (const model of unload) {
      if (running.some(run => run.model === model)) wrong.push('a running one is unloaded');
      loaded.delete(model);
    }
    for (const run of start) {
      loaded.add(run.model);
      run.endsAt = step + 1 + pick(LONGEST);
      const { at, before } = asked.get(run.order) ?? { at: step, before: 0 };
      waits.push({ waited: step - at, before });
    }
    running.push(...start);
    const gone = new Set([...start, ...refuse]);
    queue = queue.filter(ask => !gone.has(ask));
    if (new Set(running.map(({ model }) => model)).size < running.length) wrong.push('two at once');
    if (running.length > slots) wrong.push('more run than may');
    if (totalOf([...loaded].flatMap(model => needs[model] ?? [])) > BUDGET) wrong.push('memory');
    if (queue.length > 0 && running.length === 0) wrong.push('all stand still');
  }
  return { waits, wrong };
}

describe('in random zoos', () => {
  it('never takes more memory or slots than there are, never stands still, and starves nobody', () => {
    let starts = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const { waits, wrong } = simulate(seed, 100);
      expect(wrong, `seed ${seed}`).toEqual([]);
      starts += waits.length;
      // At worst everyone before it ran alone.
      const starved = waits.filter(({ waited, before }) => waited > LONGEST * (before + 1));
      expect(starved, `seed ${seed}`).toEqual([]);
    }
    expect(starts).toBeGreaterThan(1500);
  });
});
