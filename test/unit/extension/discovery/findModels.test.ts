import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  findModels,
  placesHere,
  type Findings,
} from '../../../../src/extension/discovery/findModels.ts';
import type { Machine } from '../../../../src/extension/discovery/machine.ts';
import {
  embeddingFile,
  loraFile,
  modelFile,
  projectorFile,
  splitFiles,
} from '../../../support/ggufFiles.ts';

// Each program's folder as that program lays it out, in a home of its own, with real GGUF files.

const parrot = modelFile();
const owl = modelFile({ name: 'owl' });

let home: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'chatzoo-home-'));
});
afterEach(() => rm(home, { recursive: true }));

async function put(file: string, content: string | Uint8Array): Promise<string> {
  const whole = path.join(home, file);
  await mkdir(path.dirname(whole), { recursive: true });
  await writeFile(whole, content);
  return whole;
}

interface Change extends Partial<Machine> {
  readonly own?: string;
  readonly mostEntries?: number;
}

async function find({ own, mostEntries, ...change }: Change = {}): Promise<Findings> {
  const machine: Machine = { platform: 'linux', home, env: {}, ...change };
  // Only what lies in this home: the machine that runs the test may have models of its own.
  const places = await placesHere(machine, own);
  return findModels(
    places.filter(({ folder }) => folder.startsWith(home)),
    {
      signal: new AbortController().signal,
      ...(mostEntries === undefined ? {} : { mostEntries }),
    },
  );
}

/** Each as `program: path below the home`, with the names that the program gave it. */
async function found(change?: Parameters<typeof find>[0]): Promise<readonly string[]> {
  const { models } = await find(change);
  return models.map(({ program, names, description }) =>
    [`${program}: ${path.relative(home, description.path)}`, ...names].join(' = '),
  );
}

describe('LM Studio', () => {
  it('keeps models by publisher and repository', async () => {
    await put('.lmstudio/models/bartowski/Owl-GGUF/Owl-Q4_K_M.gguf', owl);
    await put('.cache/lm-studio/models/somebody/Parrot/parrot.GGUF', parrot);
    await put('.lmstudio/models/bartowski/Owl-GGUF/README.md', '# Owl');
    expect(await found()).toEqual([
      'LM Studio: .lmstudio/models/bartowski/Owl-GGUF/Owl-Q4_K_M.gguf',
      'LM Studio: .cache/lm-studio/models/somebody/Parrot/parrot.GGUF',
    ]);
  });

  it('may have been told another folder', async () => {
    await put('disk/lm/me/owl/owl.gguf', owl);
    const downloadsFolder = path.join(home, 'disk/lm');
    await put('.lmstudio/settings.json', JSON.stringify({ downloadsFolder, language: 'en' }));
    expect(await found()).toEqual(['LM Studio: disk/lm/me/owl/owl.gguf']);
    await put('.lmstudio/settings.json', '{ broken');
    expect(await found()).toEqual([]);
  });
});

