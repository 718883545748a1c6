import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replaceFolder } from '../../../scripts/replaceFolder.mjs';

let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-replace-'));
  folder = path.join(root, 'dist');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const replace = (files: Readonly<Record<string, string>>): Promise<void> =>
  replaceFolder(
    folder,
    new Map(Object.entries(files).map(([name, text]) => [path.join(folder, name), text])),
    root,
  );

it('makes the folder hold these files and no others', async () => {
  await replace({ 'a.js': 'a' });
  await mkdir(path.join(folder, 'stale', 'deep'), { recursive: true });
  await writeFile(path.join(folder, 'stale', 'deep', 'old.js'), 'old');
  await replace({ 'b.js': 'b', 'pages/c.js': 'c' });
  expect((await readdir(root, { recursive: true })).sort()).toEqual(
    ['dist', 'dist/b.js', 'dist/pages', 'dist/pages/c.js'].map(name => path.normalize(name)),
  );
  expect(await readFile(path.join(folder, 'pages', 'c.js'), 'utf8')).toBe('c');
});

it('never lets a reader meet a file that is missing or half written', async () => {
  const [even, odd] = ['0'.repeat(1_000_000), '1'.repeat(1_000_000)];
  await replace({ 'page.js': even });
  const writing = { isOver: false };
  const written = (async () => {
    for (let i = 1; i <= 40; i++) await replace({ 'page.js': i % 2 === 0 ? even : odd });
  })().finally(() => {
    writing.isOver = true;
  });
  let read = 0;
  while (!writing.isOver) {
    const text = await readFile(path.join(folder, 'page.js'), 'utf8');
    expect(text === even || text === odd).toBe(true);
    read++;
  }
  await written;
  expect(read).toBeGreaterThan(1);
});
