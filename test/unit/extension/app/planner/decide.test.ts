import { describe, expect, it } from 'vitest';
import type { MemoryNeed } from '../../../../../src/bots/bot.ts';
import {
  decide,
  groupsOf,
  surplusOf,
  type Ask,
  type ModelState,
  type Situation,
} from '../../../../../src/extension/app/planner/decide.ts';

const need = (model: string, own: number): MemoryNeed => ({ file: model, weights: 0, own });

type Change = Partial<ModelState<string>>;
const model = (name: string, own: number, change: Change = {}): ModelState<string> => ({
  model: name,
  need: need(name, own),
  loaded: false,
  running: false,
  lastUsed: 0,
  ...change,
});
const asks = (...names: readonly string[]): Ask<string>[] =>
  names.map((name, order) => ({ order, model: name }));
const names = (some: readonly Ask<string>[]): string => some.map(ask => ask.model).join(' ');

function situation(change: Partial<Situation<string, Ask<string>>>) {
  return {
    slots: 4,
    budget: 10,
    exact: true,
    loading: false,
    models: [],
    running: [],
    queue: [],
    ...change,
  };
}
function decided(change: Partial<Situation<string, Ask<string>>>) {
  const { start, unload, refuse, wait } = decide(situation(change));
  return {
    start: names(start),
    unload: unload.join(' '),
    refuse: names(refuse),
    wait: wait.map(({ ask, why }) => `${ask.model}: ${why}`).join(', '),
  };
}
const nothing = { start: '', unload: '', refuse: '', wait: '' };

describe('a model that may lie on a GPU', () => {
  const onGpu = (name: string, own: number, change: Change = {}): ModelState<string> =>
    model(name, own, { ...change, need: { ...need(name, own), onGpu: true } });

  it('is never refused, and loaded while nothing else is', () => {
    const models = [onGpu('Huge', 90), onGpu('Vast', 80), model('Big', 20)];
    const queue = asks('Huge', 'Vast', 'Big');
    expect(decided({ models, queue })).toEqual({
      ...nothing,
      start: 'Huge',
      refuse: 'Big',
      wait: 'Vast: memory',
    });
    expect(decided({ loading: true, models, queue: asks('Huge') }).wait).toBe('Huge: memory');
    const there = [onGpu('Huge', 90, { loaded: true })];
    expect(decided({ loading: true, models: there, queue: asks('Huge') }).start).toBe('Huge');
    expect(groupsOf(situation({ loading: true, models, queue })).map(names)).toEqual([
      '',
      'Huge',
      'Vast',
    ]);
  });

  it('is not overtaken by others that would be loaded, but by those that are', () => {
    const models = [onGpu('Huge', 90), model('New', 1), model('There', 1, { loaded: true })];
    expect(decided({ loading: true, models, queue: asks('Huge', 'New', 'There') })).toEqual({
      ...nothing,
      start: 'There',
      wait: 'Huge: memory, New: memory',
    });
  });

  it('neither takes memory from the others nor leaves for them', () => {
    const models = [
      onGpu('Huge', 90, { loaded: true, lastUsed: 1 }),
      model('Old', 6, { loaded: true, lastUsed: 2 }),
      model('New', 6),
    ];
    expect(decided({ models, queue: asks('New') })).toEqual({
      ...nothing,
      start: 'New',
      unload: 'Old',
    });
    expect(surplusOf(situation({ budget: 5, models }))).toEqual(['Old']);
  });
});

describe('cores', () => {
  const models = ['A', 'B', 'C'].map(name => model(name, 1));

  it('starts who came first, as many as there are slots', () => {
    const queue = asks('B', 'A', 'C');
    expect(decided({ slots: 2, models, queue })).toEqual({
      ...nothing,
      start: 'B A',
      wait: 'C: cores',
    });
    expect(decided({ slots: Infinity, models, queue })).toEqual({ ...nothing, start: 'B A C' });
  });

  it('lets a model answer one at a time, and others pass meanwhile', () => {
    expect(decided({ models, queue: asks('A', 'A', 'B') })).toEqual({
      ...nothing,
      start: 'A B',
      wait: 'A: cores',
    });
  });
});

