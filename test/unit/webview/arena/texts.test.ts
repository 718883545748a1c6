import { describe, expect, it } from 'vitest';
import { REPLY_ERROR_CODES, type TokenCounts } from '../../../../src/core/model.ts';
import { inEnglish as t } from '../../../../src/core/text.ts';
import type { Progress } from '../../../../src/protocol/arenaPage.ts';
import { isContextFull } from '../../../../src/webview/arena/cutReply.ts';
import { errorAdvice } from '../../../../src/webview/arena/errorAdvice.ts';
import { detailsText, metricsText } from '../../../../src/webview/arena/metrics.ts';
import { planText, spokenProgress } from '../../../../src/webview/arena/progressText.ts';
import { stateText } from '../../../../src/webview/arena/stateText.ts';
import { isSameVerdict, keyOfSeat, verdictOfKey } from '../../../../src/webview/arena/voteKeys.ts';
import { countWords } from '../../../../src/webview/arena/words.ts';
import { translator } from '../../../../src/webview/l10n.ts';
import { aReply } from '../../../support/builders.ts';

describe('the state of a reply in words', () => {
  const waiting = { kind: 'waiting', why: 'memory', plan: [], others: 0 } as const;
  const nothing = {
    hasText: false,
    hasThinking: false,
    progress: undefined,
    isContextFull: false,
  };
  it.each([
    [{ kind: 'queued' }, {}, 'Queued'],
    [{ kind: 'queued' }, { progress: waiting }, 'Waiting for memory'],
    [{ kind: 'queued' }, { progress: { ...waiting, why: 'cores' } }, 'Waiting for its turn'],
    [{ kind: 'queued' }, { progress: { kind: 'restarting', pauseMs: 900 } }, 'Restarting'],
    [
      { kind: 'streaming' },
      { progress: { kind: 'retrying', pauseMs: 900, why: 'busy' } },
      'Waiting for the server',
    ],
    [
      { kind: 'streaming' },
      { progress: { kind: 'retrying', pauseMs: 900, why: 'loading' } },
      'Loading the model',
    ],
    [
      { kind: 'queued' },
      { progress: { kind: 'loading', fraction: 0.256 } },
      'Loading the model: 25 %',
    ],
    [{ kind: 'streaming' }, {}, 'Waiting for the first token'],
    [
      { kind: 'streaming' },
      { progress: { kind: 'evaluating', done: 1, total: 2 } },
      'Reading the prompt',
    ],
    [{ kind: 'streaming' }, { hasThinking: true }, 'Thinking…'],
    [{ kind: 'streaming' }, { hasThinking: true, hasText: true }, 'Writing…'],
    [{ kind: 'done', finish: 'stop' }, { hasText: true }, 'Done'],
    [{ kind: 'done', finish: 'length' }, { hasText: true }, 'Cut at the token limit'],
    [{ kind: 'done', finish: 'length' }, { isContextFull: true }, 'Cut: the context is full'],
    [{ kind: 'stopped' }, { hasText: true }, 'Stopped'],
    [{ kind: 'failed', code: 'timeout', message: '' }, { hasText: true }, 'Failed'],
  ] as const)('%j, %j: %s', (state, shown, said) => {
    expect(stateText(state, { ...nothing, ...shown }, t)).toBe(said);
  });
});

describe('the plan in words', () => {
  it.each([
    [[['A', 'B'], ['C']], 'en', 'First A and B, then C'],
    [[['A'], ['B', 'C', 'D'], ['E']], 'en', 'First A, then B, C, and D, then E'],
  ])('%j: %s', (plan, locale, said) => {
    expect(planText(plan, t, locale)).toBe(said);
  });

  it('is read aloud with what the reply waits for, but never a number that changes', () => {
    const plan = [['A'], ['B']];
    const waiting = { kind: 'waiting', why: 'memory', plan, others: 3 } as const;
    const spoken = (progress: Progress) => spokenProgress(progress, t, 'en');
    expect(spoken(waiting)).toBe('Waiting for memory: First A, then B');
    expect(spoken({ ...waiting, why: 'cores', plan: [['A']] })).toBe('Waiting for its turn');
    expect(spoken({ kind: 'loading', fraction: 0.3 })).toBe('Loading the model');
    expect(spoken({ kind: 'restarting', pauseMs: 5000 })).toBe('Restarting');
    expect(spoken({ kind: 'retrying', pauseMs: 5000, why: 'absent' })).toBe(
      'Waiting for the server',
    );
    expect(spoken({ kind: 'evaluating', done: 1, total: 2 })).toBe(undefined);
  });
});

describe('a cut reply', () => {
  const cut = { state: { kind: 'done', finish: 'length' } } as const;
  const tokens = { prompt: 10, completion: 64 };
  it.each([
    ['its own limit', 'llama', { maxTokens: 64 }, tokens, false],
    ['its context', 'llama', { maxTokens: 65 }, tokens, true],
    ['its context, without a limit', 'llama', {}, undefined, true],
    ['nobody knows what', 'llama', { maxTokens: 64 }, undefined, false],
    ['another machine', 'openai', { maxTokens: 65 }, tokens, false],
  ] as const)('was cut by %s', (_what, kind, sampling, counts, isFull) => {
    expect(isContextFull({ ...cut, sampling, tokens: counts }, kind)).toBe(isFull);
  });

  it('is none if it was finished', () => {
    const state = { kind: 'done', finish: 'stop' } as const;
    expect(isContextFull({ state, sampling: {}, tokens }, 'llama')).toBe(false);
  });
});

