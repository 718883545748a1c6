import { describe, expect, it } from 'vitest';
import { BotError } from '../../../../../src/bots/bot.ts';
import { inEnglish as t } from '../../../../../src/core/text.ts';
import type { BotState } from '../../../../../src/extension/app/modelRow.ts';
import {
  rowText,
  statusBarText,
  summaryText,
} from '../../../../../src/extension/vscode/models/modelTexts.ts';
import { bytesText } from '../../../../../src/extension/vscode/sessionsView/bytes.ts';

const reader = { t, size: (bytes: number) => bytesText(bytes, 'en') };

describe('the status bar', () => {
  it('counts the models, and turns while one answers', () => {
    const quiet = { all: 4, inMemory: 2, answering: 0, bytes: 1.4e9 };
    expect(statusBarText(quiet)).toBe('$(server-process) 2/4');
    expect(summaryText(quiet, reader)).toBe('Local models in memory: 2 of 4 · 1.4 GB');
    const busy = { ...quiet, answering: 1 };
    expect(statusBarText(busy)).toBe('$(loading~spin) 2/4');
    expect(summaryText(busy, reader)).toBe(
      'Local models in memory: 2 of 4 · answering: 1 · 1.4 GB',
    );
    expect(summaryText({ all: 1, inMemory: 0, answering: 0, bytes: 0 }, reader)).toBe(
      'Local models in memory: 0 of 1',
    );
  });
});

describe('a row', () => {
  const need = { file: 'x', weights: 1e9, own: 2e8 };

  it.each<[BotState, string]>([
    [{ kind: 'unloaded' }, 'not loaded · about 1.2 GB'],
    [{ kind: 'waiting' }, 'waits to be loaded · about 1.2 GB'],
    [{ kind: 'loading', fraction: 0.427 }, 'loading, 42 % · about 1.2 GB'],
    [{ kind: 'idle' }, 'ready · about 1.2 GB'],
    [{ kind: 'busy' }, 'answering · about 1.2 GB'],
    [{ kind: 'failed', error: new BotError('stalled', 'why') }, 'failed · about 1.2 GB'],
  ])('says where the model is: %j', (status, expected) => {
    expect(rowText({ status, need }, reader)).toBe(expected);
  });

  it('says only what is known', () => {
    expect(rowText({ status: undefined, need }, reader)).toBe('about 1.2 GB');
    expect(rowText({ status: { kind: 'idle' }, need: undefined }, reader)).toBe('ready');
  });
});
