import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../../../src/bots/llama/engine/engine.ts';
import { wildModel } from './models.ts';
import { ask, Rig, talk } from './rig.ts';

let rig: Rig;
let engine: Engine;

beforeAll(async () => {
  rig = await Rig.open();
  engine = await rig.engine(wildModel(), { sequences: 2 });
}, 60_000);

afterAll(() => rig.close());

const LONG = 'the zoo keeper feeds the animals every morning '.repeat(4);
const wild = { temperature: 1, topK: 0, topP: 1, minP: 0, maxTokens: 40 };

describe('the seed', () => {
  it('decides what is said', async () => {
    const first = await ask(engine, LONG, { conversation: 'a', sampling: { ...wild, seed: 1 } });
    const again = await ask(engine, LONG, { conversation: 'b', sampling: { ...wild, seed: 1 } });
    const other = await ask(engine, LONG, { conversation: 'b', sampling: { ...wild, seed: 2 } });
    expect(first.ended.tokens.completion).toBeGreaterThan(5);
    expect(again.text).toBe(first.text);
    expect(other.text).not.toBe(first.text);
  });

  it('gives the same text from a prompt that was known and with another number of threads', async () => {
    const sampling = { ...wild, seed: 3 };
    const prompt = `never heard ${LONG}`;
    const fresh = await ask(engine, prompt, { sampling, alternatives: 1 });
    engine.useThreads(2);
    const known = await ask(engine, prompt, { sampling, alternatives: 1 });
    engine.useThreads(1);
    expect(known.ended.tokens.evaluated).toBe(2);
    expect(fresh.ended.tokens.evaluated).toBeGreaterThan(50);
    expect(known.tokens).toEqual(fresh.tokens);
  });

  it('gives the same text in whatever pieces the prompt was evaluated', async () => {
    const sampling = { ...wild, seed: 8 };
    const prompt = `in pieces ${LONG}`;
    const fresh = await rig.engine(wildModel());
    const small = await ask(fresh, prompt, { sampling, alternatives: 1 });
    for (let times = 0; times < 4; times++) await ask(fresh, `${times} ${LONG}`, { sampling });
    const large = await ask(fresh, prompt, { sampling, alternatives: 1 });
    // More than the first piece both times.
    for (const { ended } of [small, large]) expect(ended.tokens.evaluated).toBeGreaterThan(50);
    expect(large.tokens).toEqual(small.tokens);
  });

  it('gives the same text when the chances are told', async () => {
    for (const sampling of [
      { ...wild, seed: 4 },
      { temperature: 0.8, topK: 20, topP: 0.9, minP: 0.02, maxTokens: 40, seed: 5 },
      { ...wild, seed: 6, repeatPenalty: 1.3, frequencyPenalty: 0.4, presencePenalty: -0.3 },
      { temperature: 0, maxTokens: 20, repeatPenalty: 1.2 },
    ]) {
      const plain = await ask(engine, LONG, { sampling });
      const watched = await ask(engine, LONG, { sampling, alternatives: 3 });
      expect(watched.text).toBe(plain.text);
      expect(watched.tokens).toHaveLength(watched.ended.tokens.completion);
    }
  });
});

describe('sampling', () => {
  it('is greedy at temperature 0, whatever the seed', async () => {
    const greedy = { temperature: 0, maxTokens: 20 };
    const one = await ask(engine, 'zoo', { sampling: { ...greedy, seed: 1 } });
    const two = await ask(engine, 'zoo', { sampling: { ...greedy, seed: 2 } });
    expect(two.text).toBe(one.text);
  });

  it('says other things when repetition is penalised', async () => {
    const plain = await ask(engine, 'zoo', { sampling: { temperature: 0, maxTokens: 30 } });
    for (const penalty of [
      { repeatPenalty: 1.5 },
      { frequencyPenalty: 2 },
      { presencePenalty: 2 },
    ]) {
      const sampling = { temperature: 0, maxTokens: 30, ...penalty };
      expect((await ask(engine, 'zoo', { sampling })).text).not.toBe(plain.text);
    }
  });
});

