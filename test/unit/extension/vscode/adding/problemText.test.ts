import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../src/core/text.ts';
import type { PathBase } from '../../../../../src/extension/discovery/typedPath.ts';
import { problemText } from '../../../../../src/extension/vscode/adding/problemText.ts';
import { lookAtFiles, lookAtTyped } from '../../../../../src/extension/vscode/adding/typedModel.ts';
import {
  embeddingFile,
  loraFile,
  modelFile,
  projectorFile,
  splitFiles,
} from '../../../../support/ggufFiles.ts';

let folder: string;
let base: PathBase;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chatzoo-typed-'));
  base = { platform: process.platform, home: '/home/anna', folder };
});
afterEach(() => rm(folder, { recursive: true }));

async function put(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

/** What is said of a typed path. */
async function said(typed: string): Promise<string> {
  const looked = await lookAtTyped(typed, base);
  if (looked.kind !== 'problem') return looked.kind;
  return problemText(looked.problem, path.basename(looked.path), inEnglish);
}

describe('a typed path', () => {
  it('leads to a model, a folder, or nowhere', async () => {
    await put('models/owl.gguf', modelFile());
    expect(await lookAtTyped('"${workspaceFolder}/models/owl.gguf"', base)).toMatchObject({
      kind: 'model',
      model: { path: path.join(folder, 'models/owl.gguf'), architecture: 'llama' },
    });
    expect(await lookAtTyped('models', base)).toMatchObject({
      kind: 'folder',
      choices: [{ kind: 'file', name: 'owl.gguf' }],
    });
    expect(await lookAtTyped('models/o', base)).toMatchObject({
      kind: 'missing',
      choices: [{ name: 'owl.gguf' }],
    });
    expect(await said(' ')).toBe('nothing');
  });

  it('is told why it does not work', async () => {
    const [first, second] = splitFiles(2);
    const model = modelFile();
    const cases: readonly (readonly [name: string, content: string | Uint8Array, said: RegExp])[] =
      [
        ['notes.txt', 'Hello', /^notes\.txt cannot be used\. It is no GGUF file: .*plain text\.$/],
        ['page.gguf', '<!doctype html>', /cannot be used\. It is no GGUF file: .* a web page/],
        ['lfs.gguf', 'version https://git-lfs.github.com/spec/v1\noid', /git lfs pull/],
        ['empty.gguf', '', /It is empty/],
        [
          'lora.gguf',
          loraFile('Squ'),
          /^lora\.gguf is a LoRA adapter, .*under lora of that bot\.$/,
        ],
        ['mmproj.gguf', projectorFile(), /^mmproj\.gguf is a projector .*Add the model itself\.$/],
        ['embed.gguf', embeddingFile(), /^embed\.gguf is an embedding model, .*chat model\.$/],
        ['cut.gguf', model.subarray(0, model.length - 5000), /It is cut off: 5000 bytes missing/],
        [second!.name, second!.content, /Choose model-00001-of-00002\.gguf\.$/],
      ];
    for (const [name, content, expected] of cases) {
      await put(name, content);
      expect(await said(name), name).toMatch(expected);
    }
    await rm(path.join(folder, second!.name));
    await put(first!.name, first!.content);
    expect(await said(first!.name)).toMatch(/missing beside .*: model-00002-of-00002\.gguf\./);
    expect(await said('notes.txt/owl.gguf')).toBe('missing');
  });
});

describe('several files', () => {
  const look = (...names: readonly string[]) =>
    lookAtFiles(
      names.map(name => path.join(folder, name)),
      new AbortController().signal,
    );

  it('are each there once; a later part stands for its model, a folder for what is in it', async () => {
    for (const { name, content } of splitFiles(2)) await put(`split/${name}`, content);
    await put('more/owl.gguf', modelFile({ name: 'owl' }));
    await put('more/deep/lora.gguf', loraFile('Squ'));
    await put('none/notes.txt', 'Hello');
    const { models, problems } = await look(
      'split/model-00002-of-00002.gguf',
      'split/model-00001-of-00002.gguf',
      'more',
      'more/owl.gguf',
      'none',
      'gone.gguf',
    );
    expect(models.map(({ path: file }) => path.relative(folder, file))).toEqual([
      'split/model-00001-of-00002.gguf',
      'more/owl.gguf',
    ]);
    expect(
      problems.map(({ path: file, problem }) => [path.relative(folder, file), problem.kind]),
    ).toEqual([
      ['more/deep/lora.gguf', 'adapter'],
      ['none', 'folder'],
      ['gone.gguf', 'missing'],
    ]);
  });

  it('are not looked at once it is cancelled', async () => {
    await put('owl.gguf', modelFile());
    const signal = AbortSignal.abort();
    await expect(lookAtFiles([path.join(folder, 'owl.gguf')], signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