describe('the words of a text', () => {
  it.each([
    ['', 0],
    ["Well – it's 3.5 metres, isn't it?", 7],
    ['先想一想：pivot 是什么？', 8],
    ['ひらがな', 4],
    ['*** --- \n', 0],
  ])('%j: %i', (text, words) => {
    expect(countWords(text)).toBe(words);
  });
});

describe('the metrics', () => {
  it('say how much, how soon and how fast', () => {
    expect(metricsText(aReply(), t, 'en')).toBe('4 tokens · first 20 ms · 30 tok/s');
  });

  it('leave out what is not known', () => {
    const unmeasured = aReply({ timings: undefined, tokens: undefined });
    expect(metricsText(unmeasured, t, 'en')).toBe('');
  });

  it('tell how much of the prompt was known already', () => {
    const line = (tokens: TokenCounts) =>
      detailsText(aReply({ tokens }), t, 'en')
        .split('\n')
        .find(each => each.startsWith('Prompt'));
    expect(line({ prompt: 1020, completion: 4, evaluated: 128 })).toBe(
      'Prompt: 128 of 1,020 tokens evaluated, the rest was known',
    );
    expect(line({ prompt: 1020, completion: 4, evaluated: 1020 })).toBe('Prompt: 1,020 tokens');
    expect(line({ prompt: 1020, completion: 4 })).toBe('Prompt: 1,020 tokens');
  });

  it('hold in their tooltip all it takes to repeat the reply', () => {
    const sampling = {
      ...{ temperature: 0.85, frequencyPenalty: 0.5, presencePenalty: -0.25 },
      ...{ seed: 1234567, stop: ['\n'] },
    };
    const lines = detailsText(aReply({ sampling, attempt: 2 }), t, 'en').split('\n');
    expect(lines).toContain('seed: 1234567');
    expect(lines).toContain('temperature: 0.85');
    expect(lines).toContain('frequencyPenalty: 0.5');
    expect(lines).toContain('presencePenalty: -0.25');
    expect(lines).toContain('stop: "\\n"');
    expect(lines).toContain('Fingerprint: 0a1b2c3d');
    expect(lines).toContain('Attempt: 2');
  });
});

describe('the advice on errors', () => {
  it.each(REPLY_ERROR_CODES)('%s has a headline and a next step of its own', code => {
    const all = errorAdvice(t);
    const { headline, advice } = all[code];
    expect(headline).toMatch(/^[A-Z].*[^.]$/);
    expect(advice).toMatch(/\.$/);
    const same = Object.values(all).filter(other => other.headline === headline);
    expect(same).toHaveLength(1);
  });
});

describe('the keys of the vote bar', () => {
  it('are 1 … 9 for the seats, = for all good, 0 for all bad', () => {
    const seats = ['A', 'B', 'C'];
    expect(verdictOfKey('1', seats)).toEqual({ kind: 'best', winner: 'A' });
    expect(verdictOfKey('3', seats)).toEqual({ kind: 'best', winner: 'C' });
    expect(verdictOfKey('4', seats)).toBe(undefined);
    expect(verdictOfKey('=', seats)).toEqual({ kind: 'allGood' });
    expect(verdictOfKey('0', seats)).toEqual({ kind: 'allBad' });
    expect(verdictOfKey('Enter', seats)).toBe(undefined);
    expect([keyOfSeat(0), keyOfSeat(8), keyOfSeat(9)]).toEqual(['1', '9', undefined]);
  });

  it('tell verdicts apart', () => {
    const best = (winner: string) => ({ kind: 'best', winner }) as const;
    expect(isSameVerdict(best('A'), best('A'))).toBe(true);
    expect(isSameVerdict(best('A'), best('B'))).toBe(false);
    expect(isSameVerdict(best('A'), { kind: 'allGood' })).toBe(false);
    const ranking = (...order: string[][]) => ({ kind: 'ranking', order }) as const;
    expect(isSameVerdict(ranking(['A'], ['B']), ranking(['A'], ['B']))).toBe(true);
    expect(isSameVerdict(ranking(['A'], ['B']), ranking(['A', 'B']))).toBe(false);
    expect(isSameVerdict(ranking(['A']), best('A'))).toBe(false);
    expect(isSameVerdict(best('A'), ranking(['A']))).toBe(false);
  });
});

describe('the translation', () => {
  it('fills the slots and stays English where a sentence is missing', () => {
    const zh = translator({ 'Stop {0}': '停止 {0}', constructor: 1 });
    expect(zh('Stop {0}', 'A')).toBe('停止 A');
    expect(zh('Retry {0}', 'A')).toBe('Retry A');
    expect(zh('toString')).toBe('toString');
  });
});
