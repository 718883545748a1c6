import { spawnSync } from 'node:child_process';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreFolder } from './storeFolder.ts';
import { bundleWindow, sqlJsPath, start } from './windowProcess.ts';

const isLinux = process.platform === 'linux';
const isRoot = process.getuid?.() === 0;
/** Whether a process may have mounts of its own; root of a container may be forbidden too. */
const mayMount =
  isLinux && spawnSync('sh', ['-c', 'unshare -rm mount -t tmpfs none /mnt']).status === 0;
const NOBODY = 65534;

let folder: StoreFolder;
let script: string;
beforeEach(async () => {
  folder = await StoreFolder.create();
  script = await bundleWindow(new URL('diskWindow.ts', import.meta.url), folder.folder);
});
afterEach(() => folder.remove());

/** Runs shell lines that may start windows with `window <path> <tasks>`. @returns what they printed. */
async function shell(lines: readonly string[], prefix: readonly string[]): Promise<Told> {
  const window = `window() { p="$1"; shift; "${process.execPath}" "${script}" "$p" "${sqlJsPath}" "$@"; }`;
  const args = [...prefix, 'sh', '-ec', [window, ...lines].join('\n')];
  const { lines: printed, code, complaints } = await start('env', args).ended;
  if (code !== 0) throw new Error(`The shell ended with ${code}: ${complaints}`);
  const all = (word: string): readonly string[] =>
    printed.filter(line => line.startsWith(`${word} `)).map(line => line.slice(word.length + 1));
  return {
    saved: all('saved'),
    found: all('found'),
    errors: all('error'),
    notices: all('notice'),
    states: all('state'),
  };
}

type Told = Readonly<
  Record<'saved' | 'found' | 'errors' | 'notices' | 'states', readonly string[]>
>;

describe.skipIf(!mayMount)(
  'a disk of two megabytes (needs mounts of its own)',
  { timeout: 120_000 },
  () => {
    const onSmallDisk = (...lines: readonly string[]): Promise<Told> =>
      shell(
        [
          `mkdir -p "${folder.folder}/disk"; cd "${folder.folder}"`,
          'mount -t tmpfs -o size=2m none disk',
          ...lines,
        ],
        ['unshare', '-rm'],
      );

    it('that fills up loses nothing that was acknowledged, and works again once there is room', async () => {
      const told = await onSmallDisk(
        'dd if=/dev/zero of=disk/other bs=1k count=1400 2>/dev/null',
        'window "$PWD/disk/zoo.db" fill:a add:b',
        'rm disk/other',
        'window "$PWD/disk/zoo.db" add:c list',
      );
      expect(told.saved.length).toBeGreaterThan(20);
      expect(told.errors.length).toBeGreaterThan(0);
      expect(new Set(told.errors)).toEqual(new Set(['full']));
      expect(told.saved).toContain('c');
      const found = new Set(told.found);
      expect(told.saved.filter(id => !found.has(id))).toEqual([]);
      expect(
        told.notices.filter(kind => !['snapshotFailed', 'tornTail', 'full'].includes(kind)),
      ).toEqual([]);
    });

    it('works again in the same window', async () => {
      const told = await onSmallDisk(
        'dd if=/dev/zero of=disk/other bs=1k count=1500 2>/dev/null',
        '(sleep 4; rm disk/other) &',
        'window "$PWD/disk/zoo.db" fill:a fill:b list',
        'wait',
      );
      expect(told.errors[0]).toBe('full');
      const found = new Set(told.found);
      expect(told.saved.filter(id => !found.has(id))).toEqual([]);
    });

    it('that is full at opening can be read', async () => {
      const told = await onSmallDisk(
        'window "$PWD/disk/zoo.db" add:a',
        'dd if=/dev/zero of=disk/other bs=1k 2>/dev/null || true',
        'window "$PWD/disk/zoo.db" list add:b state',
        'rm disk/other',
        'window "$PWD/disk/zoo.db" add:c list',
      );
      expect(told.notices).toContain('full');
      expect(told.states).toEqual(['readOnly']);
      expect(told.errors).toEqual(['full']);
      expect(told.found).toEqual(['a', 'a', 'c']);
    });

    it('that is full at opening, with nothing on it, is refused', async () => {
      const told = await onSmallDisk(
        'dd if=/dev/zero of=disk/other bs=1k 2>/dev/null || true',
        'window "$PWD/disk/zoo.db" add:a',
      );
      expect(told.errors).toEqual(['full']);
    });

    it('that became read-only can be read', async () => {
      const told = await onSmallDisk(
        'window "$PWD/disk/zoo.db" add:a',
        'mount -o remount,ro disk',
        'window "$PWD/disk/zoo.db" list add:b state',
        'mount -o remount,rw disk',
        'window "$PWD/disk/zoo.db" add:c list',
      );
      expect(told.notices).toEqual(['readOnly']);
      expect(told.states).toEqual(['readOnly']);
      expect(told.errors).toEqual(['readOnly']);
      expect(told.found).toEqual(['a', 'a', 'c']);
    });
  },
);

describe.skipIf(!isLinux)('a limit on the size of files', { timeout: 120_000 }, () => {
  it('that is reached loses nothing that was acknowledged, and is told', async () => {
    const told = await shell(
      [
        `cd "${folder.folder}"`,
        // Blocks of 512 bytes; the signal that comes with it is ignored by Node.
        '(ulimit -f 400; window "$PWD/zoo.db" fill:a add:b)',
        'window "$PWD/zoo.db" add:c list',
      ],
      [],
    );
    expect(told.saved.length).toBeGreaterThan(20);
    expect(new Set(told.errors)).toEqual(new Set(['full']));
    const found = new Set(told.found);
    expect(told.saved.filter(id => !found.has(id))).toEqual([]);
    expect(told.saved).toContain('c');
  });
});

describe.skipIf(!isLinux)('a folder that may not be written', { timeout: 120_000 }, () => {
  it('can be read, and says so', async () => {
    const place = join(folder.folder, 'mine');
    await mkdir(place);
    const path = join(place, 'zoo.db');
    await writeFile(join(folder.folder, 'package.json'), '{}');
    const first = await folder.open({ path });
    await first.database.write({
      sql: `INSERT INTO sessions (id, title, mode, annotation_mode, created_at, updated_at)
        VALUES ('a', '', 'arena', 'session', 0, 0)`,
      params: [],
    });
    await first.database.close();
    await chmod(folder.folder, 0o755);
    for (const name of ['zoo.db', 'zoo.db.journal', 'zoo.db.owner'])
      await chmod(join(place, name), 0o444);
    await chmod(place, 0o555);
    // Permissions do not hold root back.
    const options = isRoot ? { uid: NOBODY } : {};
    const args = [script, path, sqlJsPath, 'list', 'add:b', 'state'];
    const { lines } = await start(process.execPath, args, options).ended;
    await chmod(place, 0o755);
    expect(lines).toEqual(['notice readOnly', 'found a', 'error readOnly', 'state readOnly']);
    await rm(place, { recursive: true });
  });
});
