import type { GenerationSettings } from '../settings.ts';
import type { Asker } from './asker.ts';
import { admitted } from './cores.ts';
import type { Situation } from './decide.ts';
import type { HeldModel } from './heldModel.ts';
import { budgetOf, type MachineMemory } from './memory.ts';

/** What the planner is told of the machine and its user's wishes. */
export interface Machine {
  readonly cores: number;
  readonly settings: () => GenerationSettings;
  readonly memory: () => MachineMemory;
  /** Resolves once `memory` tells what is so now, where that takes its time. */
  readonly refreshMemory?: () => Promise<void>;
}

interface Parts {
  readonly machine: Machine;
  readonly models: readonly HeldModel[];
  readonly running: readonly Asker[];
  readonly queue: readonly Asker[];
}

/** How things stand at this instant, to decide on. */
export function situationOf({
  machine,
  models,
  running,
  queue,
}: Parts): Situation<HeldModel, Asker> {
  const { concurrency, memoryLimitBytes } = machine.settings();
  // What is leaving comes back: whoever starts waits until it has gone.
  const held = models.filter(model => model.settled || model.unloading !== undefined);
  const needs = held.flatMap(({ need }) => need ?? []);
  const loading = models.some(model => model.inMemory && !model.settled);
  // Who is still being read keeps its place: those behind wait for that.
  const unread = queue.findIndex(({ model }) => !model.need);
  return {
    slots: admitted(concurrency, machine.cores),
    budget: budgetOf(memoryLimitBytes, machine.memory(), needs),
    exact: memoryLimitBytes !== undefined || !loading,
    loading: models.some(model => (model.running || model.inMemory) && !model.settled),
    models: models.flatMap(model => model.state() ?? []),
    running,
    queue: unread === -1 ? queue : queue.slice(0, unread),
  };
}