describe('Ollama', () => {
  const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
  const blob = (letter: string): string => `.ollama/models/blobs/sha256-${letter.repeat(64)}`;
  const manifest = (...layers: readonly [kind: string, letter: string][]): string =>
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
      config: { mediaType: 'application/vnd.docker.container.image.v1+json', digest: digest('9') },
      layers: layers.map(([kind, letter]) => ({
        mediaType: `application/vnd.ollama.image.${kind}`,
        digest: digest(letter),
        size: 1,
      })),
    });
  const at = (name: string): string => `.ollama/models/manifests/${name}`;

  it('names blobs by manifests, each blob once', async () => {
    await put(blob('a'), parrot);
    await put(blob('b'), owl);
    await put(blob('c'), '{{ .Prompt }}');
    await put(at('registry.ollama.ai/library/llama3/8b'), manifest(['model', 'a'], ['template', 'c'])); // prettier-ignore
    await put(at('registry.ollama.ai/library/llama3/latest'), manifest(['model', 'a']));
    await put(at('registry.ollama.ai/anna/owl/q4'), manifest(['license', 'c'], ['model', 'b']));
    await put(at('hf.co/bartowski/Owl-GGUF/Q4_K_M'), manifest(['model', 'b']));
    expect((await found()).toSorted()).toEqual([
      `Ollama: ${blob('a')} = llama3:8b = llama3:latest`,
      `Ollama: ${blob('b')} = hf.co/bartowski/Owl-GGUF:Q4_K_M = anna/owl:q4`,
    ]);
  });

  it('passes over what has no weights here, and counts what is no model by itself', async () => {
    await put(blob('a'), parrot);
    await put(blob('d'), loraFile('Squ'));
    await put(blob('e'), embeddingFile());
    await put(blob('f'), projectorFile());
    await put(at('registry.ollama.ai/library/cloud/latest'), manifest());
    await put(at('registry.ollama.ai/library/gone/latest'), manifest(['model', '0']));
    await put(at('registry.ollama.ai/library/broken/latest'), '{ "layers": 3 }');
    await put(at('registry.ollama.ai/library/hostile/latest'), manifest(['model', '../']));
    await put(at('registry.ollama.ai/library/nomic-embed-text/latest'), manifest(['model', 'e']));
    await put(at('registry.ollama.ai/library/llava/latest'), manifest(['model', 'a'], ['projector', 'f'])); // prettier-ignore
    await put(at('registry.ollama.ai/anna/tuned/latest'), manifest(['model', 'a'], ['adapter', 'd'])); // prettier-ignore
    const findings = await find();
    expect(findings.models.map(({ names }) => names)).toEqual([['llava:latest']]);
    expect(findings.leftOut).toEqual(
      new Map([
        ['adapter', 1],
        ['embedding', 1],
      ]),
    );
  });

  it('may keep them elsewhere', async () => {
    await put(`disk/blobs/sha256-${'a'.repeat(64)}`, parrot);
    await put('disk/manifests/registry.ollama.ai/library/parrot/1b', manifest(['model', 'a']));
    const env = { OLLAMA_MODELS: path.join(home, 'disk') };
    expect(await found({ env })).toEqual([
      `Ollama: disk/blobs/sha256-${'a'.repeat(64)} = parrot:1b`,
    ]);
  });
});

describe('Hugging Face', () => {
  const repo = 'hub/models--anna--Owl-GGUF';

  it('has links in snapshots, of which each blob counts once', async () => {
    const real = await put(`${repo}/blobs/1234`, owl);
    for (const revision of ['aaa', 'bbb']) {
      const link = path.join(home, repo, 'snapshots', revision, 'sub', 'owl-q8_0.gguf');
      await mkdir(path.dirname(link), { recursive: true });
      await symlink(path.relative(path.dirname(link), real), link);
    }
    const env = { HF_HUB_CACHE: path.join(home, 'hub') };
    expect(await found({ env })).toEqual([`Hugging Face: ${repo}/snapshots/aaa/sub/owl-q8_0.gguf`]);
  });

  it('may have a split model, whose parts are found by the names of their links', async () => {
    for (const { name, content } of splitFiles(3)) {
      const real = await put(`${repo}/blobs/of-${name.slice(6, 11)}`, content);
      const link = path.join(home, repo, 'snapshots', 'aaa', name);
      await mkdir(path.dirname(link), { recursive: true });
      await symlink(real, link);
    }
    const env = { HF_HOME: home };
    const { models, leftOut } = await find({ env });
    expect(models.map(({ description }) => description.fileCount)).toEqual([3]);
    expect(leftOut.size).toBe(0);
  });

  it('has only its models looked through, not the data sets beside them', async () => {
    for (let i = 0; i < 20; i++) await put(`hub/datasets--anna--birds/snapshots/aaa/${i}.json`, '');
    await put('hub/datasets--anna--birds/snapshots/aaa/owl.gguf', parrot);
    await put(`${repo}/snapshots/aaa/owl.gguf`, owl);
    const env = { HF_HOME: home };
    expect(await found({ env, mostEntries: 10 })).toEqual([
      `Hugging Face: ${repo}/snapshots/aaa/owl.gguf`,
    ]);
  });

  it('passes over links that lead nowhere', async () => {
    const link = path.join(home, repo, 'snapshots', 'aaa', 'gone.gguf');
    await mkdir(path.dirname(link), { recursive: true });
    await symlink('../../blobs/none', link);
    expect(await found({ env: { HF_HOME: home } })).toEqual([]);
  });
});