describe('memory', () => {
  it('starts what fits together; the rest waits', () => {
    const models = [model('A', 4), model('B', 5), model('C', 3)];
    expect(decided({ models, queue: asks('A', 'B', 'C') })).toEqual({
      ...nothing,
      start: 'A B',
      wait: 'C: memory',
    });
  });

  it('counts the weights of a file once', () => {
    const file = { file: 'same.gguf', weights: 7, own: 1 };
    const models = ['A', 'B', 'C', 'D'].map(name => model(name, 0, { need: file }));
    expect(decided({ models, queue: asks('A', 'B', 'C', 'D') })).toEqual({
      ...nothing,
      start: 'A B C',
      wait: 'D: memory',
    });
  });

  it('refuses what does not fit alone, and lets the others go on', () => {
    const models = [model('Big', 11), model('A', 10)];
    expect(decided({ models, queue: asks('Big', 'A') })).toEqual({
      ...nothing,
      refuse: 'Big',
      start: 'A',
    });
  });

  it('does not refuse while nobody knows how much there is, nor what is in memory already', () => {
    const models = [model('Big', 11)];
    expect(decided({ exact: false, models, queue: asks('Big') }).wait).toBe('Big: memory');
    expect(
      decided({ models: [model('Big', 11, { loaded: true })], queue: asks('Big') }).start,
    ).toBe('Big');
  });

  it('unloads the idle ones used longest ago, and no more than needed', () => {
    const models = [
      model('Old', 2, { loaded: true, lastUsed: 1 }),
      model('New', 2, { loaded: true, lastUsed: 3 }),
      model('Mid', 2, { loaded: true, lastUsed: 2 }),
      model('Busy', 2, { loaded: true, running: true, lastUsed: 0 }),
      model('A', 5),
    ];
    const [busy] = asks('Busy');
    const running = busy ? [busy] : [];
    expect(decided({ models, running, queue: asks('A') })).toEqual({
      ...nothing,
      start: 'A',
      unload: 'Old Mid',
    });
  });

  it('spares those that somebody waits for, whose turn comes soonest longest', () => {
    const models = [
      model('B', 4, { loaded: true, lastUsed: 1 }),
      model('C', 4, { loaded: true, lastUsed: 9 }),
      model('A', 4),
    ];
    expect(decided({ models, queue: asks('A', 'B', 'C') })).toEqual({
      ...nothing,
      start: 'A B',
      unload: 'C',
      wait: 'C: memory',
    });
  });

  it('unloads nothing for one who has to wait all the same', () => {
    const models = [
      model('Busy', 6, { loaded: true, running: true }),
      model('Idle', 3, { loaded: true }),
      model('A', 5),
    ];
    expect(decided({ models, running: asks('Busy'), queue: asks('A') })).toEqual({
      ...nothing,
      wait: 'A: memory',
    });
  });
});

describe('overtaking', () => {
  const [first, ...later] = asks('Busy', 'Head', 'Small', 'Middle');
  const running = first ? [first] : [];

  it('is allowed to who fits beside the one that waits first', () => {
    const models = [
      model('Busy', 5, { loaded: true, running: true }),
      model('Head', 7),
      model('Small', 2),
      model('Middle', 4),
    ];
    expect(decided({ models, running, queue: later })).toEqual({
      ...nothing,
      start: 'Small',
      wait: 'Head: memory, Middle: memory',
    });
  });

  it('is not allowed to a loaded one that would be in its way', () => {
    const models = [
      model('Busy', 5, { loaded: true, running: true }),
      model('Head', 7),
      model('Small', 4, { loaded: true }),
    ];
    expect(decided({ models, running, queue: later.slice(0, 2) }).wait).toBe(
      'Head: memory, Small: memory',
    );
  });

  it('counts together all that have overtaken', () => {
    const models = [
      model('Busy', 3, { loaded: true, running: true }),
      model('Head', 8),
      model('Small', 2),
      model('Middle', 1),
    ];
    expect(decided({ models, running, queue: later }).start).toBe('Small');
  });
});

describe('groupsOf', () => {
  it('tells what runs together: A and B, then C', () => {
    const models = [
      model('A', 4, { loaded: true, running: true }),
      model('B', 4, { loaded: true, running: true }),
      model('C', 8),
      model('D', 2),
    ];
    const [a, b, ...queue] = asks('A', 'B', 'C', 'D');
    const running = a && b ? [a, b] : [];
    expect(groupsOf(situation({ models, running, queue })).map(names)).toEqual(['A B', 'C D']);
    expect(groupsOf(situation({ slots: 1, models, running, queue })).map(names)).toEqual([
      'A B',
      'C',
      'D',
    ]);
  });

  it('lets the replies of one model follow each other, and leaves out who is refused', () => {
    const models = [model('A', 4, { loaded: true }), model('Big', 99)];
    expect(groupsOf(situation({ models, queue: asks('A', 'Big', 'A') })).map(names)).toEqual([
      '',
      'A',
      'A',
    ]);
  });

  it('ends where nobody knows how it goes on', () => {
    const models = [model('Big', 99)];
    expect(groupsOf(situation({ exact: false, models, queue: asks('Big') }))).toEqual([[]]);
  });
});

describe('surplusOf', () => {
  it('names the idle ones used longest ago until the rest fits, and nobody who is needed', () => {
    const models = [
      model('Busy', 3, { loaded: true, running: true, lastUsed: 0 }),
      model('Wanted', 3, { loaded: true, lastUsed: 1 }),
      model('Old', 3, { loaded: true, lastUsed: 2 }),
      model('New', 3, { loaded: true, lastUsed: 3 }),
    ];
    const queue = asks('Wanted');
    expect(surplusOf(situation({ budget: 12, models, queue }))).toEqual([]);
    expect(surplusOf(situation({ budget: 11, models, queue }))).toEqual(['Old']);
    expect(surplusOf(situation({ budget: 1, models, queue }))).toEqual(['Old', 'New']);
  });
});
