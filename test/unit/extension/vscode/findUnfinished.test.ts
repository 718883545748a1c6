import os from 'node:os';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { Emitter } from '../../../../src/core/std/emitter.ts';
import type { Settings } from '../../../../src/extension/app/settings.ts';
import type { CommandContext } from '../../../../src/extension/vscode/commands/command.ts';

let folder = '';
vi.mock('vscode', () => ({
  extensions: { getExtension: () => undefined },
  workspace: { getConfiguration: () => ({ get: () => folder }) },
}));
const { findUnfinished } =
  await import('../../../../src/extension/vscode/downloads/findUnfinished.ts');
const { refreshModels } =
  await import('../../../../src/extension/vscode/commands/refreshModels.ts');

it('looks for unfinished downloads at first, and when the models go into another folder', () => {
  const refresh = vi.fn(() => Promise.resolve());
  const changed = new Emitter<Settings>();
  const change = (to: string): void => {
    folder = to;
    changed.fire({} as Settings);
  };
  const following = findUnfinished({
    downloads: { refresh },
    settings: { onChange: changed.event },
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });
  expect(refresh).toHaveBeenCalledTimes(1);
  change('');
  change(path.join(os.homedir(), '.cache', 'chatzoo', 'models'));
  expect(refresh, 'it is the same folder').toHaveBeenCalledTimes(1);
  change('/models');
  change('');
  expect(refresh).toHaveBeenCalledTimes(3);
  following.dispose();
  change('/models');
  expect(refresh).toHaveBeenCalledTimes(3);
});

it('looks for those of other windows when the view is refreshed', async () => {
  const refresh = vi.fn(() => Promise.resolve());
  const modelsTree = { refresh: vi.fn() };
  const press = (app: () => Promise<unknown>) =>
    refreshModels({ app, modelsTree } as unknown as CommandContext);
  await press(() => Promise.resolve({ downloads: { refresh } }));
  expect(refresh).toHaveBeenCalledTimes(1);
  await press(() => Promise.reject(new Error('The view itself says it')));
  expect(modelsTree.refresh).toHaveBeenCalledTimes(2);
});
