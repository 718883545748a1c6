import { spawn, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadId } from '../../../../src/extension/app/downloadPlan.ts';
import { fakeModel, startFileServer, type FileServer } from '../../../support/fileServer.ts';
import { SmallDisk } from '../../../support/smallDisk.ts';
import { builtWorker, filesIn, kept, openWindow, planFor, until } from './rig.ts';

const MIB = 2 ** 20;
/** The downloader fetches in so many places at once; where one comes to another's block, what is on its way is lost. */
const STREAMS = 3;
/** A block, which on a busy machine has arrived before anybody reads that it is not wanted. */
const ON_ITS_WAY = 5 * MIB;
const LARGE = fakeModel(60 * MIB + 77, 7);
const SHA = createHash('sha256').update(LARGE).digest('hex');
const worker = builtWorker();

let server: FileServer;
let folder: string;

beforeEach(async () => {
  server = await startFileServer(LARGE);
  folder = await mkdtemp(path.join(worker.folder(), 'models-'));
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const window = () => openWindow({ workerPath: worker.file(), folder });
const address = (): string => `${server.origin}/large.gguf`;
const target = (): string => path.join(folder, ...downloadId(address()).split('/'));
/** Half of it is on the disk, and noted there. */
const half = (): Promise<void> =>
  expect
    .poll(() => kept(folder, LARGE.length), { timeout: 20_000, interval: 20 })
    .toBeGreaterThan(LARGE.length / 2);
const isThere = async (content = LARGE): Promise<boolean> =>
  content.equals(await readFile(target()));

describe('a download that was interrupted', () => {
  it('by a pause goes on where it was', async () => {
    server.behave({ pauseMs: 20 });
    const downloads = window();
    const plan = await planFor(downloads, address());
    const running = downloads.start(plan);
    await half();
    await downloads.pause(plan.id);
    expect(await running).toEqual({ kind: 'paused' });
    expect(downloads.rows()).toMatchObject([{ state: 'paused', bytesTotal: LARGE.length }]);
    server.takeSent();
    await delay(300);
    expect(server.takeSent()).toBe(0);

    server.behave({ pauseMs: 0 });
    expect(await downloads.resume(plan.id)).toMatchObject({ kind: 'done' });
    expect(await isThere()).toBe(true);
    expect(server.takeSent()).toBeLessThan(LARGE.length / 2 + STREAMS * ON_ITS_WAY);
  });

  it('by a killed process is shown as failed, and fetches what is missing only', async () => {
    server.behave({ pauseMs: 20 });
    const downloads = window();
    const plan = await planFor(downloads, address(), SHA);
    const running = downloads.start(plan);
    await half();
    for (const pid of workersOf(process.pid)) process.kill(pid, 'SIGKILL');
    expect(await running).toMatchObject({ kind: 'failed', code: 'processEnded' });

    // Another window, or this one after a restart.
    const after = window();
    await after.refresh();
    const [row] = after.rows();
    expect(row).toMatchObject({ id: plan.id, state: 'paused', bytesTotal: LARGE.length });
    const missing = LARGE.length - (row?.bytesDone ?? 0);
    expect(missing).toBeLessThan(LARGE.length / 2);
    server.takeSent();
    server.behave({ pauseMs: 0 });
    expect(await after.resume(plan.id)).toMatchObject({ kind: 'done', isChecked: true });
    expect(await isThere()).toBe(true);
    expect(server.takeSent()).toBeLessThan(missing + STREAMS * ON_ITS_WAY);
  });

  it('by a killed window ends at once, and goes on in the next one when asked to', async () => {
    const script = path.join(worker.folder(), 'loneWindow.mjs');
    await build({
      entryPoints: [fileURLToPath(new URL('loneWindow.ts', import.meta.url))],
      outfile: script,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
    });
    server.behave({ pauseMs: 20 });
    const lone = spawn(process.execPath, [script, worker.file(), folder, address()], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await half();
    const [child = 0] = workersOf(lone.pid ?? 0);
    expect(child).toBeGreaterThan(0);
    lone.kill('SIGKILL');
    await once(lone, 'exit');
    await expect.poll(() => isAlive(child), { timeout: 5000 }).toBe(false);

    server.takeSent();
    const next = window();
    await next.refresh();
    expect(next.rows()).toMatchObject([{ state: 'paused' }]);
    await delay(300);
    // Nothing goes on by itself.
    expect(server.takeSent()).toBe(0);
    const [row] = next.rows();
    server.behave({ pauseMs: 0 });
    expect(await next.resume(row?.id ?? '')).toMatchObject({ kind: 'done' });
    expect(await isThere()).toBe(true);
    const missing = LARGE.length - (row?.bytesDone ?? 0);
    expect(server.takeSent()).toBeLessThan(missing + STREAMS * ON_ITS_WAY);
  });

  it.each([
    ['it is resumed', false],
    ['its address is pasted anew', true],
  ])('begins again when the file is another one by the time that %s', async (_, isAnew) => {
    server.behave({ pauseMs: 20 });
    const downloads = window();
    const plan = await planFor(downloads, address());
    const running = downloads.start(plan);
    await half();
    await downloads.pause(plan.id);
    await running;
    const other = fakeModel(LARGE.length, 8);
    server.behave({ content: other, headers: { etag: '"other"' }, pauseMs: 0 });
    const again = isAnew ? await planFor(downloads, address()) : plan;
    server.takeSent();
    const end = isAnew ? downloads.start(again) : downloads.resume(plan.id);
    const ended = await end;
    expect(ended, JSON.stringify(ended)).toMatchObject({ kind: 'done' });
    expect(server.takeSent()).toBeGreaterThanOrEqual(LARGE.length);
    expect(await isThere(other)).toBe(true);
  });

  it('begins again when the file is replaced while it is fetched', async () => {
    server.behave({ pauseMs: 20, cutAfter: 12 * MIB });
    const downloads = window();
    const plan = await planFor(downloads, address());
    const running = downloads.start(plan);
    await until(downloads, bytes => bytes > LARGE.length / 6);
    const other = fakeModel(LARGE.length, 9);
    server.behave({ content: other, headers: { etag: '"other"' }, pauseMs: 0, cutAfter: Infinity });
    expect(await running).toMatchObject({ kind: 'done' });
    expect(await isThere(other)).toBe(true);
  });

  it('and cancelled leaves nothing behind', async () => {
    server.behave({ pauseMs: 20 });
    const downloads = window();
    const plan = await planFor(downloads, address());
    const running = downloads.start(plan);
    await half();
    await downloads.pause(plan.id);
    await running;
    const after = window();
    await after.refresh();
    await after.cancel(plan.id);
    expect(await filesIn(folder)).toEqual([]);
  });
});

describe('a disk without room', () => {
  let disk: SmallDisk | undefined;
  beforeEach(async () => {
    const place = path.join(folder, 'disk');
    await mkdir(place);
    disk = await SmallDisk.mount(place, '70m');
    folder = place;
  });
  afterEach(() => disk?.unmount());

  it('is told before anything is fetched', async context => {
    if (!disk) return context.skip('mounting is not allowed here');
    const downloads = window();
    const plan = await planFor(downloads, address());
    server.takeSent();
    expect(await downloads.start(plan)).toMatchObject({ kind: 'failed', code: 'diskFull' });
    expect(server.takeSent()).toBeLessThan(1000);
  });

  it('that fills while it is fetched ends it in words; with room again it goes on', async context => {
    if (!disk) return context.skip('mounting is not allowed here');
    const smaller = LARGE.subarray(0, 45 * MIB);
    server.behave({ content: smaller, pauseMs: 40 });
    const downloads = window();
    const plan = await planFor(downloads, address());
    const running = downloads.start(plan);
    await expect
      .poll(() => kept(folder, smaller.length), { timeout: 20_000, interval: 20 })
      .toBeGreaterThan(10 * MIB);
    await disk.fill();
    expect(await running).toMatchObject({ kind: 'failed', code: 'diskFull' });
    await disk.free();
    server.behave({ pauseMs: 0 });
    server.takeSent();
    expect(await downloads.resume(plan.id)).toMatchObject({ kind: 'done' });
    expect(await isThere(smaller)).toBe(true);
    expect(server.takeSent()).toBeLessThan(smaller.length);
  });
});

/** The processes that a process has started, without their own. */
function workersOf(parent: number): number[] {
  const all = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return all
    .split('\n')
    .map(line => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter(found => Number(found?.[2]) === parent && found?.[3]?.includes('downloadProcess.mjs'))
    .map(found => Number(found?.[1]));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
