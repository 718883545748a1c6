import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inEnglish } from '../../../../../src/core/text.ts';
import type { CommandContext } from '../../../../../src/extension/vscode/commands/command.ts';

interface Row {
  readonly label: string;
}
const shown = { rows: [] as readonly Row[], warnings: [] as string[], boxes: 0 };
vi.mock('vscode', () => ({
  l10n: { t: inEnglish },
  window: {
    showQuickPick: (rows: readonly Row[], { canPickMany = false }) => {
      shown.rows = rows;
      return Promise.resolve(canPickMany ? rows : rows[0]);
    },
    showWarningMessage: (text: string) => Promise.resolve(void shown.warnings.push(text)),
    showInputBox: () => {
      shown.boxes++;
      return Promise.resolve(undefined);
    },
  },
}));
vi.mock('../../../../../src/extension/vscode/modelsView/lineupSettings.ts', () => ({}));
const { editBot } = await import('../../../../../src/extension/vscode/commands/editBot.ts');
const { saveLineup } = await import('../../../../../src/extension/vscode/commands/saveLineup.ts');

beforeEach(() => {
  Object.assign(shown, { rows: [], warnings: [], boxes: 0 });
});

it('opens the form of a bot whose name looks like an icon', async () => {
  const opened: unknown[] = [];
  await editBot({
    entries: { all: () => [{ name: '$(eye) Owl', kind: 'llama' }] },
    botForms: { open: (subject: unknown) => Promise.resolve(void opened.push(subject)) },
  } as unknown as CommandContext);
  expect(shown.rows).toMatchObject([{ label: '\\$(eye) Owl' }]);
  expect(opened).toEqual([{ botName: '$(eye) Owl' }]);
});

describe('a line-up', () => {
  const save = (count: number): void | Promise<void> => {
    const bots = Array.from({ length: count }, (_, index) => ({ name: `Bot ${index}` }));
    return saveLineup({
      app: () => Promise.resolve({ sessions: {}, lineups: { seated: () => [], all: () => [] } }),
      arenaPanels: { active: undefined },
      settings: { current: { bots } },
    } as unknown as CommandContext);
  };

  it('takes as many bots as there are seats', async () => {
    await save(26);
    expect(shown).toMatchObject({ warnings: [], boxes: 1 });
  });

  it('of more bots is refused before it gets a name', async () => {
    await save(27);
    expect(shown.warnings).toEqual(['A line-up has at most 26 bots, and 27 are chosen.']);
    expect(shown.boxes).toBe(0);
  });
});