describe('the chances', () => {
  it('are those before sampling, with the drawn token among the likeliest if it is greedy', async () => {
    const greedy = { temperature: 0, maxTokens: 10 };
    const { tokens, text } = await ask(engine, 'zoo', { sampling: greedy, alternatives: 4 });
    expect(tokens.map(token => token.text).join('')).toContain(text);
    for (const { text: drawn, probability, alternatives } of tokens) {
      expect(alternatives).toHaveLength(4);
      expect(alternatives[0]).toEqual({ text: drawn, probability });
      const total = alternatives.reduce((sum, other) => sum + other.probability, 0);
      expect(total).toBeLessThanOrEqual(1 + 1e-9);
      expect(probability).toBeLessThan(1);
    }
    const warm = { ...greedy, topK: 1, temperature: 1, seed: 1 };
    const cut = await ask(engine, 'zoo', { sampling: warm, alternatives: 4 });
    expect(cut.tokens).toEqual(tokens);
  });

  it('are told of the drawn token alone for 0, and not at all unless asked', async () => {
    const sampling = { maxTokens: 3, temperature: 0 };
    const { tokens } = await ask(engine, 'zoo', { sampling, alternatives: 0 });
    expect(tokens.map(token => token.alternatives)).toEqual([[], [], []]);
    expect((await ask(engine, 'zoo', { sampling })).kinds).not.toContain('tokens');
  });
});

describe('the memory of a conversation', () => {
  it('is used again: a later turn evaluates what is new', async () => {
    const other = await rig.engine(wildModel(), { sequences: 2 });
    const sampling = { temperature: 0, maxTokens: 8 };
    const turns = new Map<string, string[]>();
    const evaluated: number[] = [];
    for (const conversation of ['a', 'b', 'a', 'b', 'a', 'b']) {
      const texts = turns.get(conversation) ?? [`${conversation} ${LONG}`];
      const { ended, text } = await ask(other, talk(...texts), { conversation, sampling });
      turns.set(conversation, [...texts, text, 'the keeper']);
      evaluated.push(ended.tokens.evaluated ?? -1);
    }
    expect(Math.min(...evaluated.slice(0, 2))).toBeGreaterThan(80);
    expect(Math.max(...evaluated.slice(2))).toBeLessThan(60);
  });

  it('is used again for most turns also once the oldest have to be left out', async () => {
    const full = await rig.engine(wildModel(), { contextSize: 512 });
    const texts: string[] = [];
    const turns: { readonly leftOut: number; readonly share: number }[] = [];
    for (let turn = 0; turn < 30; turn++) {
      texts.push(`${turn} the zoo keeper`);
      const { ended, text } = await ask(full, talk(...texts), {
        contextOverflow: 'dropOldest',
        sampling: { temperature: 0, maxTokens: 8 },
      });
      texts.push(text);
      const { prompt, evaluated = prompt } = ended.tokens;
      turns.push({ leftOut: ended.leftOutTurns, share: evaluated / prompt });
    }
    const cut = turns.filter(({ leftOut }) => leftOut > 0);
    expect(cut.length).toBeGreaterThan(10);
    expect(cut.filter(({ share }) => share < 0.25).length).toBeGreaterThan(cut.length / 2);
  });

  it('serves two conversations at once, each as if it were alone', async () => {
    for (const seed of [11, 12, 13]) {
      const sampling = { ...wild, maxTokens: 60, seed };
      const order: string[] = [];
      const both = ['x', 'y'].map(conversation => ({
        conversation,
        sampling,
        // To the last digit: wrong ones show in a text rarely.
        alternatives: 1,
        onEvent: (kind: string) => order.push(conversation + kind),
      }));
      const together = await Promise.all(both.map(asking => ask(engine, LONG, asking)));
      expect(order.indexOf('ystarted')).toBeLessThan(order.lastIndexOf('xtext'));
      for (const [place, asking] of both.entries()) {
        expect((await ask(engine, LONG, asking)).tokens).toEqual(together[place]?.tokens);
      }
    }
  });

  it('lets the second reply of one conversation wait, and lets go of one that is stopped', async () => {
    const order: string[] = [];
    const sampling = { ...wild, maxTokens: 20 };
    const stop = new AbortController();
    const one = ask(engine, LONG, { sampling }).then(() => order.push('one'));
    const two = ask(engine, LONG, { sampling, signal: stop.signal });
    const three = ask(engine, LONG, { sampling, onEvent: kind => order.push(kind) });
    stop.abort();
    expect((await two).ended).toMatchObject({ finish: 'stopped', tokens: { evaluated: 0 } });
    await Promise.all([one, three]);
    expect(order.slice(0, 2)).toEqual(['one', 'started']);
  });
});
