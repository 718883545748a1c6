import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GgmlType, readGgufFileInfo } from 'node-llama-cpp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bigModel } from '../../../../../scripts/bench/bigModel.mjs';
import { readGguf } from '../../../../../src/bots/llama/gguf/readGguf.ts';
import { tensorType } from '../../../../../src/bots/llama/gguf/tensors.ts';
import { modelFile } from '../../../../support/ggufFiles.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'library-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('calls the types of tensors as node-llama-cpp does', () => {
  const names = Object.values(GgmlType).filter(value => typeof value === 'number');
  expect(names.length).toBeGreaterThan(35);
  // Those that were given up have no size in llama.cpp any more.
  const givenUp = /^(Q4_2|Q4_3|Q4_0_\d_\d|IQ4_NL_\d_\d)$/;
  for (const type of names) {
    const name = GgmlType[type];
    expect(tensorType(type)?.name, name).toBe(givenUp.test(name) ? undefined : name);
  }
});

it.each(['a demo model', 'a bench model'])('reads %s as node-llama-cpp does', async which => {
  const file = path.join(folder, 'model.gguf');
  if (which === 'a demo model') await writeFile(file, modelFile());
  const source = which === 'a demo model' ? file : (await bigModel({ folder, megabytes: 20 })).file;
  const theirs = await readGgufFileInfo(source, { logWarnings: false });
  const { metadata, tensors, needed, version, fileSize } = await readGguf(source);
  expect(version).toBe(theirs.version);
  expect(metadata.get('general.name')?.value).toBe(theirs.metadata.general.name);
  expect(metadata.get('tokenizer.chat_template')?.value).toBe(
    theirs.metadata.tokenizer.chat_template,
  );
  expect(metadata.get('tokenizer.ggml.tokens')?.value).toMatchObject({
    count: theirs.metadata.tokenizer.ggml.tokens.length,
    byteTokens: 256,
    twice: undefined,
  });
  expect(tensors.map(({ name, shape, type, offset }) => ({ name, shape, type, offset }))).toEqual(
    theirs.tensorInfo?.map(({ name, dimensions, ggmlType, offset }) => ({
      name,
      shape: dimensions.map(Number),
      type: ggmlType,
      offset: Number(offset),
    })),
  );
  // Nothing follows the weights but padding.
  expect(fileSize - needed).toBeGreaterThanOrEqual(0);
  expect(fileSize - needed).toBeLessThan(32);
});

it('writes the same bench model every time, and another for another seed', async () => {
  const content = async (seed: number, under: string) => {
    const { file } = await bigModel({ folder: path.join(folder, under), megabytes: 12, seed });
    return readFile(file);
  };
  const [one, again, other] = [
    await content(1, 'one'),
    await content(1, 'again'),
    await content(2, 'other'),
  ];
  expect(one.equals(again)).toBe(true);
  expect(one.equals(other)).toBe(false);
});
