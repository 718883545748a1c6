import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Token } from 'node-llama-cpp';
import type { Message } from '../../../../../src/core/model.ts';
import { fitContext } from '../../../../../src/bots/llama/engine/contextFit.ts';
import { PieceSize } from '../../../../../src/bots/llama/engine/evaluatePrompt.ts';
import { MersenneTwister } from '../../../../../src/bots/llama/engine/mersenneTwister.ts';
import { samplingOptions } from '../../../../../src/bots/llama/sampling.ts';
import { TextJoiner } from '../../../../../src/bots/textJoiner.ts';
import { talk } from './rig.ts';

describe('samplingOptions', () => {
  it('draws a seed and leaves the rest to the library', () => {
    const { seed, ...rest } = samplingOptions({}, [], null);
    expect(seed).toBeGreaterThanOrEqual(0);
    expect(samplingOptions({}, [], null).seed).not.toBe(seed);
    expect(rest).toEqual({});
  });

  it.each([
    [{ seed: 2 ** 32 }, { seed: 1 }],
    [{ seed: -1 }, { seed: 2 ** 32 - 2 }],
    [
      { topK: -1, temperature: -1 },
      { topK: 0, temperature: 0 },
    ],
    [
      { topK: 0, topP: 1, minP: 0.1, temperature: 0 },
      { topK: 0, topP: 1, minP: 0.1, temperature: 0 },
    ],
    [{ repeatPenalty: 1 }, { seed: expect.any(Number) as number }],
    [
      { repeatPenalty: 1.2 },
      { repeatPenalty: { penalty: 1.2, frequencyPenalty: 0, presencePenalty: 0 } },
    ],
    [
      { presencePenalty: 0.5 },
      { repeatPenalty: { penalty: 1, frequencyPenalty: 0, presencePenalty: 0.5 } },
    ],
  ])('turns %j into %j', (sampling, options) => {
    expect(samplingOptions(sampling, [], null)).toMatchObject(options);
  });

  it('penalises the last 64 tokens but new lines', () => {
    const said = Array.from({ length: 100 }, (_, place) => place as Token);
    const { repeatPenalty } = samplingOptions({ repeatPenalty: 2 }, said, 98 as Token);
    const { punishTokens = [] } = repeatPenalty ?? {};
    const punished = typeof punishTokens === 'function' ? punishTokens() : punishTokens;
    expect(punished).toEqual([...said.slice(36, 98), 99]);
  });
});

describe('TextJoiner', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('passes the first text on at once and joins what follows soon', () => {
    const passed: string[] = [];
    const joiner = new TextJoiner(text => passed.push(text));
    joiner.push('a');
    expect(passed).toEqual(['a']);
    joiner.push('b');
    joiner.push('c');
    expect(passed).toEqual(['a']);
    vi.advanceTimersByTime(8);
    expect(passed).toEqual(['a', 'bc']);
    vi.advanceTimersByTime(100);
    joiner.push('d');
    joiner.push('e');
    joiner.flush();
    vi.advanceTimersByTime(100);
    expect(passed).toEqual(['a', 'bc', 'd', 'e']);
  });
});

describe('PieceSize', () => {
  it('aims at pieces that a stop can wait for', () => {
    const pieces = new PieceSize(512);
    expect(pieces.size).toBe(16);
    pieces.took(16, 1);
    expect(pieces.size).toBe(32);
    for (let times = 0; times < 9; times++) pieces.took(pieces.size, 1);
    expect(pieces.size).toBe(512);
    pieces.took(512, 480);
    expect(pieces.size).toBe(128);
    pieces.took(3, 900);
    expect(pieces.size).toBe(128);
    pieces.took(128, 9000);
    expect(pieces.size).toBe(8);
    pieces.took(8, 60);
    expect(pieces.size).toBe(16);
  });
});

describe('MersenneTwister', () => {
  it('gives what the C++ standard demands of std::mt19937', () => {
    // [rand.predef]: the 10000th number with the default seed 5489 is 4123659995.
    const random = new MersenneTwister(5489);
    let last = 0;
    for (let pair = 0; pair < 5000; pair++) last = random.uniform();
    // The second of a pair is the upper half of the number.
    expect(Math.floor(last * 2 ** 32)).toBe(4123659995);
  });
});

