import type { Token } from 'node-llama-cpp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sampling } from '../../../../../src/core/model.ts';
import { stopTokensOf } from '../../../../../src/bots/llama/engine/vocabulary.ts';
import { string } from '../../../../../scripts/demo/gguf.mjs';
import { demoModel } from '../../../../../scripts/demo/models.mjs';
import type { Engine } from '../../../../../src/bots/llama/engine/engine.ts';
import { grammarModel } from './models.ts';
import { ask, Rig, talk } from './rig.ts';

let rig: Rig;

beforeAll(async () => {
  rig = await Rig.open();
});

afterAll(() => rig.close());

/** A model that always says this; `|` cuts tokens. */
const saying = (text: string, options: Parameters<typeof grammarModel>[1] = {}) =>
  grammarModel(
    { start: { says: [], then: { a: 1 } }, a: { says: [text], then: { end: 1 } } },
    options,
  );

describe('stop texts', () => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await rig.engine(saying('one| two| th|ree| fo|ur'));
  });

  it.each([
    [[], 'one two three four', 6],
    [['one'], '', 1],
    [['on'], '', 1],
    [['three'], 'one two ', 4],
    [['e f'], 'one two thre', 5],
    [['four', 'two'], 'one ', 2],
    [['five'], 'one two three four', 6],
    [[''], 'one two three four', 6],
  ])('%j leave %j', async (stop, text, completion) => {
    const heard = await ask(engine, 'Hi', { sampling: { stop } });
    expect(heard.text).toBe(text);
    expect(heard.ended).toMatchObject({ finish: 'stop', tokens: { completion } });
  });

  it('may be special tokens, which show no text', async () => {
    const special = await rig.engine(saying('one|<end>| two', { control: ['<end>'] }));
    expect((await ask(special, 'Hi')).text).toBe('one two');
    expect((await ask(special, 'Hi', { sampling: { stop: ['<end>'] } })).text).toBe('one');
  });

  it('come from the template’s family too', async () => {
    const family = { kind: 'family', name: 'zero_shot' } as const;
    const chosen = await rig.engine(saying('one|#|##| two'), { template: family });
    expect(chosen.about.template).toBe('zero_shot');
    expect((await ask(chosen, 'Hi')).text).toBe('one');
  });

  it('are ids as well, if they are special in this vocabulary', () => {
    const special = new Map([
      [4 as Token, '<end>'],
      [5 as Token, '<eot>'],
      [6 as Token, '<other>'],
    ]);
    expect([...stopTokensOf(special, ['<end>', 'x'], [5, 9, 57001])]).toEqual([4, 5]);
  });

  it('are no ids of another vocabulary that are plain words in this one', async () => {
    // Each of these families ends at ids that this model has for other things: bytes, a word.
    const words = Array.from({ length: 150 }, (_, n) => `w${n} `);
    const said = [...words, '<0x08>', ' two'].join('|');
    const model = saying(said);
    for (const name of ['falcon', 'Robin']) {
      const engine = await rig.engine(model, { template: { kind: 'family', name } });
      const { text, ended } = await ask(engine, 'Hi', { contextOverflow: 'refuse' });
      expect(text).toBe(said.replaceAll('|', '').replace('<0x08>', '\b'));
      expect(ended.finish).toBe('stop');
    }
  });
});

describe('the length of a reply', () => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await rig.engine(demoModel('parrot', { endless: true }), { contextSize: 256 });
  });

  it('ends at maxTokens', async () => {
    const { ended } = await ask(engine, 'Hi', { sampling: { maxTokens: 5 } });
    expect(ended).toMatchObject({ finish: 'length', tokens: { completion: 5 } });
  });

  it('ends where the context does', async () => {
    const { ended } = await ask(engine, 'Hi', { sampling: { maxTokens: 5000 } });
    expect(ended.finish).toBe('length');
    expect(ended.tokens.prompt + ended.tokens.completion).toBe(255);
  });

  it('is refused, or the oldest turns are left out, when the conversation is too long', async () => {
    const turns = talk(...Array.from({ length: 21 }, (_, n) => `${n} a few words to remember`));
    const messages = [{ role: 'system', text: 'Be kind.' } as const, ...turns];
    await expect(ask(engine, messages)).rejects.toMatchObject({
      code: 'contextTooSmall',
      message: expect.stringMatching(/\d+ tokens, \d+ more than the context of 256/) as string,
    });
    const { ended } = await ask(engine, messages, {
      contextOverflow: 'dropOldest',
      sampling: { maxTokens: 30 },
    });
    expect(ended.leftOutTurns).toBeGreaterThan(5);
    expect(ended.leftOutTurns).toBeLessThan(10);
    expect(ended.tokens.prompt).toBeLessThanOrEqual(225);
    expect(ended.tokens.completion).toBe(30);
  });

  it('ends within one token of a stop', async () => {
    const stop = new AbortController();
    // The first token's text is told at once.
    const onEvent = (kind: string): void => {
      if (kind === 'text') stop.abort();
    };
    const heard = await ask(engine, 'Hi', { signal: stop.signal, onEvent });
    expect(heard.ended).toMatchObject({ finish: 'stopped', tokens: { completion: 1 } });
    expect(heard.text).not.toBe('');
  });

  it('is nothing when it is stopped before it begins', async () => {
    const heard = await ask(engine, 'Never asked before', { signal: AbortSignal.abort() });
    expect(heard).toMatchObject({ text: '', ended: { finish: 'stopped' } });
    expect(heard.ended.tokens).toMatchObject({ completion: 0, evaluated: 0 });
  });

  it('stops between two pieces of a long prompt', async () => {
    const large = await rig.engine(demoModel('parrot'), { contextSize: 8192 });
    const stop = new AbortController();
    const heard = await ask(large, '\n'.repeat(7000), {
      signal: stop.signal,
      onEvent: kind => {
        if (kind === 'started') setTimeout(() => stop.abort(), 5);
      },
    });
    expect(heard.ended.finish).toBe('stopped');
    expect(heard.ended.tokens.evaluated).toBeGreaterThan(0);
    expect(heard.ended.tokens.evaluated).toBeLessThan(6000);
  });
});

