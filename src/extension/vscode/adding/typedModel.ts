import {
  describeModel,
  ModelFileProblem,
  type ModelDescription,
} from '../../../bots/describeModel.ts';
import { ggufFilesBelow, newSearch } from '../../discovery/ggufFiles.ts';
import {
  expandPath,
  followPath,
  type PathBase,
  type PathChoice,
} from '../../discovery/typedPath.ts';

/** What a typed path leads to. */
export type TypedModel =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'model'; readonly model: ModelDescription }
  | { readonly kind: 'problem'; readonly problem: ModelFileProblem; readonly path: string }
  | {
      readonly kind: 'folder' | 'missing';
      readonly path: string;
      readonly choices: readonly PathChoice[];
    };

export async function lookAtTyped(text: string, base: PathBase): Promise<TypedModel> {
  const file = expandPath(text, base);
  if (file === undefined) return { kind: 'nothing' };
  const found = await followPath(file);
  return found.kind === 'file' ? lookAtFile(file) : found;
}

async function lookAtFile(file: string): Promise<TypedModel> {
  const looked = await described(file);
  return looked instanceof ModelFileProblem
    ? { kind: 'problem', problem: looked, path: file }
    : { kind: 'model', model: looked };
}

/** What several files turned out to be. */
export interface LookedAt {
  readonly models: readonly ModelDescription[];
  readonly problems: readonly { readonly path: string; readonly problem: ModelFileProblem }[];
}

/**
 * Looks at files and folders; of a folder at the GGUF files below it. A later part of a split model
 * stands for the model. Each is there once.
 *
 * @throws the signal's reason
 */
export async function lookAtFiles(
  paths: readonly string[],
  signal: AbortSignal,
): Promise<LookedAt> {
  const models = new Map<string, ModelDescription>();
  const problems: { path: string; problem: ModelFileProblem }[] = [];
  const seen = new Set<string>();
  const look = async (path: string): Promise<void> => {
    signal.throwIfAborted();
    if (seen.has(path)) return;
    seen.add(path);
    const looked = await described(path);
    if (!(looked instanceof ModelFileProblem)) {
      models.set(path, looked);
    } else if (looked.kind === 'laterPart' && looked.otherFile !== undefined) {
      await look(looked.otherFile);
    } else if (looked.kind === 'folder' && (await lookBelow(path))) {
      // Its files were looked at.
    } else {
      problems.push({ path, problem: looked });
    }
  };
  const lookBelow = async (folder: string): Promise<boolean> => {
    let any = false;
    for await (const file of ggufFilesBelow(folder, newSearch(signal))) {
      any = true;
      await look(file);
    }
    return any;
  };
  for (const path of paths) await look(path);
  return { models: [...models.values()], problems };
}

async function described(file: string): Promise<ModelDescription | ModelFileProblem> {
  try {
    return await describeModel(file);
  } catch (error) {
    if (error instanceof ModelFileProblem) return error;
    throw error;
  }
}
