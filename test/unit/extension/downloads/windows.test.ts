import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadId } from '../../../../src/extension/app/downloadPlan.ts';
import { fakeModel, startFileServer, type FileServer } from '../../../support/fileServer.ts';
import {
  builtWorker,
  filesIn,
  kept,
  openWindow,
  planFor,
  rememberedFolders,
  until,
} from './rig.ts';

const MIB = 2 ** 20;
const MODEL = fakeModel(8 * MIB + 123, 3);
const worker = builtWorker();

let server: FileServer;
let folder: string;

beforeEach(async () => {
  server = await startFileServer(MODEL);
  folder = await mkdtemp(path.join(worker.folder(), 'models-'));
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const window = (place: string | (() => string) = folder, known = rememberedFolders()) =>
  openWindow({ workerPath: worker.file(), folder: place, known });
const address = (): string => `${server.origin}/model.gguf`;
const target = (): string => path.join(folder, ...downloadId(address()).split('/'));
const isThere = async (): Promise<boolean> => MODEL.equals(await readFile(target()));
/** Some of it is on the disk, and noted there. */
const some = (): Promise<void> =>
  expect
    .poll(() => kept(folder, MODEL.length), { timeout: 20_000, interval: 20 })
    .toBeGreaterThan(0);

describe('a download that another window is at', () => {
  it('is refused, stays out of the list, and is not disturbed', async () => {
    server.behave({ pauseMs: 60 });
    const [one, other] = [window(), window()];
    const plan = await planFor(one, address());
    const running = one.start(plan);
    await until(one, bytes => bytes > 0);
    await other.refresh();
    expect(other.rows()).toEqual([]);
    expect(await other.start(plan)).toMatchObject({ kind: 'failed', code: 'busy' });
    expect(other.rows()).toEqual([]);
    await other.cancel(plan.id);
    expect(await running).toMatchObject({ kind: 'done' });
    expect(await isThere()).toBe(true);
  });

  it('cannot be removed by one that saw it paused', async () => {
    server.behave({ pauseMs: 60 });
    const [one, other] = [window(), window()];
    const plan = await planFor(one, address());
    const begun = one.start(plan);
    await some();
    await one.pause(plan.id);
    await begun;
    await other.refresh();
    expect(other.rows()).toMatchObject([{ state: 'paused' }]);
    const running = one.resume(plan.id);
    await until(one, (_, state) => state === 'running');
    await until(one, bytes => bytes > 0);
    await expect(other.cancel(plan.id)).rejects.toMatchObject({ code: 'busy' });
    expect(other.rows()).toEqual([]);
    expect(await running).toMatchObject({ kind: 'done' });
    expect(await isThere()).toBe(true);
  });

  it('keeps its parts when the other one finds that the file was replaced', async () => {
    server.behave({ pauseMs: 60 });
    const [one, other] = [window(), window()];
    const plan = await planFor(one, address());
    const running = one.start(plan);
    await until(one, bytes => bytes > 0);
    const before = server.requests.length;
    const etag = plan.look.validator ?? '';
    server.behave({ headers: { etag, 'x-linked-etag': `"${'b'.repeat(64)}"` } });
    const expected = { ...plan, sha256: createHash('sha256').update(MODEL).digest('hex') };
    expect(await other.start(expected)).toMatchObject({ kind: 'failed' });
    expect(server.requests.length).toBeGreaterThan(before);
    expect(await running).toMatchObject({ kind: 'done' });
    expect(await isThere()).toBe(true);
  });
});

describe('a download whose folder is changed', () => {
  /** Has begun in the folder before, and is paused. */
  const pausedBefore = async () => {
    server.behave({ pauseMs: 60 });
    let current = folder;
    const downloads = window(() => current);
    const plan = await planFor(downloads, address());
    const running = downloads.start(plan);
    await some();
    await downloads.pause(plan.id);
    await running;
    current = path.join(folder, 'elsewhere');
    return { downloads, plan };
  };

  it('leaves nothing in the one before when it is cancelled', async () => {
    const { downloads, plan } = await pausedBefore();
    await downloads.refresh();
    expect(downloads.rows()).toMatchObject([{ state: 'paused' }]);
    await downloads.cancel(plan.id);
    expect(downloads.rows()).toEqual([]);
    expect(await filesIn(folder)).toEqual([]);
  });

  it('goes to the new one when it is resumed, and leaves nothing in the one before', async () => {
    const { downloads, plan } = await pausedBefore();
    server.behave({ pauseMs: 0 });
    expect(await downloads.resume(plan.id)).toMatchObject({ kind: 'done' });
    await downloads.settle(plan.id);
    expect(await filesIn(folder)).toEqual([path.join('elsewhere', ...plan.id.split('/'))]);
  });
});

describe('a download in a folder that was the setting before a restart', () => {
  /** Paused by a window that is closed since; the one that is open has another folder. */
  const reopened = async () => {
    const known = rememberedFolders();
    server.behave({ pauseMs: 60 });
    const before = window(folder, known);
    const plan = await planFor(before, address());
    const running = before.start(plan);
    await some();
    await before.close();
    await running;
    server.behave({ pauseMs: 0 });
    const elsewhere = path.join(folder, 'elsewhere');
    const downloads = window(elsewhere, known);
    await downloads.refresh();
    return { downloads, plan, known, elsewhere };
  };

  it('is listed, and leaves nothing when it is cancelled', async () => {
    const { downloads, plan, known } = await reopened();
    expect(downloads.rows()).toMatchObject([{ id: plan.id, state: 'paused' }]);
    await downloads.cancel(plan.id);
    expect(await filesIn(folder)).toEqual([]);
    expect(known.read()).toEqual([]);
  });

  it('goes to the new one when it is resumed, and leaves nothing in the one before', async () => {
    const { downloads, plan, known } = await reopened();
    expect(await downloads.resume(plan.id)).toMatchObject({ kind: 'done' });
    await downloads.settle(plan.id);
    expect(await filesIn(folder)).toEqual([path.join('elsewhere', ...plan.id.split('/'))]);
    expect(known.read()).toEqual([]);
  });

  it('is listed again once the disk is back that it lies on', async () => {
    const { plan, known, elsewhere } = await reopened();
    const away = `${folder}-away`;
    await rename(folder, away);
    const without = window(elsewhere, known);
    await without.refresh();
    expect(without.rows()).toEqual([]);
    await rename(away, folder);
    const downloads = window(elsewhere, known);
    await downloads.refresh();
    expect(downloads.rows()).toMatchObject([{ id: plan.id, state: 'paused' }]);
  });

  it('is asked for no more once another program has removed it', async () => {
    const { known, elsewhere } = await reopened();
    expect(known.read()).toEqual([folder]);
    for (const name of await filesIn(folder)) await rm(path.join(folder, name));
    await window(elsewhere, known).refresh();
    expect(known.read()).toEqual([]);
  });
});
