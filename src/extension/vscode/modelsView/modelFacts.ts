import { stat } from 'node:fs/promises';
import type { BotSpec } from '../../../bots/botSpec.ts';
import { describeModel } from '../../../bots/describeModel.ts';
import type { ModelFacts } from '../../app/modelRow.ts';

interface Known {
  readonly changedMs: number;
  readonly facts: Promise<ModelFacts | undefined>;
}

/** Reads what a bot's file tells, once for each version of the file; undefined if it tells nothing. */
export function modelFacts(): (spec: BotSpec) => Promise<ModelFacts | undefined> {
  const known = new Map<string, Known>();
  return async spec => {
    if (spec.kind !== 'llama') return undefined;
    const { modelPath } = spec;
    const changedMs = await changedAt(modelPath);
    if (changedMs === undefined) return undefined;
    const last = known.get(modelPath);
    if (last?.changedMs === changedMs) return last.facts;
    // What is wrong with the file is told by the bot that needs it.
    const facts = describeModel(modelPath).catch(() => undefined);
    known.set(modelPath, { changedMs, facts });
    return facts;
  };
}

async function changedAt(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return undefined;
  }
}
