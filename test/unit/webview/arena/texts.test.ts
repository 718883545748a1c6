import { describe, expect, it } from 'vitest';
import { REPLY_ERROR_CODES } from '../../../../src/core/model.ts';
import { inEnglish as t } from '../../../../src/core/text.ts';
import { errorAdvice } from '../../../../src/webview/arena/errorAdvice.ts';
import { detailsText, metricsText } from '../../../../src/webview/arena/metrics.ts';
import { stateText } from '../../../../src/webview/arena/stateText.ts';
import { isSameVerdict, keyOfSeat, verdictOfKey } from '../../../../src/webview/arena/voteKeys.ts';
import { translator } from '../../../../src/webview/l10n.ts';
import { aReply } from '../../../support/builders.ts';

describe('the state of a reply in words', () => {
  it.each([
    [{ kind: 'queued' }, false, undefined, 'Queued'],
    [{ kind: 'queued' }, false, 0.256, 'Loading the model: 25 %'],
    [{ kind: 'streaming' }, false, undefined, 'Waiting for the first token'],
    [{ kind: 'streaming' }, false, 1, 'Waiting for the first token'],
    [{ kind: 'streaming' }, true, undefined, 'Writing…'],
    [{ kind: 'done', finish: 'stop' }, true, undefined, 'Done'],
    [{ kind: 'done', finish: 'length' }, true, undefined, 'Cut at the token limit'],
    [{ kind: 'stopped' }, true, undefined, 'Stopped'],
    [{ kind: 'failed', code: 'timeout', message: '' }, true, undefined, 'Failed'],
  ] as const)('%j, text %s, loading %s: %s', (state, hasText, loading, said) => {
    expect(stateText(state, hasText, loading, t)).toBe(said);
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

  it('hold in their tooltip all it takes to repeat the reply', () => {
    const sampling = { temperature: 0.85, seed: 1234567, stop: ['\n'] };
    const lines = detailsText(aReply({ sampling, attempt: 2 }), t, 'en').split('\n');
    expect(lines).toContain('seed: 1234567');
    expect(lines).toContain('temperature: 0.85');
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
