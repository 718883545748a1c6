import { beforeEach, expect, it, vi } from 'vitest';
import type { CommandContext } from '../../../../../src/extension/vscode/commands/command.ts';

type Listener = () => void;

/** As much of VS Code's list as the steps use. */
class Pick {
  value = '';
  items: readonly unknown[] = [];
  activeItems: readonly unknown[] = [];
  busy = false;
  isShown = false;
  change: Listener = () => {};
  accept: Listener = () => {};
  #hidden: Listener = () => {};

  onDidChangeValue = (listener: Listener) => (this.change = listener);
  onDidAccept = (listener: Listener) => (this.accept = listener);
  onDidHide = (listener: Listener) => (this.#hidden = listener);
  dispose = () => {};
  show = () => {
    this.isShown = true;
  };
  hide = () => {
    this.isShown = false;
    this.#hidden();
  };

  type(text: string): void {
    this.value = text;
    this.change();
  }
}

let pick: Pick;
vi.mock('vscode', () => ({
  l10n: { t: (text: string) => text },
  env: { language: 'en' },
  workspace: {},
  window: { createQuickPick: () => pick },
  ThemeIcon: vi.fn(),
}));
vi.mock('../../../../../src/extension/vscode/adding/surroundings.ts', () => ({
  readerNow: () => Promise.resolve({}),
}));
vi.mock('../../../../../src/extension/vscode/adding/addEntries.ts', () => ({}));
vi.mock('../../../../../src/extension/vscode/adding/addFiles.ts', () => ({}));

const lookAtTyped = vi.fn();
vi.mock('../../../../../src/extension/vscode/adding/typedModel.ts', () => ({ lookAtTyped }));
const { addByPath } = await import('../../../../../src/extension/vscode/adding/pathPick.ts');

beforeEach(() => {
  pick = new Pick();
  lookAtTyped.mockReset().mockResolvedValue({ kind: 'nothing' });
});

it('closes and tells why when a look fails, though nobody pressed Enter', async () => {
  const adding = addByPath({} as CommandContext);
  await vi.waitFor(() => {
    expect(pick.items).not.toEqual([]);
  });
  lookAtTyped.mockRejectedValue(new Error('broken'));
  pick.type('/m/owl.gguf');
  await expect(adding).rejects.toThrow('broken');
  expect(pick.isShown).toBe(false);
});

it('stays open when a look fails at what was typed before', async () => {
  const adding = addByPath({} as CommandContext);
  await vi.waitFor(() => {
    expect(pick.items).not.toEqual([]);
  });
  lookAtTyped.mockRejectedValueOnce(new Error('broken'));
  pick.type('/m/owl');
  pick.type('');
  await vi.waitFor(() => {
    expect(pick.busy).toBe(false);
  });
  expect(pick.isShown).toBe(true);
  pick.hide();
  await expect(adding).resolves.toBeUndefined();
});
