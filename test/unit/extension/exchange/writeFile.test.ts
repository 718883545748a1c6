import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile as put } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFile } from '../../../../src/extension/exchange/writeFile.ts';

async function* given(...pieces: readonly string[]): AsyncIterable<string> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

/** Gives a first piece, runs `then`, and gives a second one. */
async function* interrupted(then: () => Promise<void> | void): AsyncIterable<string> {
  yield 'x'.repeat(300_000);
  await then();
  yield 'the end';
}

function asRoot(program: string, ...args: readonly string[]): void {
  execFileSync(program, args, { stdio: 'pipe' });
}

/** Whether this user, in this container, may have small disks. */
function canMount(): boolean {
  try {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'chatzoo-disk-'));
    asRoot('mount', '-t', 'tmpfs', 'tmpfs', folder);
    asRoot('umount', folder);
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

describe('writeFile', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-write-'));
    file = path.join(folder, 'zoo.json');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('writes the pieces in order, tells how far it is and leaves nothing else', async () => {
    const told: number[] = [];
    const big = '中'.repeat(200_000);
    const bytes = await writeFile(file, given('{', big, '', '}\n'), {
      onBytes: so => told.push(so),
    });
    expect(await readFile(file, 'utf8')).toBe(`{${big}}\n`);
    expect(bytes).toBe(600_003);
    expect(told).toEqual([600_001, 600_003]);
    expect(await readdir(folder)).toEqual(['zoo.json']);
  });

  it('writes an empty file if there is nothing to write', async () => {
    expect(await writeFile(file, given())).toBe(0);
    expect(await readFile(file, 'utf8')).toBe('');
  });

  it('writes bytes as they are, as pieces that are there already', async () => {
    const bytes = Uint8Array.from([0x89, 0, 0xff]);
    expect(await writeFile(file, [bytes, '中', bytes])).toBe(9);
    expect(await readFile(file)).toEqual(
      Buffer.from([0x89, 0, 0xff, 0xe4, 0xb8, 0xad, 0x89, 0, 0xff]),
    );
  });

  it('replaces a file, and the one a link leads to', async () => {
    await put(file, 'old');
    const link = path.join(folder, 'link.json');
    await symlink(file, link);
    await writeFile(link, given('new'));
    expect(await readFile(file, 'utf8')).toBe('new');
    expect((await readdir(folder)).sort()).toEqual(['link.json', 'zoo.json']);
  });

  it('keeps the old file and no half one if the pieces fail', async () => {
    await put(file, 'old');
    const failing = interrupted(() => {
      throw new Error('the database said no');
    });
    await expect(writeFile(file, failing)).rejects.toThrow('the database said no');
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['zoo.json']);
  });

  it('keeps the old file and no half one if it is cancelled', async () => {
    await put(file, 'old');
    const cancel = new AbortController();
    const pieces = interrupted(() => {
      cancel.abort();
    });
    await expect(writeFile(file, pieces, { signal: cancel.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['zoo.json']);
  });

  it('says so if the folder is not there', async () => {
    const nowhere = path.join(folder, 'none', 'zoo.json');
    await expect(writeFile(nowhere, given('x'))).rejects.toMatchObject({ code: 'noFolder' });
    const inFile = path.join(file, 'zoo.json');
    await put(file, 'old');
    await expect(writeFile(inFile, given('x'))).rejects.toMatchObject({ code: 'noFolder' });
  });

  it('says so if the folder vanishes while it writes, and does not make it again', async () => {
    const inner = path.join(folder, 'inner');
    await mkdir(inner);
    const pieces = interrupted(() => rm(inner, { recursive: true }));
    await expect(writeFile(path.join(inner, 'zoo.json'), pieces)).rejects.toMatchObject({
      code: 'noFolder',
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says so if a folder has the name', async () => {
    await mkdir(file);
    await expect(writeFile(file, given('x'))).rejects.toMatchObject({ code: 'isFolder' });
    expect(await readdir(folder)).toEqual(['zoo.json']);
  });

  it('does not ask for more pieces than it can write: 200 MB need no memory', async () => {
    const piece = 'The ants carried a leaf. '.repeat(2_000);
    const count = Math.ceil(200_000_000 / piece.length);
    let most = 0;
    async function* many(): AsyncIterable<string> {
      for (let n = 0; n < count; n++) {
        if (n % 100 === 0) most = Math.max(most, process.memoryUsage().rss);
        yield await Promise.resolve(piece);
      }
    }
    const before = process.memoryUsage().rss;
    expect(await writeFile(file, many())).toBe(count * piece.length);
    // Buffers that wait for the garbage collector are most of it.
    expect(most - before).toBeLessThan(100_000_000);
  });

  describe.skipIf(!canMount())('on a disk of its own (needs to be root on Linux)', () => {
    let disk: string;
    const mount = (...options: string[]): void => {
      asRoot('mount', ...options, disk);
    };
    beforeEach(async () => {
      disk = path.join(folder, 'disk');
      await mkdir(disk);
      mount('-t', 'tmpfs', '-o', 'size=256k', 'tmpfs');
    });
    afterEach(() => {
      asRoot('umount', disk);
    });

    it('says that the disk is full, keeps the old file and frees what it had taken', async () => {
      const target = path.join(disk, 'zoo.json');
      await put(target, 'old');
      const pieces = given(...Array.from({ length: 20 }, () => 'x'.repeat(100_000)));
      await expect(writeFile(target, pieces)).rejects.toMatchObject({ code: 'full' });
      expect(await readFile(target, 'utf8')).toBe('old');
      expect(await readdir(disk)).toEqual(['zoo.json']);
    });

    it('says that the folder may not be written', async () => {
      mount('-o', 'remount,ro');
      const target = path.join(disk, 'zoo.json');
      await expect(writeFile(target, given('x'))).rejects.toMatchObject({ code: 'notAllowed' });
    });
  });
});
