import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Refusal, type RefusalCode } from '../../../../../src/extension/app/refusal.ts';
import { ApiKeys } from '../../../../../src/extension/vscode/apiKeys.ts';
import type { importConfig as ImportConfig } from '../../../../../src/extension/vscode/importing/importConfig.ts';
import { disk, double, reset } from '../filesDouble.ts';

vi.mock('vscode', () => double);
vi.mock('../../../../../src/extension/vscode/importing/configPicks.ts', () => ({
  askBots: (_: string, bots: unknown) => Promise.resolve(bots),
  askKeys: () => Promise.resolve(true),
}));
const { importConfig } =
  await import('../../../../../src/extension/vscode/importing/importConfig.ts');

const FILE = '/zoo/bots.json';
const SERVER = 'https://x.example/v1';

describe('the keys of a configuration', () => {
  let stored: Map<string, string>;
  let keys: ApiKeys;
  beforeEach(() => {
    reset();
    disk.files.set(FILE, JSON.stringify({ a: { api_base: SERVER, api_key: 'sk-zoo' } }));
    stored = new Map();
    keys = new ApiKeys({
      get: name => Promise.resolve(stored.get(name)),
      store: (name, value) => Promise.resolve(void stored.set(name, value)),
      delete: name => Promise.resolve(void stored.delete(name)),
    });
  });

  /** Adding the bots is refused with this code. */
  const run = (code: RefusalCode): Promise<void> => {
    const done = (): Promise<void> => Promise.resolve();
    const document = { set: () => {}, show: done, setLanguage: done, close: done };
    const context = {
      entries: { all: () => [], add: () => Promise.reject(new Refusal(code, 'Why.')) },
      apiKeys: keys,
      reports: { make: () => document },
      log: { warn: () => {} },
    };
    return importConfig(
      context as unknown as Parameters<typeof ImportConfig>[0],
      double.Uri.file(FILE) as never,
    );
  };

  it('are taken back where its bots are not written', async () => {
    await keys.set(SERVER, 'sk-old');
    await expect(run('notSaved')).rejects.toThrow('Why.');
    expect(await keys.get(SERVER)).toBe('sk-old');
  });

  it('stay where its bots are written, though the editor has not read them', async () => {
    await expect(run('notRead')).rejects.toThrow('Why.');
    expect(await keys.get(SERVER)).toBe('sk-zoo');
  });
});
