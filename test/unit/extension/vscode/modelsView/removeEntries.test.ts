import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BotEntries, BotEntry } from '../../../../../src/extension/app/botEntries.ts';
import { disk, double, reset } from '../filesDouble.ts';

vi.mock('vscode', () => double);
const { removeEntries } =
  await import('../../../../../src/extension/vscode/modelsView/removeEntries.ts');

const FILE = '/zoo/.vscode/settings.json';
const FAR = { name: 'Far', kind: 'openai', baseUrl: 'http://127.0.0.1:9/v1', model: 'm' };
const BEFORE = '{ "chatzoo.bots": [/* ours */ …] }';
const AFTER = '{ "chatzoo.bots": [] }';

describe('bots that were removed', () => {
  let added: (readonly BotEntry[])[];
  const entriesOf = (all: readonly BotEntry[]): BotEntries => ({
    all: () => all,
    add: entries => Promise.resolve(void added.push(entries)),
    change: () => Promise.reject(new Error('not meant')),
    remove: () => Promise.resolve(void disk.files.set(FILE, AFTER)),
  });
  beforeEach(() => {
    reset();
    added = [];
    disk.files.set(FILE, BEFORE);
  });

  it('come back with the file as it was', async () => {
    const undo = await removeEntries(entriesOf([FAR]), ['Far']);
    await undo();
    expect(disk.files.get(FILE)).toBe(BEFORE);
    expect(added).toEqual([]);
  });

  it('come back at the end of a list that has changed just before it is put back', async () => {
    const undo = await removeEntries(entriesOf([FAR]), ['Far']);
    const { readFile } = double.workspace.fs;
    let reads = 0;
    const spy = vi.spyOn(double.workspace.fs, 'readFile').mockImplementation(async uri => {
      const bytes = await readFile(uri);
      // Right after the first look another program writes.
      if (++reads === 1) disk.files.set(FILE, '{ "chatzoo.bots": ["other"] }');
      return bytes;
    });
    await undo();
    spy.mockRestore();
    expect(disk.files.get(FILE)).toBe('{ "chatzoo.bots": ["other"] }');
    expect(added).toEqual([[FAR]]);
  });

  it('come back each once: of two of a name, the one that went', async () => {
    const broken = { name: 'Far', kind: 'openai' };
    const near = { ...FAR, name: 'Near' };
    const undo = await removeEntries(entriesOf([broken, near, FAR]), ['Far', 'Near']);
    disk.files.set(FILE, '{}');
    await undo();
    expect(added).toEqual([[near, FAR]]);
  });
});
