import { vi } from 'vitest';
import type { SessionId } from '../../../../../src/core/model.ts';
import { LocalPlanner, type Grant } from '../../../../../src/extension/app/planner/localPlanner.ts';
import type { Machine } from '../../../../../src/extension/app/planner/situation.ts';
import type { Waiting } from '../../../../../src/extension/app/planner/waitingView.ts';
import type { GenerationSettings } from '../../../../../src/extension/app/settings.ts';
import { GENERATION } from '../../../../support/appRig.ts';
import { ScriptedModel } from '../../../../support/scriptedBot.ts';

export const GB = 1e9;
let models = 0;

/** A model of a file of its own. */
export const localModel = (own: number): ScriptedModel =>
  new ScriptedModel({ file: String(models++), weights: 0, own: own * GB });

/** Lets everything happen that needs no time; the timers are fake. */
export const settle = () => vi.advanceTimersByTimeAsync(0);

interface Entered {
  grant: Grant | undefined;
  error: unknown;
  readonly waits: Waiting[];
  readonly stop: () => void;
}

interface As {
  readonly seat?: string;
  readonly session?: string;
  readonly threads?: number;
}

/** A planner of a small machine with much memory, and models that obey it. */
export function plannerRig(
  first: Partial<GenerationSettings> = {},
  machine: Partial<Machine> = {},
) {
  let settings = { ...GENERATION, ...first };
  const errors: unknown[] = [];
  const planner = new LocalPlanner({
    cores: 2,
    settings: () => settings,
    memory: () => ({ available: 100 * GB, countsMapped: true }),
    now: () => performance.now(),
    log: { debug() {}, info() {}, warn() {}, error: (_, error) => errors.push(error) },
    ...machine,
  });

  /** Asks for a model, which is in memory as soon as it may compute. */
  function enter(local: ScriptedModel, { seat = 'A', session = 'S', threads }: As = {}): Entered {
    const stopping = new AbortController();
    const entered: Entered = {
      grant: undefined,
      error: undefined,
      waits: [],
      stop: () => stopping.abort(new Error('stopped')),
    };
    const who = { sessionId: session as SessionId, seat };
    const onWaiting = (waiting: Waiting): void => void entered.waits.push(waiting);
    planner.enter(local, { who, threads, onWaiting }, stopping.signal).then(
      grant => {
        entered.grant = grant;
        local.setStatus({ kind: 'busy' });
      },
      (error: unknown) => (entered.error = error),
    );
    return entered;
  }

  return {
    planner,
    errors,
    enter,
    /** The same, of a model that need not wait. */
    entered: async (local: ScriptedModel): Promise<Entered> => {
      const entered = enter(local);
      await settle();
      if (!entered.grant) throw new Error('It has to wait');
      return entered;
    },
    leave: (local: ScriptedModel, { grant }: Entered): void => {
      local.setStatus({ kind: 'idle' });
      grant?.giveBack();
      grant?.giveBack();
    },
    change: (change: Partial<GenerationSettings>): void => {
      settings = { ...settings, ...change };
      planner.settingsChanged();
    },
  };
}

export type PlannerRig = ReturnType<typeof plannerRig>;
