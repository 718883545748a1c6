import { describe, expect, it } from 'vitest';
import type { OpenAiSpec } from '../../../../../src/bots/botSpec.ts';
import { inEnglish as t } from '../../../../../src/core/text.ts';
import type { DownloadRow } from '../../../../../src/extension/app/downloads.ts';
import type { BotState, ModelRow } from '../../../../../src/extension/app/modelRow.ts';

import {
  brokenLabel,
  brokenText,
  brokenTooltip,
  descriptionText,
  downloadText,
  spokenText,
  tooltipMarkdown,
  type Reader,
} from '../../../../../src/extension/vscode/modelsView/rowTexts.ts';
import { bytesText } from '../../../../../src/extension/vscode/sessionsView/bytes.ts';
import { aSpec } from '../../../../support/appRig.ts';
import { aBotNode, aRow } from './rows.ts';

const reader: Reader = { t, language: 'en', size: bytes => bytesText(bytes, 'en') };
/** The Markdown as it is seen: every mark is written as an entity. */
const seen = (markdown: string): readonly string[] =>
  markdown
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .split('  \n');

describe('the row of a bot', () => {
  it.each<[BotState | undefined, string]>([
    [{ kind: 'unloaded' }, 'not loaded · 1.2 GB · context 4,096 · Q4_K'],
    [{ kind: 'waiting' }, 'waits to be loaded · 1.2 GB · context 4,096 · Q4_K'],
    [{ kind: 'loading', fraction: 0.42 }, 'loading, 42 % · 1.2 GB · context 4,096 · Q4_K'],
    [{ kind: 'idle' }, 'ready · 1.2 GB · context 4,096 · Q4_K'],
    [{ kind: 'busy' }, 'answering · 1.2 GB · context 4,096 · Q4_K'],
    [undefined, '1.2 GB · context 4,096 · Q4_K'],
  ])('of a model here says where it is: %j', (status, expected) => {
    expect(descriptionText(aRow({ status }), reader)).toBe(expected);
  });

  const remote: Partial<ModelRow> = {
    kind: 'openai',
    isLocal: false,
    need: undefined,
    facts: undefined,
    contextSize: undefined,
  };

  it.each<[BotState, string]>([
    [{ kind: 'unasked' }, 'not asked yet'],
    [{ kind: 'answering' }, 'answering'],
    [{ kind: 'answered' }, 'answers'],
    [
      { kind: 'failed', error: { code: 'unreachable', message: 'No server\nthere.' } },
      'failed: No server there.',
    ],
  ])('of a model elsewhere says how it was there: %j', (status, expected) => {
    expect(descriptionText(aRow({ ...remote, status }), reader)).toBe(expected);
  });

  it('tells the rest when the pointer rests on it', () => {
    const node = aBotNode({ status: { kind: 'idle' } });
    expect(seen(tooltipMarkdown(node, reader))).toEqual([
      '**Ant**',
      'GGUF file on this machine',
      'ready',
      'File: /models/Ant.gguf',
      'llama · 1.1B parameters · Q4_K · 668 MB',
      'Licence: apache-2.0',
      'Takes about 1.2 GB of memory',
      'Context: 4,096 tokens, trained for 8,192',
    ]);
  });

  it('of a server tells which, and what is odd in the settings', () => {
    const spec: OpenAiSpec = {
      kind: 'openai',
      name: 'Far',
      systemPrompt: '',
      sampling: {},
      baseUrl: 'http://127.0.0.1:11434/v1',
      model: 'qwen3',
      timeoutSeconds: 120,
    };
    const problem = { path: 'chatzoo.bots[0].colour', found: '"red"', expected: 'one of name' };
    const node = aBotNode(
      { ...remote, model: 'qwen3', status: { kind: 'unasked' } },
      {
        spec,
        problems: [problem],
      },
    );
    expect(seen(tooltipMarkdown(node, reader))).toEqual([
      '**Far**',
      'model behind a server',
      'not asked yet',
      'Model: qwen3',
      'Server: http://127.0.0.1:11434/v1',
      'chatzoo.bots[0].colour is "red", but expected: one of name',
    ]);
  });

  it('says of one that stands in what it is', () => {
    const lines = seen(tooltipMarkdown(aBotNode({}, { isConfigured: false }), reader));
    expect(lines[1]).toBe('Comes with ChatZoo, and stands in until you add a model of your own.');
  });

  it('keeps a blind vote blind, in every text', () => {
    const node = aBotNode({ status: undefined });
    const texts = [
      descriptionText(node.row, reader),
      spokenText(node, reader),
      ...seen(tooltipMarkdown(node, reader)),
    ].join('\n');
    expect(texts).toContain('A blind vote is open');
    expect(texts).not.toMatch(/loaded|ready|answer|failed|loading/);
    expect(spokenText(node, reader)).toBe('Ant, GGUF file on this machine');
  });

  it('shows hostile names as they are', () => {
    const name = '**b** [x](command:y) <b>c</b>\nsecond $(trash)';
    const node = aBotNode({ name }, { spec: aSpec(name) });
    const markdown = tooltipMarkdown(node, reader);
    expect(markdown.split('  \n')[0]).not.toMatch(/\[|<|\n|\(command/);
    expect(seen(markdown)[0]).toBe('****b** [x](command:y) <b>c</b> second $(trash)**');
  });
});

describe('the row of an entry that cannot be used', () => {
  const problems = [{ path: 'chatzoo.bots[2].kind', found: '"lama"', expected: 'one of llama' }];

  it('says what is wrong with which', () => {
    const node = {
      kind: 'broken',
      index: 2,
      botName: undefined,
      label: undefined,
      problems,
    } as const;
    expect(brokenLabel(node, t)).toBe('Bot 3 of the settings');
    expect(brokenLabel({ ...node, label: 'Owl' }, t)).toBe('Owl');
    expect(brokenText(node, t)).toBe('kind is "lama", but expected: one of llama');
    expect(seen(brokenTooltip(node, t))).toEqual([
      '**Bot 3 of the settings**',
      'This entry cannot be used:',
      'chatzoo.bots[2].kind is "lama", but expected: one of llama',
    ]);
  });
});

describe('the row of a download', () => {
  const download: DownloadRow = {
    id: '1',
    name: 'Big',
    state: 'running',
    bytesDone: 1.2e9,
    bytesTotal: 2.9e9,
  };

  it.each<[Partial<DownloadRow>, string]>([
    [{}, '41 % · 1.2 GB of 2.9 GB'],
    [{ bytesTotal: undefined }, '1.2 GB'],
    [{ bytesTotal: 0, bytesDone: 0 }, '0 bytes'],
    [{ state: 'paused' }, 'paused · 41 % · 1.2 GB of 2.9 GB'],
    [{ state: 'checking' }, 'checking what was downloaded'],
    [{ state: 'failed' }, 'failed'],
    [{ state: 'failed', error: 'The disk is full.' }, 'failed: The disk is full.'],
  ])('says how far it is: %j', (change, expected) => {
    expect(downloadText({ ...download, ...change }, reader)).toBe(expected);
  });
});
