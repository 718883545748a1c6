import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { string } from '../../../scripts/demo/gguf.mjs';
import { describeModel } from '../../../src/bots/describeModel.ts';
import {
  embeddingFile,
  loraFile,
  modelFile,
  projectorFile,
  splitFiles,
} from '../../support/ggufFiles.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chatzoo-describe-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(content: string | Uint8Array, name = 'model.gguf'): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

const problem = (kind: string, message: RegExp, otherFile?: string) => ({
  name: 'ModelFileProblem',
  kind,
  message: expect.stringMatching(message) as string,
  otherFile,
});

it('tells what the file says of itself, and what a bot with it would take', async () => {
  const content = modelFile({
    chatTemplate: '{{ messages }}',
    metadata: { 'general.license': string('mit') },
  });
  const file = await write(content);
  expect(await describeModel(file)).toMatchObject({
    path: file,
    name: 'ChatZoo demo parrot',
    architecture: 'llama',
    quantisation: 'F16',
    trainContextSize: 8192,
    contextSize: 4096,
    hasTemplate: true,
    licence: 'mit',
    fileSize: content.length,
    fileCount: 1,
  });
  const { need, parameters } = await describeModel(file);
  expect(need.weights + need.own).toBeGreaterThan(content.length / 2);
  expect(parameters).toBeGreaterThan(10_000);
});

it('tells where there is no template', async () => {
  const file = await write(modelFile({ chatTemplate: null }));
  expect(await describeModel(file)).toMatchObject({ hasTemplate: false });
  const blank = await write(modelFile({ chatTemplate: ' \n' }));
  expect(await describeModel(blank)).toMatchObject({ hasTemplate: false });
});

it('takes a file of any name, such as a blob of Ollama', async () => {
  const file = await write(modelFile(), `sha256-${'ab'.repeat(32)}`);
  expect(await describeModel(file)).toMatchObject({ path: file, architecture: 'llama' });
});

it('counts all files of a split model', async () => {
  const parts = splitFiles(3);
  for (const { name, content } of parts) await write(content, name);
  const file = path.join(folder, parts[0]!.name);
  const size = parts.reduce((sum, { content }) => sum + content.length, 0);
  expect(await describeModel(file)).toMatchObject({ fileCount: 3, fileSize: size });
});

it('names the first file of a split model, and the one that is missing', async () => {
  const [first, second] = splitFiles(2);
  const later = await write(second!.content, second!.name);
  await rm(path.join(folder, first!.name), { force: true });
  const firstFile = path.join(folder, first!.name);
  await expect(describeModel(later)).rejects.toMatchObject(
    problem('laterPart', /^is part 2 of a model in 2 files$/, firstFile),
  );
  await rm(later);
  await write(first!.content, first!.name);
  await expect(describeModel(firstFile)).rejects.toMatchObject(
    problem('partMissing', /misses its part/, second!.name),
  );
  const renamed = await write(second!.content, 'second.gguf');
  await expect(describeModel(renamed)).rejects.toMatchObject(problem('laterPart', /part 2/));
});

it('tells what is sound and no model by itself', async () => {
  const cases = [
    ['adapter', loraFile('Squ')],
    ['projector', projectorFile()],
    ['embedding', embeddingFile()],
  ] as const;
  for (const [kind, content] of cases) {
    await expect(describeModel(await write(content)), kind).rejects.toMatchObject(
      problem(kind, /^is an? /),
    );
  }
});

it('tells what is no GGUF file, a folder, missing, damaged or cut off', async () => {
  const inner = path.join(folder, 'inner');
  await mkdir(inner);
  const model = modelFile();
  const noise = Buffer.from(model);
  noise.fill(0xff, 40, 200);
  const cases = [
    ['otherFile', /is no GGUF file: it looks like plain text/, await write('Hello', 'a.gguf')],
    ['otherFile', /a web page/, await write('<!doctype html>', 'b.gguf')],
    ['otherFile', /is empty/, await write('', 'c.gguf')],
    ['folder', /is a folder/, inner],
    ['missing', /is not there/, path.join(folder, 'none.gguf')],
    ['missing', /is not there/, path.join(folder, 'a.gguf', 'none.gguf')],
    ['unusable', /is damaged/, await write(noise, 'd.gguf')],
    ['unusable', /is cut off/, await write(model.subarray(0, model.length - 1000), 'e.gguf')],
    ['unreadable', /cannot be read \(E/, path.join(folder, 'x'.repeat(5000))],
  ] as const;
  for (const [kind, message, file] of cases) {
    await expect(describeModel(file), file.slice(0, 200)).rejects.toMatchObject(
      problem(kind, message),
    );
  }
});
