import type { MemoryNeed } from '../../../bots/bot.ts';
import { totalOf } from './memory.ts';

/** A local model that is in memory, or that somebody asks for. */
export interface ModelState<M> {
  readonly model: M;
  readonly need: MemoryNeed;
  /** Whether its process holds memory, or is about to. */
  readonly loaded: boolean;
  /** Whether it makes a reply; a process makes one at a time. */
  readonly running: boolean;
  /** When it last did, in any unit that grows. */
  readonly lastUsed: number;
}

/** Somebody waits for a reply of a model. */
export interface Ask<M> {
  /** Grows with each one that comes: the order of the queue. */
  readonly order: number;
  readonly model: M;
}

export interface Situation<M, A extends Ask<M>> {
  /** How many may run at once. */
  readonly slots: number;
  /** Bytes that all models together may take. */
  readonly budget: number;
  /** Whether the budget is exact: while a model loads, nobody knows how much it has taken already. */
  readonly exact: boolean;
  /** Whether one is being loaded, or about to be. */
  readonly loading: boolean;
  /** All that are loaded, run or are asked for. */
  readonly models: readonly ModelState<M>[];
  readonly running: readonly A[];
  /** In order. */
  readonly queue: readonly A[];
}

export interface Decision<M, A extends Ask<M>> {
  /** These run from now on, those of them that were not in memory after `unload`. */
  readonly start: readonly A[];
  /** They leave the memory for those that start. */
  readonly unload: readonly M[];
  /** They need more than there is, even alone. */
  readonly refuse: readonly A[];
  readonly wait: readonly { readonly ask: A; readonly why: 'cores' | 'memory' }[];
}

/**
 * Who runs next: first come, first served. Whoever waits for memory may be overtaken only by those
 * that fit beside it, so that it need not wait for anyone who came later.
 */
export function decide<M, A extends Ask<M>>(situation: Situation<M, A>): Decision<M, A> {
  const { slots, budget, exact, queue } = situation;
  const states = new Map(situation.models.map(state => [state.model, state]));
  const needOf = (model: M): MemoryNeed => states.get(model)?.need ?? NOTHING;
  const loaded = new Set(situation.models.filter(state => state.loaded).map(({ model }) => model));
  const running = [...situation.running];
  const busy = new Set(running.map(({ model }) => model));
  const fits = (models: Iterable<M>): boolean =>
    totalOf(Array.from(new Set(models), needOf)) <= budget;

  const start: A[] = [];
  const unload: M[] = [];
  const refuse: A[] = [];
  const wait: { ask: A; why: 'cores' | 'memory' }[] = [];
  let { loading } = situation;
  /** Whether one waits until nothing is loaded: then nobody who came later may load before it. */
  let loadsAlone = false;
  /** The first that waits for memory. */
  let head: A | undefined;

  for (const ask of queue) {
    const { model } = ask;
    if (exact && !loaded.has(model) && !fits([model])) {
      refuse.push(ask);
      continue;
    }
    if (running.length >= slots || busy.has(model)) {
      wait.push({ ask, why: 'cores' });
      continue;
    }
    if (!loaded.has(model) && (loadsAlone || (loading && needOf(model).onGpu === true))) {
      loadsAlone = true;
      wait.push({ ask, why: 'memory' });
      continue;
    }
    const delaysHead = head !== undefined && !fits([...besides(head, running), head.model, model]);
    if (delaysHead || !(loaded.has(model) || fits([...busy, model]))) {
      head ??= ask;
      wait.push({ ask, why: 'memory' });
      continue;
    }
    if (!loaded.has(model)) {
      // To take one off a GPU would free nothing here.
      const idle = [...loaded].filter(
        candidate => !busy.has(candidate) && needOf(candidate).onGpu !== true,
      );
      const waiting = queue.filter(other => !start.includes(other));
      for (const candidate of byUse(idle, waiting, states)) {
        if (fits([...loaded, model])) break;
        loaded.delete(candidate);
        unload.push(candidate);
      }
      loaded.add(model);
      loading = true;
    }
    busy.add(model);
    running.push(ask);
    start.push(ask);
  }
  return { start, unload, refuse, wait };
}

const NOTHING: MemoryNeed = { file: '', weights: 0, own: 0 };

/** The models of those that run although they came after it. */
function besides<M>(head: Ask<M>, running: readonly Ask<M>[]): M[] {
  return running.filter(({ order }) => order > head.order).map(({ model }) => model);
}

/**
 * Those that can go, the best one first: nobody waits for it and it was used longest ago; then
 * those that somebody waits for, the one whose turn comes last first.
 */
function byUse<M>(
  idle: readonly M[],
  queue: readonly Ask<M>[],
  states: ReadonlyMap<M, ModelState<M>>,
): M[] {
  const turnOf = (model: M): number => {
    const index = queue.findIndex(ask => ask.model === model);
    return index === -1 ? Infinity : index;
  };
  const usedAt = (model: M): number => states.get(model)?.lastUsed ?? 0;
  return [...idle].sort((a, b) =>
    turnOf(a) === turnOf(b) ? usedAt(a) - usedAt(b) : turnOf(b) - turnOf(a),
  );
}

/**
 * What runs together, group after group, if nobody else comes and a group ends at once: the first
 * is running.
 */
export function groupsOf<M, A extends Ask<M>>(
  situation: Situation<M, A>,
): readonly (readonly A[])[] {
  const groups: (readonly A[])[] = [situation.running];
  let { models, queue } = situation;
  while (queue.length > 0) {
    const { start, unload, refuse } = decide({
      ...situation,
      loading: false,
      models,
      running: [],
      queue,
    });
    const gone = new Set([...start, ...refuse]);
    if (gone.size === 0) break;
    if (start.length > 0) groups.push(start);
    queue = queue.filter(ask => !gone.has(ask));
    const [freed, used] = [new Set(unload), new Set(start.map(({ model }) => model))];
    models = models.map(state => ({
      ...state,
      loaded: used.has(state.model) || (state.loaded && !freed.has(state.model)),
    }));
  }
  return groups;
}

/** The idle models that nobody waits for and that must go for the others to fit, used longest ago first. */
export function surplusOf<M>({ budget, models, queue }: Situation<M, Ask<M>>): readonly M[] {
  const kept = new Set(models.filter(({ loaded }) => loaded));
  const wanted = new Set(queue.map(({ model }) => model));
  const unload: M[] = [];
  const idle = [...kept].filter(
    ({ model, need, running }) => !running && need.onGpu !== true && !wanted.has(model),
  );
  for (const state of idle.sort((a, b) => a.lastUsed - b.lastUsed)) {
    if (totalOf([...kept].map(({ need }) => need)) <= budget) break;
    kept.delete(state);
    unload.push(state.model);
  }
  return unload;
}
