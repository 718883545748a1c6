import { readFile, realpath, stat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  describeModel,
  ModelFileProblem,
  type ModelDescription,
} from '../../bots/describeModel.ts';
import { assertNever } from '../../core/std/assertNever.ts';
import { ggufFilesBelow, ggufFilesInHub, newSearch, type Search } from './ggufFiles.ts';
import type { Machine } from './machine.ts';
import { ollamaModels } from './ollamaStore.ts';
import { knownPlaces, lmStudioSettings, type Place } from './places.ts';

/** A model that another program has brought to this machine. */
interface FoundModel {
  /** Whose folder it lies in. */
  readonly program: string;
  /** What that program calls it, if its file's name does not tell; the first is the one to use. */
  readonly names: readonly string[];
  readonly description: ModelDescription;
}

/** Why files are no models by themselves, or none that can be run. */
export const LEFT_OUT = ['projector', 'embedding', 'adapter', 'unusable'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

export interface Findings {
  readonly models: readonly FoundModel[];
  /** How many files of each sort were left out. */
  readonly leftOut: ReadonlyMap<LeftOut, number>;
  /** The programs whose folders are there. */
  readonly programs: readonly string[];
}

export interface Finding {
  readonly signal: AbortSignal;
  /** Hears after each file how many models there are. */
  readonly onProgress?: (models: number, file: string) => void;
  /** Entries that are looked at in each place. */
  readonly mostEntries?: number;
}

interface Candidate {
  readonly file: string;
  readonly name?: string;
  /** What makes it no model by itself, if that is known without a look at the file. */
  readonly leftOut?: LeftOut;
}

/**
 * Looks through the folders where known programs keep models. Reads headers only, one file at a time,
 * and lets others run between two. A model that several names or links lead to is there once.
 *
 * @throws the signal's reason
 */
export async function findModels(
  places: readonly Place[],
  { signal, onProgress, mostEntries }: Finding,
): Promise<Findings> {
  const found = new Map<string, FoundModel & { readonly names: string[] }>();
  const judged = new Set<string>();
  const leftOut = new Map<LeftOut, number>();
  const count = (why: LeftOut): void => {
    leftOut.set(why, (leftOut.get(why) ?? 0) + 1);
  };
  const programs = new Set<string>();
  const search = newSearch(signal, mostEntries);
  for (const { program, layout, folder } of places) {
    if (!(await isFolder(folder))) continue;
    programs.add(program);
    // A copy: no folder is read twice, yet a place with too many files takes nothing from the next.
    for await (const candidate of candidatesOf({ program, layout, folder }, { ...search })) {
      const { file, name } = candidate;
      if (candidate.leftOut !== undefined) {
        count(candidate.leftOut);
        continue;
      }
      const real = await realpath(file).catch(() => file);
      if (name !== undefined) found.get(real)?.names.push(name);
      if (judged.has(real)) continue;
      judged.add(real);
      await nextTurn();
      signal.throwIfAborted();
      const outcome = await lookAt(file);
      if (typeof outcome === 'string') count(outcome);
      if (typeof outcome === 'object') {
        found.set(real, { program, names: name === undefined ? [] : [name], description: outcome });
      }
      onProgress?.(found.size, file);
    }
  }
  return { models: [...found.values()], leftOut, programs: [...programs] };
}

/** The places on this machine, where LM Studio was told to download to among them. */
export async function placesHere(
  machine: Machine,
  chatZoo: string | undefined,
): Promise<readonly Place[]> {
  const lmStudio: string[] = [];
  for (const file of lmStudioSettings(machine)) {
    const folder = downloadsFolder(await readFile(file, 'utf8').catch(() => ''));
    if (folder !== undefined) lmStudio.push(folder);
  }
  return knownPlaces(machine, { chatZoo, lmStudio });
}

function downloadsFolder(settings: string): string | undefined {
  try {
    const { downloadsFolder: folder } = JSON.parse(settings) as { downloadsFolder?: unknown };
    return typeof folder === 'string' ? folder : undefined;
  } catch {
    return undefined;
  }
}

async function* candidatesOf({ layout, folder }: Place, search: Search): AsyncGenerator<Candidate> {
  switch (layout) {
    case 'folders':
      for await (const file of ggufFilesBelow(folder, search)) yield { file };
      return;
    case 'huggingFace':
      for await (const file of ggufFilesInHub(folder, search)) yield { file };
      return;
    case 'ollama':
      for (const { name, file, hasAdapter } of await ollamaModels(folder, search.signal)) {
        yield hasAdapter ? { file, name, leftOut: 'adapter' } : { file, name };
      }
      return;
    default:
      assertNever(layout);
  }
}

/** @returns undefined for what is not there, or belongs to a model that is found by another file. */
async function lookAt(file: string): Promise<ModelDescription | LeftOut | undefined> {
  try {
    return await describeModel(file);
  } catch (error) {
    if (!(error instanceof ModelFileProblem)) throw error;
    switch (error.kind) {
      case 'projector':
      case 'embedding':
      case 'adapter':
        return error.kind;
      case 'missing':
      case 'laterPart':
        return undefined;
      default:
        return 'unusable';
    }
  }
}

async function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    found => found.isDirectory(),
    () => false,
  );
}
