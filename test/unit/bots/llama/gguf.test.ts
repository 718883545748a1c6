import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkGguf } from '../../../../src/bots/llama/gguf.ts';
import { demoModel } from '../../../../scripts/demo/models.mjs';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gguf-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function check(content: string | Uint8Array): Promise<void> {
  const file = path.join(folder, 'model.gguf');
  await writeFile(file, content);
  await checkGguf(file, 'Polly');
}

const bytes = (start: string, ...numbers: number[]) =>
  Buffer.concat([Buffer.from(start, 'latin1'), Buffer.from(numbers), Buffer.alloc(600, 1)]);

it('accepts a GGUF file', async () => {
  await check(demoModel('owl'));
});

it.each([
  ['an empty file', '', /is empty/],
  ['a web page', '<!DOCTYPE html><html>', /web page/],
  ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\n', /git lfs pull/],
  ['a zip archive', bytes('PK\x03\x04'), /zip/],
  ['a gzip archive', bytes('\x1f\x8b'), /gzip/],
  ['safetensors', bytes('\x40\0\0\0\0\0\0\0{"a":{"dtype":"F16"}}'), /safetensors/],
  ['GGML', bytes('tjgg', 3, 0, 0, 0), /old GGML/],
  ['JSON', '{"error": "not found"}', /JSON/],
  ['an error message', 'Entry not found', /plain text/],
  ['zeros', new Uint8Array(1000), /unfinished/],
  ['noise', bytes('\x91\x02'), /some other binary/],
  ['a cut header', bytes('GGUF', 3, 0, 0, 0).subarray(0, 12), /cut off/],
  ['version 1', bytes('GGUF', 1, 0, 0, 0), /version 1/],
  ['the other byte order', bytes('GGUF', 0, 0, 0, 3), /big-endian/],
  ['a vocabulary', bytes('GGUF', 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), /no weights/],
])('refuses %s', async (_, content, message) => {
  await expect(check(content)).rejects.toMatchObject({
    code: 'notGguf',
    message: expect.stringMatching(message) as string,
  });
});

it('says which setting to check when there is no file', async () => {
  const missing = path.join(folder, 'missing', 'model.gguf');
  await expect(checkGguf(missing, 'Polly')).rejects.toMatchObject({
    code: 'modelMissing',
    message: `There is no file ${missing}. Check modelPath of Polly in the setting chatzoo.bots.`,
  });
});

it('refuses a folder', async () => {
  await expect(checkGguf(folder, 'Polly')).rejects.toMatchObject({
    code: 'notGguf',
    message: expect.stringContaining('is a folder') as string,
  });
});
