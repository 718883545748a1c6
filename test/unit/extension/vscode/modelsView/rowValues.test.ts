import { describe, expect, it } from 'vitest';
import manifest from '../../../../../package.json' with { type: 'json' };
import type { BotState } from '../../../../../src/extension/app/modelRow.ts';
import type { ModelsNode } from '../../../../../src/extension/vscode/modelsView/nodes.ts';
import { contextValueOf } from '../../../../../src/extension/vscode/modelsView/rowValues.ts';
import { aBotNode } from './rows.ts';

const failed: BotState = { kind: 'failed', error: { code: 'stalled', message: 'why' } };
const bot = (status: BotState | undefined, isLocal = true) => aBotNode({ status, isLocal });
const broken = (botName: string | undefined): ModelsNode => ({
  kind: 'broken',
  index: 0,
  botName,
  label: botName,
  problems: [],
});

/** The commands that package.json offers on this row. */
function offered(node: ModelsNode): readonly string[] {
  const value = contextValueOf(node);
  const commands = manifest.contributes.menus['view/item/context'].flatMap(({ command, when }) => {
    if (!when.startsWith('view == chatzoo.models')) return [];
    const pattern = /viewItem =~ \/(.*?)\//.exec(when)?.[1];
    return pattern !== undefined && new RegExp(pattern).test(value) ? [command] : [];
  });
  return [...new Set(commands)].map(command => command.replace('chatzoo.', '')).sort();
}

const ENTRY = [
  'duplicateBot',
  'editBot',
  'removeBot',
  'renameBot',
  'revealModelFile',
  'saveLineup',
];

describe('the menu of a row', () => {
  it.each<[string, BotState | undefined, readonly string[]]>([
    ['not loaded', { kind: 'unloaded' }, ['loadModel', 'testBot']],
    ['failed', failed, ['loadModel', 'testBot']],
    ['waiting', { kind: 'waiting' }, ['testBot', 'unloadModel']],
    ['loading', { kind: 'loading', fraction: 0 }, ['testBot', 'unloadModel']],
    ['ready', { kind: 'idle' }, ['testBot', 'unloadModel']],
    ['answering', { kind: 'busy' }, ['testBot']],
    ['blind', undefined, []],
  ])('of a model that is %s offers what can be done with it', (_what, status, more) => {
    expect(offered(bot(status))).toEqual([...ENTRY, ...more].sort());
  });

  it('offers neither loading nor unloading of what runs elsewhere', () => {
    for (const status of [{ kind: 'unasked' }, { kind: 'answered' }, failed] as const) {
      expect(offered(bot(status, false))).toEqual([...ENTRY, 'testBot'].sort());
    }
  });

  it('lets nobody rename or remove a bot that is in no settings, and begins an entry like it', () => {
    const node = aBotNode({}, { isConfigured: false });
    expect(offered(node)).toEqual([
      'duplicateBot',
      'editBot',
      'loadModel',
      'revealModelFile',
      'saveLineup',
      'testBot',
    ]);
  });

  it('leads from a broken entry to its form, or to the settings if no form can open it', () => {
    expect(offered(broken('Ant'))).toEqual(['editBot', 'openSettings', 'removeBot', 'renameBot']);
    expect(offered(broken(undefined))).toEqual(['openSettings']);
  });
});
