import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { disk, double, editor, reset } from '../filesDouble.ts';

vi.mock('vscode', () => double);
const { changeEntries } = await import('../../../../../src/extension/vscode/bots/changeEntries.ts');
const { changeSettingsFile } =
  await import('../../../../../src/extension/vscode/bots/settingsFile.ts');

const FILE = '/zoo/.vscode/settings.json';

beforeEach(() => {
  reset();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it.each([
  ['file of the workspace', undefined],
  ['settings of the user', [{ name: 'Far' }]],
])('tells what is written and not read from what is not written, in the %s', async (_, ofUser) => {
  editor.readOfUser = ofUser;
  const change = changeEntries({ kind: 'add', entries: [{ name: 'New' }] });
  const refused = expect(change).rejects.toMatchObject({ name: 'Refusal', code: 'notRead' });
  await vi.advanceTimersByTimeAsync(20_000);
  await refused;
  if (ofUser === undefined) expect(disk.files.get(FILE)).toContain('"New"');
});

it('makes no settings file where nothing changes', async () => {
  const uri = double.Uri.file(FILE);
  expect(await changeSettingsFile(uri as never, text => text)).toBe('');
  expect(disk.files.size).toBe(0);
});
