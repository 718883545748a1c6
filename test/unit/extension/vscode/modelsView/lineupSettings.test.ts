import { beforeEach, describe, expect, it, vi } from 'vitest';

type Values = Record<string, unknown>;
/** What is written in the user's settings and in the workspace's. */
let users: Values;
let workspaces: Values;
vi.mock('vscode', () => ({
  ConfigurationTarget: { Global: 1, Workspace: 2 },
  workspace: {
    workspaceFolders: [{}],
    getConfiguration: () => ({
      inspect: (key: string) => ({ globalValue: users[key], workspaceValue: workspaces[key] }),
      update: (key: string, value: unknown, target: number) => {
        (target === 1 ? users : workspaces)[key] = value;
        return Promise.resolve();
      },
    }),
  },
}));
const { renameInLineups } =
  await import('../../../../../src/extension/vscode/modelsView/lineupSettings.ts');

const before = { Pair: ['Owl', 'Finch'] };
const after = { Pair: ['Uhu', 'Finch'] };
const bots = (...names: readonly string[]): Values => ({
  bots: names.map(name => ({ name })),
  lineups: before,
});

describe('the line-ups of a bot that is renamed', () => {
  beforeEach(() => {
    [users, workspaces] = [{}, {}];
  });

  it('keep another of that name that the user has in every other window', async () => {
    [users, workspaces] = [bots(' Owl', 'Finch'), bots('Uhu', 'Finch')];
    await renameInLineups('Owl', 'Uhu');
    expect(workspaces['lineups']).toEqual(after);
    expect(users['lineups']).toEqual(before);
  });

  it('have the new name everywhere where nobody else has the old one', async () => {
    [users, workspaces] = [bots('Finch'), bots('Uhu', 'Finch')];
    await renameInLineups('Owl', 'Uhu');
    expect([users['lineups'], workspaces['lineups']]).toEqual([after, after]);
  });

  it("have the new name everywhere where one of the user's own was renamed, of two too", async () => {
    [users, workspaces] = [bots('Owl', 'Uhu', 'Finch'), { lineups: before }];
    await renameInLineups('Owl', 'Uhu');
    expect([users['lineups'], workspaces['lineups']]).toEqual([after, after]);
  });
});
