import { createHash } from 'node:crypto';
import { readFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadId } from '../../../../src/extension/app/downloadPlan.ts';
import type { DownloadPlan } from '../../../../src/extension/app/downloads.ts';
import { fakeModel, startFileServer, type FileServer } from '../../../support/fileServer.ts';
import { builtWorker, filesIn, openWindow, planFor, until } from './rig.ts';

const MIB = 2 ** 20;
const SMALL = fakeModel(3 * MIB + 123);
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
const address = (name = 'model.gguf'): string => `${server.origin}/files/${name}`;
const target = (name = 'model.gguf'): string =>
  path.join(folder, ...downloadId(address(name)).split('/'));
/** Not with `toEqual`, which goes from byte to byte. */
const isThere = async (content = SMALL): Promise<boolean> =>
  content.equals(await readFile(target()));

describe('a download', () => {
  it('brings the whole file to its place, and leaves nothing else behind', async () => {
    const downloads = window();
    const plan = await planFor(downloads, address());
    expect(plan.look).toMatchObject({ bytes: SMALL.length, resumable: true });
    const end = await downloads.start(plan);
    expect(end).toMatchObject({ kind: 'done', path: target(), isChecked: false });
    expect(await isThere()).toBe(true);
    await downloads.settle(plan.id);
    expect(await filesIn(folder)).toEqual([path.relative(folder, target())]);
    expect(downloads.rows()).toEqual([]);
  });

  it('checks the content with the checksum that the catalogue states', async () => {
    const downloads = window();
    const end = await downloads.start(await planFor(downloads, address(), sha256(SMALL)));
    expect(end).toMatchObject({ kind: 'done', isChecked: true });
  });

  it('takes no file with a wrong checksum, and begins again when asked to', async () => {
    const downloads = window();
    const plan = await planFor(downloads, address(), sha256(fakeModel(5)));
    const end = await downloads.start(plan);
    expect(end).toMatchObject({ kind: 'failed', code: 'wrongChecksum' });
    expect(downloads.rows()).toMatchObject([{ state: 'failed' }]);
    expect((await filesIn(folder)).filter(file => file.endsWith('.gguf'))).toEqual([]);
    server.takeSent();
    expect(await downloads.resume(plan.id)).toMatchObject({ code: 'wrongChecksum' });
    expect(server.takeSent()).toBeGreaterThanOrEqual(SMALL.length);
  });

  it("uses the hub's own checksum, and no etag of other servers", async () => {
    const hub = { 'x-linked-etag': `"${sha256(SMALL)}"`, etag: '"whatever"' };
    server.behave({ headers: hub });
    const downloads = window();
    const plan = await planFor(downloads, address());
    expect(plan.look.sha256).toBe(sha256(SMALL));
    expect(await downloads.start(plan)).toMatchObject({ kind: 'done', isChecked: true });
    server.behave({ headers: { etag: `"${sha256(SMALL)}"` } });
    expect((await downloads.look(address())).sha256).toBeUndefined();
  });

  it('does not begin when the hub states another checksum than the catalogue', async () => {
    server.behave({ headers: { 'x-linked-etag': `"${sha256(fakeModel(9))}"` } });
    const downloads = window();
    const plan = await planFor(downloads, address(), sha256(SMALL));
    server.takeSent();
    expect(await downloads.start(plan)).toMatchObject({ kind: 'failed', code: 'otherFile' });
    expect(server.takeSent()).toBeLessThan(1000);
  });

  it('takes the file that is there already if its checksum is right, and fetches none of it', async () => {
    await mkdir(path.dirname(target()), { recursive: true });
    await writeFile(target(), SMALL);
    const downloads = window();
    const plan = await planFor(downloads, address(), sha256(SMALL));
    server.takeSent();
    expect(await downloads.start(plan)).toMatchObject({ kind: 'done', isChecked: true });
    expect(server.takeSent()).toBeLessThan(1000);
  });

  it('leaves another file of that name as it is', async () => {
    await mkdir(path.dirname(target()), { recursive: true });
    await writeFile(target(), 'mine');
    const downloads = window();
    const end = await downloads.start(await planFor(downloads, address()));
    expect(end).toMatchObject({ kind: 'failed', code: 'taken' });
    expect(await readFile(target(), 'utf8')).toBe('mine');

    server.behave({ ranges: false, silent: true });
    const unknown = await downloads.start(await planFor(downloads, address()));
    expect(unknown).toMatchObject({ kind: 'failed', code: 'taken' });
    expect(await readFile(target(), 'utf8')).toBe('mine');
  });

  it('is joined by a second one of the same file', async () => {
    server.behave({ pauseMs: 20 });
    const downloads = window();
    const plan = await planFor(downloads, address());
    server.takeSent();
    const ends = await Promise.all([downloads.start(plan), downloads.start(plan)]);
    expect(ends).toMatchObject([{ kind: 'done' }, { kind: 'done' }]);
    expect(server.takeSent()).toBeLessThan(SMALL.length + MIB);
  });

  it('that is cancelled leaves nothing behind', async () => {
    server.behave({ pauseMs: 100 });
    const downloads = window();
    const plan = await planFor(downloads, address());
    const running = downloads.start(plan);
    await until(downloads, bytes => bytes > 0);
    await downloads.cancel(plan.id);
    expect(await running).toEqual({ kind: 'cancelled' });
    expect(downloads.rows()).toEqual([]);
    expect(await filesIn(folder)).toEqual([]);
  });
});

