import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { entriesOf, kindOf } from './ggufFiles.ts';

/** A model as Ollama knows it. */
export interface OllamaModel {
  /** As its command line takes it, such as `llama3:8b`. */
  readonly name: string;
  /** The blob with its weights. */
  readonly file: string;
  /** Whether it answers with an adapter on top, so that the weights alone are another model. */
  readonly hasAdapter: boolean;
}

const OWN_REGISTRY = 'registry.ollama.ai';
const OWN_NAMESPACE = 'library';
/** Registry, namespace, model and tag. */
const NAME_PARTS = 4;
const MODEL = 'application/vnd.ollama.image.model';
const ADAPTER = 'application/vnd.ollama.image.adapter';
const DIGEST = /^sha256[:-]([0-9a-f]{64})$/;

const Manifest = z.object({
  layers: z.array(z.object({ mediaType: z.string(), digest: z.string() })),
});

/**
 * What Ollama has stored: each manifest names the blob with a model's weights.
 *
 * @param store with the folders `manifests` and `blobs`.
 * @throws the signal's reason
 */
export async function ollamaModels(
  store: string,
  signal: AbortSignal,
): Promise<readonly OllamaModel[]> {
  const manifests = path.join(store, 'manifests');
  const models: OllamaModel[] = [];
  for await (const parts of namesBelow(manifests, [], signal)) {
    const model = await readManifest(store, parts);
    if (model) models.push(model);
  }
  return models;
}

async function* namesBelow(
  folder: string,
  above: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<readonly string[]> {
  signal.throwIfAborted();
  for (const entry of await entriesOf(folder)) {
    const parts = [...above, entry.name];
    const kind = await kindOf(entry, path.join(folder, entry.name));
    if (kind === 'file' && parts.length === NAME_PARTS) yield parts;
    if (kind === 'folder' && parts.length < NAME_PARTS) {
      yield* namesBelow(path.join(folder, entry.name), parts, signal);
    }
  }
}

/** Undefined for what is no manifest of a model with weights here, such as one that runs in the cloud. */
async function readManifest(
  store: string,
  parts: readonly string[],
): Promise<OllamaModel | undefined> {
  const text = await readFile(path.join(store, 'manifests', ...parts), 'utf8').catch(() => '');
  const layers = layersOf(text);
  const digest = layers.find(({ mediaType }) => mediaType === MODEL)?.digest ?? '';
  const hash = DIGEST.exec(digest)?.[1];
  if (hash === undefined) return undefined;
  return {
    name: nameOf(parts),
    file: path.join(store, 'blobs', `sha256-${hash}`),
    hasAdapter: layers.some(({ mediaType }) => mediaType === ADAPTER),
  };
}

function layersOf(text: string): z.infer<typeof Manifest>['layers'] {
  try {
    return Manifest.parse(JSON.parse(text)).layers;
  } catch {
    return [];
  }
}

/** `llama3:8b`, `somebody/model:tag`, `hf.co/somebody/model:tag` */
function nameOf([registry = '', namespace = '', model = '', tag = '']: readonly string[]): string {
  const place = [
    ...(registry === OWN_REGISTRY ? [] : [registry]),
    ...(registry === OWN_REGISTRY && namespace === OWN_NAMESPACE ? [] : [namespace]),
  ];
  return `${[...place, model].join('/')}:${tag}`;
}
