import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Refusal, type RefusalCode } from '../../../../../src/extension/app/refusal.ts';
import type { CommandContext } from '../../../../../src/extension/vscode/commands/command.ts';
import { disk, double, editor, reset } from '../filesDouble.ts';

vi.mock('vscode', () => double);
const { newCustomBot } =
  await import('../../../../../src/extension/vscode/commands/newCustomBot.ts');

/** What adding the entry ends with. */
const make = (code?: RefusalCode): void | Promise<void> =>
  newCustomBot({
    extension: { extensionPath: '/extension' },
    entries: {
      all: () => [],
      add: () => (code ? Promise.reject(new Refusal(code, 'Why.')) : Promise.resolve()),
    },
  } as unknown as CommandContext);

describe('the module of a new custom bot', () => {
  beforeEach(() => {
    reset();
    disk.files.set('/extension/types/customBot.mjs', 'sample');
    disk.files.set('/extension/types/chatzoo.d.ts', '// types');
    editor.typed = 'My bot';
  });

  it('is written into a folder that was not there', async () => {
    await make();
    expect(disk.files.get('/zoo/bots/my-bot.mjs')).toBe('sample');
  });

  it('is not written over one whose name differs in case, nor is that one deleted', async () => {
    disk.files.set('/zoo/bots/My-Bot.mjs', 'mine');
    await expect(make('notSaved')).rejects.toThrow('Why.');
    expect([...disk.files.keys()].filter(file => file.endsWith('.mjs')).sort()).toEqual([
      '/extension/types/customBot.mjs',
      '/zoo/bots/My-Bot.mjs',
    ]);
    await make();
    expect(disk.files.get('/zoo/bots/my-bot-2.mjs')).toBe('sample');
    expect(disk.files.has('/zoo/bots/my-bot.mjs')).toBe(false);
  });

  it('is not written where nobody can tell which names are taken', async () => {
    disk.files.set('/zoo/bots/my-bot.mjs', 'mine');
    disk.listingFails = 'NoPermissions';
    await expect(make()).rejects.toThrow('NoPermissions');
    expect(disk.files.get('/zoo/bots/my-bot.mjs')).toBe('mine');
  });

  it('stays where its entry is written, though the editor has not read it', async () => {
    await expect(make('notRead')).rejects.toThrow('Why.');
    expect(disk.files.get('/zoo/bots/my-bot.mjs')).toBe('sample');
  });
});
