import { describe, expect, it } from 'vitest';
import { StopMatcher } from '../../../../../src/core/prompt/stream/stopMatcher.ts';
import { dice, split, textOf } from './dice.ts';

/** What is said of the pieces, one entry each, and `end` last. */
function said(stop: readonly string[], pieces: readonly string[]): string[] {
  const matcher = new StopMatcher(stop);
  return [...pieces.map(piece => matcher.push(piece)), matcher.end()];
}

describe('a stop string', () => {
  it('counts at position 0', () => {
    expect(said(['###'], ['### Human: more'])).toEqual(['', '']);
    expect(said(['###'], ['#', '##', ' Human'])).toEqual(['', '', '', '']);
  });

  it('counts across the borders of tokens, and nothing after it is said', () => {
    const matcher = new StopMatcher(['</s>', 'USER:']);
    expect(matcher.push('Hello<')).toBe('Hello');
    expect(matcher.push('/s')).toBe('');
    expect(matcher.stopped).toBe(false);
    expect(matcher.push('>And')).toBe('');
    expect(matcher.stopped).toBe(true);
    expect([matcher.push('more'), matcher.end()]).toEqual(['', '']);
  });

  it('that only began is said, at the next text or at the end', () => {
    expect(said(['<|im_end|>'], ['a<|im', '_start', '<|i'])).toEqual([
      'a',
      '<|im_start',
      '',
      '<|i',
    ]);
  });

  it('is found where a false beginning of it comes just before', () => {
    expect(said(['aab'], ['aaa', 'b', 'c'])).toEqual(['a', '', '', '']);
    expect(said(['\n\nUser'], ['Yes\n', '\n\n', 'User']).join('')).toBe('Yes\n');
  });

  it('loses to another that began before it, if that one is completed', () => {
    expect(said(['abcd', 'bc'], ['xab', 'c', 'd']).join('')).toBe('x');
    expect(said(['abcd', 'bc'], ['xab', 'c', 'e']).join('')).toBe('xa');
    const atTheEnd = new StopMatcher(['abcd', 'bc']);
    expect([atTheEnd.push('xabc'), atTheEnd.stopped]).toEqual(['x', false]);
    expect([atTheEnd.end(), atTheEnd.stopped]).toEqual(['a', true]);
  });

  it('stops nothing if it is empty', () => {
    const matcher = new StopMatcher(['', 'x']);
    expect([matcher.push('abc'), matcher.stopped]).toEqual(['abc', false]);
  });

  it.each([1, 2, 3, 4, 5])('cuts as a search in the whole text would (seed %i)', seed => {
    const below = dice(seed);
    let stops = 0;
    for (let round = 0; round < 400; round++) {
      const letters = ['a', 'b', 'ab', '\n', '😀'];
      const stop = Array.from({ length: 1 + below(4) }, () => textOf(letters, 1 + below(4), below));
      const text = textOf(letters, below(25), below);
      const places = stop.map(one => text.indexOf(one)).filter(at => at >= 0);
      const expected = places.length > 0 ? text.slice(0, Math.min(...places)) : text;
      const matcher = new StopMatcher(stop);
      const pieces = split(text, below).map(piece => matcher.push(piece));
      expect([...pieces, matcher.end()].join('')).toBe(expected);
      expect(matcher.stopped).toBe(places.length > 0);
      if (matcher.stopped) stops += 1;
    }
    // Else the rounds would prove nothing about one of the two.
    expect(stops).toBeGreaterThan(50);
    expect(stops).toBeLessThan(380);
  });

  it('costs the same a character, however long the text and the strings are', () => {
    const stop = Array.from({ length: 16 }, (_, i) => `${'a'.repeat(2000)}${i}`);
    const matcher = new StopMatcher(stop);
    const piece = 'a'.repeat(4);
    const begun = performance.now();
    let length = 0;
    for (let i = 0; i < 100_000; i++) length += matcher.push(piece).length;
    expect(length + matcher.end().length).toBe(400_000);
    // Trying 16 strings of 2,000 characters at every place would take minutes.
    expect(performance.now() - begun).toBeLessThan(15_000);
  });
});