it('finds the models of Jan, llama.cpp, GPT4All and its own', async () => {
  await put('.local/share/Jan/data/llamacpp/models/anna/owl-1b/model.gguf', owl);
  await put('jan/models/parrot/parrot.gguf', parrot);
  await put('.cache/llama.cpp/anna_owl.gguf', modelFile({ chatTemplate: 'a' }));
  await put('.local/share/nomic.ai/GPT4All/x.Q4_0.gguf', modelFile({ chatTemplate: 'b' }));
  await put('own/y.gguf', modelFile({ chatTemplate: 'c' }));
  const all = await found({ own: path.join(home, 'own') });
  expect(all.toSorted()).toEqual([
    'ChatZoo: own/y.gguf',
    'GPT4All: .local/share/nomic.ai/GPT4All/x.Q4_0.gguf',
    'Jan: .local/share/Jan/data/llamacpp/models/anna/owl-1b/model.gguf',
    'Jan: jan/models/parrot/parrot.gguf',
    'llama.cpp: .cache/llama.cpp/anna_owl.gguf',
  ]);
});

it('counts what is left out, and tells which programs are there', async () => {
  await put('.lmstudio/models/a/b/mmproj-model-f16.gguf', projectorFile());
  await put('.lmstudio/models/a/b/lora.gguf', loraFile('Squ'));
  await put('.lmstudio/models/a/b/embed.gguf', embeddingFile());
  await put('.lmstudio/models/a/b/cut.gguf', owl.subarray(0, 2000));
  await put('.lmstudio/models/a/b/page.gguf', '<html>');
  await put('.lmstudio/models/a/b/owl.gguf', owl);
  await put('.lmstudio/models/a/b/owl.gguf.part', owl.subarray(0, 100));
  const { models, leftOut, programs } = await find();
  expect(models).toHaveLength(1);
  expect(Object.fromEntries(leftOut)).toEqual({
    projector: 1,
    adapter: 1,
    embedding: 1,
    unusable: 2,
  });
  expect(programs).toEqual(['LM Studio']);
});

it('finds the models of the next program after one whose folder has too many files', async () => {
  for (let i = 0; i < 20; i++) await put(`.lmstudio/models/a/${i}.txt`, '');
  await put('.lmstudio/models/a/owl.gguf', owl);
  await put('jan/models/parrot/parrot.gguf', parrot);
  expect(await found({ mostEntries: 10 })).toEqual(['Jan: jan/models/parrot/parrot.gguf']);
});

it('reads a folder once that leads to itself', async () => {
  await put('.lmstudio/models/a/owl.gguf', owl);
  await symlink(path.join(home, '.lmstudio/models'), path.join(home, '.lmstudio/models/a/loop'));
  expect(await found()).toEqual(['LM Studio: .lmstudio/models/a/owl.gguf']);
});

it('stops when it is told to, and lets others run between two files', async () => {
  for (let i = 0; i < 6; i++) await put(`.lmstudio/models/a/owl-${i}.gguf`, owl);
  const place = { program: 'x', layout: 'folders', folder: home } as const;
  const stop = new AbortController();
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  const searching = findModels([{ ...place, folder: path.join(home, '.lmstudio') }], {
    signal: stop.signal,
    onProgress: count => {
      if (count === 3) stop.abort();
    },
  });
  await expect(searching).rejects.toMatchObject({ name: 'AbortError' });
  clearInterval(timer);
  expect(turns).toBeGreaterThan(0);
});
