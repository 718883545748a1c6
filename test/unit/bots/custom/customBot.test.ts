import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, failsWith, ModuleRig, question } from './rig.ts';

let rig: ModuleRig;
beforeAll(async () => (rig = await ModuleRig.open()));
afterAll(() => rig.close());

const settingsBack = `import { defineBot } from 'chatzoo';
export default defineBot({
  defaultSettings: { temperature: 0.5, top_p: 0.9, tone: 'dry' },
  extraSettings: () => ({ eos: 7 }),
  generate: (_input, { settings }) => JSON.stringify(settings),
});`;

describe('a module of the user', () => {
  it('answers as the sample that the extension writes', async () => {
    const sample = await readFile('types/customBot.mjs', 'utf8');
    const bot = await rig.bot('sample.mjs', sample, { settings: { greeting: 'Ahoy' } });
    const { parts, text } = await ask(bot, 'Hi');
    expect(text).toBe('Ahoy! I am a penguin, and you said “Hi”.');
    expect(parts.filter(({ kind }) => kind === 'text').length).toBeGreaterThan(3);
    expect(parts.slice(0, 2).map(({ kind }) => kind)).toEqual(['loading', 'started']);
    expect(parts.at(-1)).toMatchObject({ kind: 'end', finish: 'stop' });
    expect(bot.honours).toEqual(['temperature']);
  });

  it("answers as codefuse's do_chat, and fails with its error_code", async () => {
    const source = await readFile('test/fixtures/customBots/doChat.mjs', 'utf8');
    const bot = await rig.bot('doChat.mjs', source);
    expect((await ask(bot, '你好')).text).toBe('You said “你好”.');
    expect(bot.honours).toEqual(['topP']);
    await expect(ask(bot, question('x', { sampling: { topP: 2 } }))).rejects.toEqual(
      failsWith('moduleFailed', /^The module gave the error_code 400: top_p must be at most 1$/),
    );
  });

  it.each([
    ['a text at once', `generate: () => 'whole'`],
    ['a promise', `generate: async () => 'whole'`],
    ['an object', `generate: () => ({ text: 'whole' })`],
    ['a generator', `*generate() { yield 'wh'; yield 'ole'; }`],
    [
      'an async generator of objects',
      `async *generate() { yield { text: 'wh' }; yield { text: 'ole' }; }`,
    ],
    ['a list', `generate: () => ['wh', { text: 'ole' }]`],
    ['a promise of a list', `generate: async () => ['wh', 'ole']`],
    ['a set', `generate: () => new Set(['wh', 'ole'])`],
    ['do_chat at once', `generate: () => ({ error_code: 0, text: 'whole' })`],
    [
      'do_chat without async',
      `*generate() { yield { error_code: 0, text: 'wh' }; yield { error_code: '0', text: 'whole' }; }`,
    ],
    [
      'getResponse',
      `*generate() { yield [1, 'wh']; yield [2, 'ole']; }, getResponse: ([, text]) => text`,
    ],
    [
      'a list with getResponse',
      `generate: () => [{ t: 'wh' }, { t: 'ole' }], getResponse: each => each.t`,
    ],
    ['getInput alone', `getInput: () => 'whole'`],
    ['this', `word: 'whole', generate() { return this.word; }`],
  ])('may give its answer as %s', async (what, hooks) => {
    const source = `import { defineBot } from 'chatzoo'; export default defineBot({ ${hooks} });`;
    const bot = await rig.bot(`${what.replaceAll(' ', '-')}.mjs`, source);
    expect((await ask(bot, 'Hi')).text).toBe('whole');
  });

  it('needs no hook but the one it has: the prompt is what was said', async () => {
    const bot = await rig.bot('echo.mjs', `export default { generate: input => input };`);
    const messages = [
      { role: 'system', text: 'Be kind.' },
      { role: 'user', text: 'Hi {}' },
      { role: 'assistant', text: 'Hello' },
      { role: 'user', text: '🦉?' },
    ] as const;
    expect((await ask(bot, { messages, sampling: {} })).text).toBe(
      'Be kind.\nHuman: Hi {}\nAssistant: Hello\nHuman: 🦉?\nAssistant:',
    );
  });

  it('may be CommonJS, required modules and all', async () => {
    await rig.write(
      'words.cjs',
      `const { defineBot } = require('chatzoo'); exports.bot = defineBot({ generate: () => 'from cjs' });`,
    );
    const bot = await rig.bot('bot.cjs', `module.exports = require('./words.cjs').bot;`);
    expect((await ask(bot, 'Hi')).text).toBe('from cjs');
    const compiled = await rig.bot(
      'compiled.cjs',
      `exports.__esModule = true; exports.default = { generate: () => 'compiled' };`,
    );
    expect((await ask(compiled, 'Hi')).text).toBe('compiled');
  });

  it('runs with the settings of its entry over its own, by the names that it uses', async () => {
    const bot = await rig.bot('settings.mjs', settingsBack, {
      settings: { tone: 'warm', more: 1 },
    });
    const sampling = { topP: 0.5, maxTokens: 9 };
    const { text } = await ask(bot, question('x', { sampling }));
    expect(JSON.parse(text)).toEqual({
      temperature: 0.5,
      top_p: 0.5,
      tone: 'warm',
      more: 1,
      maxTokens: 9,
      eos: 7,
    });
    expect(bot.honours).toEqual(['temperature', 'topP']);
  });

  it('tells the log which parameters it does not name', async () => {
    const bot = await rig.bot('settings2.mjs', settingsBack, { sampling: { seed: 1 } });
    await ask(bot, 'x');
    expect(rig.lines.join('\n')).toContain('does not name seed');
  });

  it('gets the whole text on every piece, and may take back what was shown', async () => {
    const bot = await rig.bot(
      'clean.mjs',
      `export default {
        async *generate() { for (const each of ['Hel', 'lo <en', 'd> lost']) { yield each; await new Promise(r => setTimeout(r, 30)); } },
        processResponse: text => text.split('<end>')[0].trim(),
      };`,
    );
    const { parts, text } = await ask(bot, 'x');
    expect(text).toBe('Hello');
    expect(parts.filter(({ kind }) => kind === 'text' || kind === 'replaced')).toEqual([
      { kind: 'text', text: 'Hel' },
      { kind: 'text', text: 'lo <en' },
      { kind: 'replaced', text: 'Hello' },
    ]);
  });

  it('may take back what it said again and again, and is heard no more often than others', async () => {
    const bot = await rig.bot(
      'restless.mjs',
      `export default {
        *generate() {
          const end = Date.now() + 500;
          let i = 0;
          while (Date.now() < end) yield { error_code: 0, text: 'at ' + i++ + '▌' };
          yield { error_code: 0, text: 'at last' };
        },
      };`,
    );
    const { parts, text } = await ask(bot, 'x');
    expect(text).toBe('at last');
    expect(parts.length).toBeGreaterThan(10);
    // 125 a second, and the first and the last.
    expect(parts.length).toBeLessThan(80);
  });

  it('may take back long texts, which are told less often', async () => {
    const bot = await rig.bot(
      'long-restless.mjs',
      `export default {
        *generate() {
          const end = Date.now() + 500;
          for (let i = 0; Date.now() < end; i++) yield { error_code: 0, text: i + ' ' + 'x'.repeat(1e6) };
          yield { error_code: 0, text: 'short' };
        },
      };`,
    );
    const { parts, text } = await ask(bot, 'x');
    expect(text).toBe('short');
    expect(parts.filter(({ kind }) => kind === 'replaced').length).toBeLessThan(4);
  });

  it('is loaded once, and keeps what it loaded', async () => {
    const bot = await rig.bot(
      'load.mjs',
      `let loads = 0;
      export default {
        load: async ({ settings }) => ({ loads: ++loads, word: settings.word, asked: 0 }),
        generate: (_input, { model }) => { model.asked++; return JSON.stringify(model); },
      };`,
      { settings: { word: 'w' } },
    );
    // Both at once, before it is loaded.
    const first = await Promise.all([ask(bot, 'a'), ask(bot, 'b')]);
    expect(first.map(({ text }) => (JSON.parse(text) as { asked: number }).asked).sort()).toEqual([
      1, 2,
    ]);
    expect(JSON.parse((await ask(bot, 'c')).text)).toEqual({ loads: 1, word: 'w', asked: 3 });
  });

  it('is loaded anew once it or a file that it imports has changed', async () => {
    await rig.write('part.mjs', `export const word = 'old';`);
    const source = (tail: string) =>
      `import { word } from './part.mjs'; export default { generate: () => word + ' ${tail}' };`;
    const bot = await rig.bot('whole.mjs', source('first'));
    expect((await ask(bot, 'x')).text).toBe('old first');
    await rig.write('part.mjs', `export const word = 'new part';`);
    expect((await ask(bot, 'x')).text).toBe('new part first');
    await rig.write('whole.mjs', source('second time'));
    expect((await ask(bot, 'x')).text).toBe('new part second time');
  });

  it('finishes what it says with the code that it began with', async () => {
    const source = (word: string, ms: number) => `export default {
      async *generate() { for (let i = 0; i < 5; i++) { yield '${word} '; await new Promise(r => setTimeout(r, ${ms})); } },
    };`;
    const bot = await rig.bot('slow.mjs', source('old', 150));
    let onBegun = (): void => {};
    const begun = new Promise<void>(resolve => (onBegun = resolve));
    const old = ask(bot, 'x', {
      onPart: ({ kind }) => {
        if (kind === 'text') onBegun();
      },
    });
    await begun;
    await rig.write('slow.mjs', source('newer', 1));
    expect((await ask(bot, 'x')).text).toBe('newer '.repeat(5));
    expect((await old).text).toBe('old '.repeat(5));
  });

  it('leaves no process behind that still loads when the file is mended', async () => {
    const source = (load: string) =>
      `export default { load: () => ${load}, generate: () => 'pid ' + process.pid };`;
    const from = rig.lines.length;
    const bot = await rig.bot('stuck.mjs', source('new Promise(() => {})'));
    for (let edit = 0; edit < 2; edit++) {
      const stop = new AbortController();
      const stuck = ask(bot, 'x', { signal: stop.signal });
      await delay(300);
      stop.abort();
      expect((await stuck).text).toBe('');
      await rig.write('stuck.mjs', source(`new Promise(() => {}, ${edit})`));
    }
    await rig.write('stuck.mjs', source(`'well'`));
    const { text } = await ask(bot, 'x');
    const started = rig.lines.slice(from).filter(line => line.endsWith(': started'));
    const ended = started.map(line => line.replace('started', 'ended (SIGKILL)'));
    expect(started).toHaveLength(3);
    await expect.poll(() => rig.lines).toEqual(expect.arrayContaining(ended.slice(0, 2)));
    expect((await ask(bot, 'x')).text).toBe(text);
  });

  it('ends soon when it is stopped, and answers again', async () => {
    const bot = await rig.bot(
      'endless.mjs',
      `let closed = 0;
      export default {
        *generate(input) {
          if (!input.includes('for ever')) { yield 'closed ' + closed; return; }
          try { for (;;) yield 'x'; } finally { closed++; }
        },
      };`,
    );
    const stop = new AbortController();
    const { parts } = await ask(bot, 'for ever', {
      signal: stop.signal,
      onPart: ({ kind }) => {
        if (kind === 'text') stop.abort();
      },
    });
    expect(parts.at(-1)?.kind).toBe('text');
    await bot.idle();
    expect((await ask(bot, 'and now')).text).toBe('closed 1');
  });

  it('does not run in a workspace that is not trusted', async () => {
    let trusted = false;
    const bot = await rig.bot(
      'trust.mjs',
      `export default { generate: () => 'ran' };`,
      {},
      { mayRun: () => trusted },
    );
    await expect(ask(bot, 'x')).rejects.toEqual(
      failsWith('moduleFailed', /once you trust the workspace/),
    );
    trusted = true;
    expect((await ask(bot, 'x')).text).toBe('ran');
  });
});