describe('a server that ignores ranges', () => {
  it('sends the whole file once', async () => {
    server.behave({ ranges: false });
    const downloads = window();
    const plan = await planFor(downloads, address());
    expect(plan.look).toMatchObject({ bytes: SMALL.length, resumable: false });
    expect(await downloads.start(plan)).toMatchObject({ kind: 'done' });
    expect(await isThere()).toBe(true);
  });

  it('and says nothing of the length sends it too', async () => {
    const large = fakeModel(13 * MIB + 5);
    server.behave({ content: large, ranges: false, silent: true });
    const downloads = window();
    const plan = await planFor(downloads, address());
    expect(plan.look.bytes).toBeUndefined();
    expect(await downloads.start(plan)).toMatchObject({ kind: 'done' });
    expect(await isThere(large)).toBe(true);
  });

  it('and cuts the connection makes the download fail, and begin again when asked to', async () => {
    server.behave({ ranges: false, cutAfter: MIB });
    const downloads = window();
    const plan = await planFor(downloads, address());
    expect(await downloads.start(plan)).toMatchObject({ kind: 'failed', code: 'noConnection' });
    server.behave({ cutAfter: Infinity });
    expect(await downloads.resume(plan.id)).toMatchObject({ kind: 'done' });
    expect(await isThere()).toBe(true);
  });

  it('though it said otherwise, is believed from then on', async () => {
    const downloads = window();
    const plan = await planFor(downloads, address());
    const fourBytes = server.requests.length;
    server.behave({ pauseMs: 1 });
    const running = downloads.start(plan);
    // Once it has said so a second time.
    while (server.requests.length === fourBytes)
      await new Promise(resolve => setImmediate(resolve));
    server.behave({ ranges: false });
    expect(await running).toMatchObject({ kind: 'done' });
    expect(await isThere()).toBe(true);
  });
});

