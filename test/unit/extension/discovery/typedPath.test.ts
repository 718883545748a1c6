import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  expandPath,
  followPath,
  shortenPath,
  type PathBase,
} from '../../../../src/extension/discovery/typedPath.ts';

const linux: PathBase = { platform: 'linux', home: '/home/anna', folder: '/srv/zoo' };
const windows: PathBase = { platform: 'win32', home: 'C:\\Users\\anna', folder: 'D:\\zoo' };

describe('expandPath', () => {
  it.each([
    ['/m/owl.gguf', '/m/owl.gguf'],
    ['  /m/owl.gguf\n', '/m/owl.gguf'],
    ['"/m/my owl.gguf"', '/m/my owl.gguf'],
    ["'/m/owl.gguf'", '/m/owl.gguf'],
    ['~/owl.gguf', '/home/anna/owl.gguf'],
    ['~', '/home/anna'],
    ['~owl.gguf', '/srv/zoo/~owl.gguf'],
    ['${workspaceFolder}/owl.gguf', '/srv/zoo/owl.gguf'],
    ['${userHome}/owl.gguf', '/home/anna/owl.gguf'],
    ['owl.gguf', '/srv/zoo/owl.gguf'],
    ['../owl.gguf', '/srv/owl.gguf'],
    ['file:///m/my%20owl.gguf', '/m/my owl.gguf'],
  ])('makes %s to %s', (typed, expected) => {
    expect(expandPath(typed, linux)).toBe(expected);
  });

  it.each([
    ['C:\\m\\owl.gguf', 'C:\\m\\owl.gguf'],
    ['"C:\\m\\my owl.gguf"', 'C:\\m\\my owl.gguf'],
    ['c:/m/owl.gguf', 'c:\\m\\owl.gguf'],
    ['~\\owl.gguf', 'C:\\Users\\anna\\owl.gguf'],
    ['${workspaceFolder}/owl.gguf', 'D:\\zoo\\owl.gguf'],
    ['models\\owl.gguf', 'D:\\zoo\\models\\owl.gguf'],
    ['\\\\server\\share\\owl.gguf', '\\\\server\\share\\owl.gguf'],
    ['file:///C:/m/owl.gguf', 'C:\\m\\owl.gguf'],
  ])('on Windows makes %s to %s', (typed, expected) => {
    expect(expandPath(typed, windows)).toBe(expected);
  });

  it('starts at the home folder where there is no workspace, and takes a $ as it is', () => {
    const base = { ...linux, folder: undefined };
    expect(expandPath('owl.gguf', base)).toBe('/home/anna/owl.gguf');
    expect(expandPath('${workspaceFolder}/a', { ...linux, folder: '/w/$&' })).toBe('/w/$&/a');
  });

  it('has nothing for nothing', () => {
    for (const text of ['', '  \n', '""', 'file://%zz']) {
      expect(expandPath(text, linux)).toBeUndefined();
    }
  });
});

describe('shortenPath', () => {
  it.each([
    ['/srv/zoo/models/owl.gguf', '${workspaceFolder}/models/owl.gguf'],
    ['/home/anna/owl.gguf', '~/owl.gguf'],
    ['/srv/zoological/owl.gguf', '/srv/zoological/owl.gguf'],
    ['/srv/zoo/..owl.gguf', '${workspaceFolder}/..owl.gguf'],
    ['/srv/zoo', '/srv/zoo'],
    ['/data/owl.gguf', '/data/owl.gguf'],
  ])('writes %s as %s', (file, expected) => {
    expect(shortenPath(file, linux)).toBe(expected);
    expect(expandPath(expected, linux)).toBe(file);
  });

  it.each([
    ['D:\\zoo\\models\\owl.gguf', '${workspaceFolder}/models/owl.gguf'],
    ['C:\\Users\\anna\\owl.gguf', '~/owl.gguf'],
    ['E:\\owl.gguf', 'E:\\owl.gguf'],
    ['\\\\server\\share\\owl.gguf', '\\\\server\\share\\owl.gguf'],
  ])('on Windows writes %s as %s', (file, expected) => {
    expect(shortenPath(file, windows)).toBe(expected);
    expect(expandPath(expected, windows)).toBe(file);
  });

  it('prefers the workspace where that lies in the home folder', () => {
    const base = { ...linux, folder: '/home/anna/zoo' };
    expect(shortenPath('/home/anna/zoo/a.gguf', base)).toBe('${workspaceFolder}/a.gguf');
  });
});

describe('followPath', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chatzoo-typed-'));
    for (const name of ['models', 'more', '.hidden']) await mkdir(path.join(folder, name));
    for (const name of ['owl.gguf', 'Moa.GGUF', 'notes.txt', 'models/parrot.gguf']) {
      await writeFile(path.join(folder, name), 'x');
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  const names = async (file: string) => {
    const found = await followPath(path.join(folder, file));
    return found.kind === 'file'
      ? found.kind
      : [found.kind, ...found.choices.map(({ name }) => name)];
  };

  it('finds a file', async () => {
    expect(await names('owl.gguf')).toBe('file');
    expect(await names('notes.txt')).toBe('file');
  });

  it('lists the GGUF files of a folder, then its folders', async () => {
    expect(await names('.')).toEqual(['folder', 'Moa.GGUF', 'owl.gguf', 'models', 'more']);
    expect(await names('more')).toEqual(['folder']);
  });

  it('completes what is not there', async () => {
    expect(await names('mo')).toEqual(['missing', 'Moa.GGUF', 'models', 'more']);
    expect(await names('models/par')).toEqual(['missing', 'parrot.gguf']);
    expect(await names('.h')).toEqual(['missing', '.hidden']);
    expect(await names('none/at/all')).toEqual(['missing']);
  });

  it('shows the files of a folder with more than can be listed, whatever comes before them', async () => {
    const full = path.join('more', 'full');
    for (let i = 0; i < 210; i++)
      await mkdir(path.join(folder, full, `a${i}`), { recursive: true });
    await writeFile(path.join(folder, full, 'zebra.gguf'), 'x');
    const listed = await names(full);
    expect(listed.slice(0, 3)).toEqual(['folder', 'zebra.gguf', 'a0']);
    expect(listed).toHaveLength(201);
    await rm(path.join(folder, full), { recursive: true });
  });
});