describe('what is told of a reply', () => {
  it('has characters whole that span tokens, and no half ones', async () => {
    const bird = 'Hi| |<0xF0>|<0x9F>|<0xA6>|<0x9C>';
    const engine = await rig.engine(saying(`${bird}|!`));
    const texts: string[] = [];
    const onEvent = (kind: string, text: string): void => {
      if (kind === 'text') texts.push(text);
    };
    expect((await ask(engine, 'Hi', { onEvent })).text).toBe('Hi 🦜!');
    expect(texts.join('')).not.toContain('\ufffd');
    for (const maxTokens of [3, 4, 5]) {
      expect((await ask(engine, 'Hi', { sampling: { maxTokens } })).text.trimEnd()).toBe('Hi');
    }
  });

  it.each([
    ['that the model opens', '<think>|\nA zoo|?|\n</think>|\n\nA| zoo|.', undefined],
    ['that the prompt opens', 'A zoo|?|\n</think>|\n\nA| zoo|.', '<think>\n'],
  ])('has thinking apart, %s', async (_, says, opens) => {
    const source =
      "{% for m in messages %}{{ m.role + ': ' + m.content + '\\n' }}{% endfor %}assistant: " +
      (opens ?? '');
    const engine = await rig.engine(saying(says), { template: { kind: 'jinja', source } });
    const heard = await ask(engine, 'Where?');
    expect(heard).toMatchObject({ thinking: 'A zoo?', text: 'A zoo.' });
    expect(heard.kinds.indexOf('thinking')).toBeLessThan(heard.kinds.indexOf('text'));
  });

  it('has thinking apart where its marks are special tokens', async () => {
    const control = ['<think>', '</think>'];
    const engine = await rig.engine(saying('<think>|Hm.|</think>|Yes.', { control }));
    expect(await ask(engine, 'Is it?')).toMatchObject({ thinking: 'Hm.', text: 'Yes.' });
  });

  it('begins with `started` and goes on with progress of a long prompt', async () => {
    const engine = await rig.engine(demoModel('owl'), { contextSize: 8192 });
    const { kinds, progress, ended } = await ask(engine, '\n'.repeat(7000));
    expect(kinds[0]).toBe('started');
    expect(ended.tokens).toMatchObject({ evaluated: ended.tokens.prompt });
    expect(progress.every(([done, total]) => done <= total)).toBe(true);
    expect(ended.timings.totalMs).toBeGreaterThan(ended.timings.firstTokenMs);
    expect(progress.length).toBeLessThanOrEqual(ended.timings.totalMs / 100 + 1);
  });

  it.each([
    ['that throws', "{{ raise_exception('Only kind words') }}", 'Only kind words'],
    ['that is no template', '{% for %}', ''],
    ['that says nothing', '{# nothing #}', 'into nothing'],
  ])('is the reason of a template %s', async (_, source, words) => {
    const engine = await rig.engine(saying('x'), { template: { kind: 'jinja', source } });
    await expect(ask(engine, 'Hi')).rejects.toMatchObject({
      code: 'templateFailed',
      message: expect.stringContaining(words) as string,
    });
  });

  it('names the template: the model’s own, or by the file’s name', async () => {
    expect((await rig.engine(saying('x'))).about.template).toBe("the model's own");
    const none = saying('x', { metadata: { 'tokenizer.chat_template': string('') } });
    expect((await rig.engine(none)).about.template).toBe('zero_shot');
  });
});

it('takes no sampling that makes a reply impossible', async () => {
  const engine = await rig.engine(saying('one| two'));
  const odd: readonly Sampling[] = [
    { topK: 1e9, topP: 0, minP: 1 },
    { temperature: 5, repeatPenalty: 5, frequencyPenalty: -2, presencePenalty: 2 },
    { maxTokens: 0 },
    { seed: -3 },
  ];
  for (const sampling of odd) expect((await ask(engine, 'Hi', { sampling })).text).toMatch(/^one/);
});
