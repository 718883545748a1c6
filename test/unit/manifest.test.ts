import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import english from '../../package.nls.json';
import chinese from '../../package.nls.zh-cn.json';
import { ANNOTATION_MODES, BOT_KINDS, MODES } from '../../src/core/model.ts';
import {
  ARENA_PANEL,
  BOT_PANEL,
  COMMANDS,
  LEADERBOARD_PANEL,
  MODELS_VIEW,
  SESSIONS_VIEW,
  SETTINGS,
  SETTINGS_SECTION,
} from '../../src/extension/vscode/ids.ts';

// The manifest and the code cannot disagree.

const { contributes } = manifest;
const text = readFileSync('package.json', 'utf8');

describe('package.json', () => {
  it('contributes exactly the commands that the code registers', () => {
    const contributed = contributes.commands.map(({ command }) => command);
    expect(contributed.sort()).toEqual(Object.values(COMMANDS).sort());
  });

  it('puts only known commands into menus, keys and welcome texts', () => {
    const known = new Set<string>(Object.values(COMMANDS));
    const used = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].map(
      ({ command }) => command,
    );
    const linked = [...JSON.stringify([english, chinese]).matchAll(/\(command:([\w.]+)\)/g)].map(
      match => match[1] ?? '',
    );
    for (const command of [...used, ...linked]) expect(known, command).toContain(command);
  });

  it('leaves the editor its own keys of lists', () => {
    const keys = contributes.keybindings.flatMap(binding => Object.values(binding));
    for (const key of ['ctrl+alt+f', 'cmd+alt+f', 'ctrl+a', 'cmd+a', 'enter', 'space', 'escape']) {
      expect(keys).not.toContain(key);
    }
  });

  it('has exactly the settings that the code reads, with its kinds and modes', () => {
    const properties = contributes.configuration.properties;
    const read = Object.values(SETTINGS).map(key => `${SETTINGS_SECTION}.${key}`);
    expect(Object.keys(properties).sort()).toEqual(read.sort());
    expect(properties['chatzoo.mode'].enum).toEqual([...MODES]);
    expect(properties['chatzoo.annotation.mode'].enum).toEqual([...ANNOTATION_MODES]);
    expect(properties['chatzoo.bots'].items.properties.kind.enum).toEqual([...BOT_KINDS]);
  });

  it('lets an untrusted workspace choose neither a bot nor a file, nor who votes, nor what memory models take', () => {
    expect(manifest.capabilities.untrustedWorkspaces).toMatchObject({
      supported: 'limited',
      restrictedConfigurations: [
        'chatzoo.bots',
        'chatzoo.annotator',
        'chatzoo.database.path',
        'chatzoo.database.backups',
        'chatzoo.share.folder',
        'chatzoo.generation.concurrency',
        'chatzoo.generation.stallTimeout',
        'chatzoo.generation.idleTimeout',
        'chatzoo.generation.memoryLimit',
        'chatzoo.models.folder',
      ],
    });
  });

  it('knows the views and wakes up for the pages that are restored', () => {
    expect(contributes.views.chatzoo.map(({ id }) => id)).toEqual([SESSIONS_VIEW, MODELS_VIEW]);
    expect(manifest.activationEvents).toEqual([
      `onWebviewPanel:${ARENA_PANEL}`,
      `onWebviewPanel:${LEADERBOARD_PANEL}`,
      `onWebviewPanel:${BOT_PANEL}`,
    ]);
  });

  it('names only files that are there', () => {
    const [container] = contributes.viewsContainers.activitybar;
    for (const file of [manifest.icon, container?.icon ?? '', manifest.l10n]) {
      expect(existsSync(file), file).toBe(true);
    }
  });

  it('has each of its sentences in each language, and none that nobody uses', () => {
    const used = [...new Set([...text.matchAll(/"%([\w.]+)%"/g)].map(match => match[1] ?? ''))];
    expect(Object.keys(english).sort()).toEqual(used.sort());
    expect(Object.keys(chinese).sort()).toEqual(used.sort());
  });
});