describe('fitContext', () => {
  const word = (count: number): string => 'w'.repeat(count);
  const render = (messages: readonly Message[]) => ({
    tokens: messages.map(({ text }) => text).join(''),
  });
  const system = { role: 'system', text: word(10) } as const;
  const messages: readonly Message[] = [
    system,
    ...talk(word(20), word(20), word(30), word(30), word(5), word(5), word(7)),
  ];

  it('shows everything that fits to the last token, and says by how many others do not', () => {
    const fit = { messages, overflow: 'refuse', maxTokens: 50, render } as const;
    expect(fitContext({ ...fit, contextSize: 129 }).leftOutTurns).toBe(0);
    expect(() => fitContext({ ...fit, contextSize: 128 })).toThrow('127 tokens, 1 more than');
    expect(() => fitContext({ ...fit, contextSize: 100 })).toThrow('127 tokens, 29 more than');
  });

  it.each([
    // contextSize, maxTokens, turns left out: 127, 87, 27, 17 tokens remain.
    [1000, undefined, 0],
    [138, 10, 0],
    [137, 10, 1],
    [170, 100, 0],
    [169, undefined, 1],
    [117, 100, 1],
    [116, 100, 2],
    [37, 12, 2],
    [36, 12, 3],
    [19, 12, 3],
  ])(
    'leaves out the oldest turns for %i with answers of %j: %i',
    (contextSize, maxTokens, left) => {
      const fit = { messages, overflow: 'dropOldest', contextSize, maxTokens, render } as const;
      const { prompt, leftOutTurns } = fitContext(fit);
      expect(leftOutTurns).toBe(left);
      expect(prompt.tokens).toHaveLength([127, 87, 27, 17][left] ?? 0);
    },
  );

  it('never leaves out the last turn nor the system prompt', () => {
    const fit = { messages, overflow: 'dropOldest', maxTokens: 1, render } as const;
    expect(() => fitContext({ ...fit, contextSize: 18 })).toThrow('17 tokens, 1 more than');
  });

  it.each([
    ['even', () => 20],
    ['uneven', (place: number) => 5 + ((place * 37) % 90)],
  ])('begins %s turns at the same place for several turns', (_, sizeOf) => {
    const texts: string[] = [];
    const begun: number[] = [];
    const sizes: number[] = [];
    for (let turn = 0; turn < 120; turn++) {
      texts.push(word(sizeOf(2 * turn)));
      const fit = { messages: [system, ...talk(...texts)], overflow: 'dropOldest' } as const;
      const given = { ...fit, contextSize: 1000, maxTokens: 99, render };
      const { prompt, leftOutTurns } = fitContext(given);
      begun.push(leftOutTurns);
      if (leftOutTurns > 0) sizes.push(prompt.tokens.length);
      texts.push(word(sizeOf(2 * turn + 1)));
    }
    expect(begun).toEqual(begun.toSorted((a, b) => a - b));
    expect(begun.at(-1)).toBeGreaterThan(80);
    // 900 tokens may be used.
    expect(Math.max(...sizes)).toBeLessThanOrEqual(900);
    expect(Math.min(...sizes)).toBeGreaterThan(900 / 2);
    const moves = begun.filter((count, turn) => turn > 0 && count !== begun[turn - 1]);
    expect(moves.length).toBeLessThan(sizes.length / 2);
  });

  it('renders of a long conversation what may fit, a few times', () => {
    const long = talk(...Array.from({ length: 1001 }, () => word(10)));
    let renders = 0;
    let longest = 0;
    const counted = (some: readonly Message[]) => {
      renders++;
      longest = Math.max(longest, some.length);
      return render(some);
    };
    const fit = {
      messages: long,
      overflow: 'dropOldest',
      contextSize: 1000,
      maxTokens: 99,
    } as const;
    // 456 would be enough; the next block ends 6 turns later.
    expect(fitContext({ ...fit, render: counted }).leftOutTurns).toBe(462);
    expect(renders).toBeLessThan(14);
    expect(longest).toBeLessThan(500);
  });
});