describe('what a killed process left', () => {
  /** As the downloader has it while it fetches, or when it is through. */
  const leave = async (id: string, extension: string, content: Buffer): Promise<void> => {
    const name = createHash('sha256').update(id).digest('hex').slice(0, 16);
    await mkdir(path.join(folder, '.downloads'), { recursive: true });
    await writeFile(path.join(folder, '.downloads', name + extension), content);
  };
  const note = (plan: DownloadPlan): Promise<void> =>
    leave(plan.id, '.json', Buffer.from(JSON.stringify(plan)));
  const list = (text: string): Buffer => Buffer.concat([SMALL, Buffer.from(text)]);

  it.each([
    ['before the file was checked', '.gguf', SMALL],
    [
      'after the last block',
      '.gguf.ipull',
      list('{"part":0,"chunks":[2],"chunkSize":5242880,"parallelStreams":3}'),
    ],
  ])('%s is checked, and not fetched again', async (_, extension, content) => {
    const downloads = window();
    const plan = await planFor(downloads, address(), sha256(SMALL));
    await leave(plan.id, extension, content);
    await note(plan);
    server.takeSent();
    expect(await downloads.start(plan)).toMatchObject({ kind: 'done', isChecked: true });
    expect(server.takeSent()).toBeLessThan(1000);
    expect(await isThere()).toBe(true);
  });

  it.each([
    ['no list of its blocks', SMALL],
    ['half a list', list('{"part":0,"chunks":[2')],
    ['nothing at all', Buffer.alloc(0)],
  ])('with %s is fetched anew', async (_, content) => {
    const downloads = window();
    const plan = await planFor(downloads, address(), sha256(SMALL));
    await leave(plan.id, '.gguf.ipull', content);
    await note(plan);
    server.takeSent();
    expect(await downloads.start(plan)).toMatchObject({ kind: 'done', isChecked: true });
    expect(server.takeSent()).toBeGreaterThanOrEqual(SMALL.length);
    expect(await isThere()).toBe(true);
  });

  it('without a note may be of any file, and is fetched anew', async () => {
    const downloads = window();
    const plan = await planFor(downloads, address());
    await leave(plan.id, '.gguf', fakeModel(SMALL.length, 5));
    expect(await downloads.start(plan)).toMatchObject({ kind: 'done' });
    expect(await isThere()).toBe(true);
  });

  it('under a note that is damaged is passed over', async () => {
    await leave('x', '.json', Buffer.from('{"id":"../../etc/x.gguf"'));
    await leave('y', '.json', Buffer.from('{"id":"../../x.gguf","name":"x","look":{}}'));
    const downloads = window();
    await downloads.refresh();
    expect(downloads.rows()).toEqual([]);
  });
});

describe('a bad connection', () => {
  it('that is cut again and again is taken up where it was', async () => {
    const large = fakeModel(24 * MIB);
    // Far enough for a whole block, also when a busy machine loses what was last on its way.
    server.behave({ content: large, cutAfter: 9 * MIB });
    const downloads = window();
    const plan = await planFor(downloads, address());
    expect(await downloads.start(plan)).toMatchObject({ kind: 'done' });
    expect(await isThere(large)).toBe(true);
  });

  it('that brings less than it stated, however often it is asked, ends in words', async () => {
    server.behave({ statedLength: SMALL.length + 100 });
    const downloads = window({ patienceMs: 20_000 });
    const plan = await planFor(downloads, address());
    server.takeSent();
    const end = await downloads.start(plan);
    expect(end).toMatchObject({ kind: 'failed', code: 'tooShort' });
    expect((await filesIn(folder)).filter(file => !file.startsWith('.'))).toEqual([]);
  });

  it('that goes silent is given up after a while', async () => {
    const downloads = window({ patienceMs: 1000 });
    server.behave({ pauseMs: 100_000 });
    const plan = await planFor(downloads, address());
    expect(await downloads.start(plan)).toMatchObject({ kind: 'failed', code: 'noConnection' });
  });

  it('to nobody says so', async () => {
    const gone = await startFileServer(SMALL);
    await gone.close();
    await expect(window().look(`${gone.origin}/model.gguf`)).rejects.toMatchObject({
      code: 'noConnection',
      message: `${new URL(gone.origin).host}: ECONNREFUSED`,
    });
  });
});
