import { describe, expect, it } from 'vitest';
import { inEnglish as t } from '../../../../../src/core/text.ts';
import type { DownloadRow } from '../../../../../src/extension/app/downloads.ts';
import { parseBots } from '../../../../../src/bots/parseBots.ts';
import { nodesOf } from '../../../../../src/extension/vscode/modelsView/nodeList.ts';
import type { ModelsNode } from '../../../../../src/extension/vscode/modelsView/nodes.ts';
import { aRow } from './rows.ts';

const good = (name: string) => ({ name, kind: 'llama', modelPath: 'a.gguf' });

/** The rows for this setting, as the real reader of the settings judges it. */
function nodes(raw: unknown, downloads: readonly DownloadRow[] = []): readonly ModelsNode[] {
  const { bots, problems } = parseBots(raw, { t, resolvePath: path => `/models/${path}` });
  const rows = bots.map(({ name }) => aRow({ name }));
  return nodesOf({ raw, bots, problems, rows, downloads });
}

const shown = (all: readonly ModelsNode[]) =>
  all.map(node => {
    switch (node.kind) {
      case 'bot':
        return `bot ${node.botName}${node.problems.length > 0 ? ' with a problem' : ''}`;
      case 'broken':
        return `broken ${node.index} ${node.label ?? '?'} ${node.botName ?? '-'}`;
      case 'download':
        return `download ${node.id}`;
    }
  });

describe('the rows of the models view', () => {
  it('are the entries in their order, the broken ones among them', () => {
    const raw = [good('Ant'), { name: 'Bee', kind: 'llama' }, 'nonsense', good('Cat')];
    expect(shown(nodes(raw))).toEqual(['bot Ant', 'broken 1 Bee Bee', 'broken 2 ? -', 'bot Cat']);
    expect(nodes(raw)[1]).toMatchObject({ problems: [{ path: 'chatzoo.bots[1].modelPath' }] });
  });

  it('show of two bots with one name the one that works', () => {
    expect(shown(nodes([good('Ant'), good(' Ant')]))).toEqual(['bot Ant', 'broken 1 Ant -']);
    const brokenFirst = [{ name: 'Ant', kind: 'llama' }, good('Ant')];
    expect(shown(nodes(brokenFirst))).toEqual(['broken 0 Ant -', 'bot Ant']);
  });

  it('mark a bot that works although something in its entry is odd', () => {
    expect(shown(nodes([{ ...good('Ant'), colour: 'red' }]))).toEqual(['bot Ant with a problem']);
  });

  it('do not take the tenth entry for the first', () => {
    const raw = Array.from({ length: 11 }, (_, i) => good(`Bot ${i}`));
    const broken = raw.with(10, { ...good('Bot 10'), kind: 'lama' });
    expect(shown(nodes(broken))[1]).toBe('bot Bot 1');
    expect(shown(nodes(broken))[10]).toBe('broken 10 Bot 10 Bot 10');
  });

  it('say that the list itself is none', () => {
    expect(shown(nodes({ Ant: good('Ant') }))).toEqual(['broken -1 chatzoo.bots -']);
  });

  it('are those that stand in while there is no entry, which nobody can edit', () => {
    const { bots } = parseBots([good('Demo')], { t, resolvePath: path => path });
    const rows = [aRow({ name: 'Demo' })];
    const all = nodesOf({ raw: [], bots, problems: [], rows, downloads: [] });
    expect(all).toMatchObject([{ kind: 'bot', botName: 'Demo', isConfigured: false }]);
    expect(nodes([good('Demo')])).toMatchObject([{ isConfigured: true }]);
  });

  it('leave out a bot of which nothing is known yet', () => {
    const raw = [good('Ant')];
    const { bots } = parseBots(raw, { t, resolvePath: path => path });
    expect(nodesOf({ raw, bots, problems: [], rows: [], downloads: [] })).toEqual([]);
  });

  it('begin with what is being downloaded', () => {
    const download: DownloadRow = { id: '7', name: 'Big', state: 'running', bytesDone: 1 };
    expect(shown(nodes([good('Ant')], [download]))).toEqual(['download 7', 'bot Ant']);
  });
});
