import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadId } from '../../../../src/extension/app/downloadPlan.ts';
import { fakeModel, startFileServer, type FileServer } from '../../../support/fileServer.ts';
import { builtWorker, filesIn, openWindow, planFor } from './rig.ts';

const SMALL = fakeModel(2 ** 20 + 123);
const worker = builtWorker();
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

let server: FileServer;
let folder: string;

beforeEach(async () => {
  server = await startFileServer(SMALL);
  folder = await mkdtemp(path.join(worker.folder(), 'models-'));
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const window = (options = {}) => openWindow({ workerPath: worker.file(), folder, ...options });
const address = (): string => `${server.origin}/files/model.gguf`;
/** Not with `toEqual`, which goes from byte to byte. */
const isThere = async (): Promise<boolean> =>
  SMALL.equals(await readFile(path.join(folder, ...downloadId(address()).split('/'))));

describe('an answer that is no model', () => {
  it.each([
    [401, 'noAccess'],
    [403, 'noAccess'],
    [404, 'notFound'],
    [500, 'serverError'],
  ])('with the status %i is told as %s', async (status, code) => {
    server.behave({ instead: { status } });
    await expect(window().look(address())).rejects.toMatchObject({ code });
  });

  it('but a page is told before anything is written', async () => {
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    server.behave({ instead: { status: 200, headers, body: '<!doctype html><p>Log in' } });
    await expect(window().look(address())).rejects.toMatchObject({
      code: 'notAModel',
      message: 'text/html',
    });
    expect(await filesIn(folder)).toEqual([]);
  });

  it.each([
    ['http://example.org/model.gguf', 'badAddress'],
    ['ftp://example.org/model.gguf', 'badAddress'],
    ['https://user:secret@example.org/model.gguf', 'badAddress'],
    ['model.gguf', 'badAddress'],
    ['hf:owner', 'badAddress'],
    ['https://127.0.0.1:1/model-00001-of-00003.gguf', 'split'],
  ])('as %s is refused', async (text, code) => {
    await expect(window().look(text)).rejects.toMatchObject({ code });
  });
});

describe('a redirect', () => {
  const TOKEN = 'hf_secret';

  it('to another host brings the file, and never the token', async () => {
    const storage = await startFileServer(SMALL);
    try {
      const location = `${storage.origin}/storage?signed=yes`;
      const headers = { location, 'x-linked-etag': `"${sha256(SMALL)}"` };
      server.behave({ instead: { status: 302, headers } });
      const downloads = window({ tokens: { [server.origin]: TOKEN } });
      const plan = await planFor(downloads, address());
      expect(plan.look).toMatchObject({ url: address(), host: new URL(storage.origin).host });
      expect(await downloads.start(plan)).toMatchObject({ kind: 'done', isChecked: true });
      expect(await isThere()).toBe(true);
      const shown = server.requests.map(request => request.headers.authorization);
      expect(new Set(shown)).toEqual(new Set([`Bearer ${TOKEN}`]));
      expect(storage.requests.length).toBeGreaterThan(1);
      for (const { headers: sent } of storage.requests)
        expect(sent).not.toHaveProperty('authorization');
      expect(JSON.stringify(await filesAsText())).not.toContain(TOKEN);
    } finally {
      await storage.close();
    }
  });

  it('to an unencrypted address elsewhere is not followed', async () => {
    const headers = { location: 'http://example.org/model.gguf' };
    server.behave({ instead: { status: 302, headers } });
    await expect(window().look(address())).rejects.toMatchObject({
      code: 'badAddress',
      message: 'http://example.org',
    });
  });

  it('in a circle ends', async () => {
    server.behave({ instead: { status: 302, headers: { location: '/again' } } });
    await expect(window().look(address())).rejects.toMatchObject({ code: 'serverError' });
  });

  const filesAsText = async (): Promise<string[]> =>
    Promise.all((await filesIn(folder)).map(file => readFile(path.join(folder, file), 'latin1')));
});

describe('the model hub', () => {
  it('says which file a quantisation is, and gets the token', async () => {
    const downloads = window({ hub: server.origin, tokens: { [server.origin]: 'hf_secret' } });
    server.behave({ token: 'hf_secret' });
    await expect(window({ hub: server.origin }).look('hf:o/r/dir/m.gguf')).rejects.toMatchObject({
      code: 'noAccess',
    });
    const plan = await planFor(downloads, 'hf:o/r/dir/m.gguf');
    expect(plan).toMatchObject({
      id: expect.stringMatching(/^o\/r\/m-\w{7}\.gguf$/) as string,
      look: { url: `${server.origin}/o/r/resolve/main/dir/m.gguf` },
    });
    expect(await downloads.start(plan)).toMatchObject({ kind: 'done' });
    expect(SMALL.equals(await readFile(path.join(folder, plan.id)))).toBe(true);
  });

  it('that names no file for a tag is told as not found', async () => {
    server.behave({ instead: { status: 200, body: '{"ggufFile":null}' } });
    const look = window({ hub: server.origin }).look('hf:o/r:Q4_K_M');
    await expect(look).rejects.toMatchObject({ code: 'notFound' });
    expect(server.requests.at(-1)).toMatchObject({
      path: '/v2/o/r/manifests/Q4_K_M',
      headers: { 'user-agent': 'llama-cpp' },
    });
  });
});
