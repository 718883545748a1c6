import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, failsWith, ModuleRig } from './rig.ts';

let rig: ModuleRig;
beforeAll(async () => (rig = await ModuleRig.open()));
afterAll(() => rig.close());

const good = `export default { generate: () => 'well again' };`;

describe('a module that fails', () => {
  it.each([
    [
      'throws',
      `generate() {\n    throw new RangeError('too far');\n  }`,
      /RangeError: too far \(throws\.mjs:3:\d+\)$/,
    ],
    [
      'rejects',
      `async generate() {\n    await null;\n    null.x;\n  }`,
      /TypeError: Cannot read .* \(rejects\.mjs:4:\d+\)$/,
    ],
    ['throws-text', `generate() { throw 'just words'; }`, /^It threw just words$/],
    [
      'throws-in-load',
      `load() {\n    throw new Error('no weights');\n  }, generate: () => ''`,
      /Error: no weights \(throws-in-load\.mjs:3:\d+\)$/,
    ],
    [
      'throws-later',
      `*generate() { yield 'a';\n    throw new Error('later');\n  }`,
      /Error: later \(throws-later\.mjs:3:\d+\)$/,
    ],
    ['wrong-output', `generate: () => 42`, /^generate gave a number\. It must give a text/],
    ['nothing', `generate: () => undefined`, /^generate gave undefined/],
    ['wrong-response', `generate: () => 'x', getResponse: () => [1]`, /^getResponse gave a list/],
    [
      'wrong-process',
      `generate: () => 'x', processResponse: () => null`,
      /^processResponse gave null/,
    ],
    [
      'wrong-settings',
      `generate: () => 'x', defaultSettings: () => 7`,
      /^defaultSettings gave a number/,
    ],
    [
      'wrong-hook',
      `generate: 'x'`,
      /^generate of wrong-hook\.mjs is a string\. It must be a function\.$/,
    ],
    ['no-hooks', `genrate: () => 'x'`, /none of the hooks load, defaultSettings,/],
  ])('in that it %s', async (name, hooks, message) => {
    const file = `${name}.mjs`;
    const bot = await rig.bot(file, `export default {\n  ${hooks}\n};\n`);
    await expect(ask(bot, 'x')).rejects.toEqual(failsWith('moduleFailed', message));
    await rig.write(file, good);
    expect((await ask(bot, 'x')).text).toBe('well again');
  });

  it('in mid-reply, whose generator is closed and whose signal is aborted', async () => {
    const bot = await rig.bot(
      'open-end.mjs',
      `const seen = [];
      export default {
        *generate(input, { signal }) {
          if (input.includes('what')) { yield seen.join(', '); return; }
          signal.addEventListener('abort', () => seen.push('aborted'));
          try { yield 'a'; yield 'b'; } finally { seen.push('closed'); }
        },
        processResponse(text) {
          if (text === 'ab') throw new Error('no more');
          return text;
        },
      };`,
    );
    await expect(ask(bot, 'go on')).rejects.toEqual(failsWith('moduleFailed', /no more/));
    expect((await ask(bot, 'what was seen')).text).toBe('closed, aborted');
  });

  it('with an error_code and a whole reply, of which the head is told', async () => {
    const bot = await rig.bot(
      'long-error.mjs',
      `export default { generate: () => ({ error_code: 1, text: 'x'.repeat(100_000) }) };`,
    );
    const error: unknown = await ask(bot, 'x').catch((reason: unknown) => reason);
    expect((error as Error).message).toMatch(/^The module gave the error_code 1: x+…$/);
    expect((error as Error).message.length).toBe(2000);
  });

  it.each([
    ['syntax.mjs', `const a = 1;\nconst = 3;\n`, /SyntaxError: .* \(syntax\.mjs:2\)$/],
    ['syntax.cjs', `const a = 1;\nconst = 3;\n`, /SyntaxError: .* \(syntax\.cjs:2\)$/],
    ['missing-import.mjs', `import './nowhere.mjs';`, /Cannot find module .*nowhere\.mjs/],
    [
      'wrong-import.mjs',
      `import { other } from 'chatzoo';`,
      /'chatzoo' does not provide an export named 'other' \(wrong-import\.mjs:1\)$/,
    ],
    [
      'named.mjs',
      `export const bot = {};`,
      /^named\.mjs has no default export, it exports only bot\. End it with/,
    ],
    ['empty.mjs', ``, /^empty\.mjs has no default export, it exports nothing/],
    [
      'a-function.mjs',
      `export default () => 'x';`,
      /^The default export of a-function\.mjs is a function\. It must be an object/,
    ],
  ])('in that %s cannot be used', async (file, source, message) => {
    const bot = await rig.bot(file, source);
    await expect(ask(bot, 'x')).rejects.toEqual(failsWith('moduleFailed', message));
  });

  it.skipIf(process.platform === 'win32').each([
    ['is not there', undefined],
    ['takes longer than a module may block', '#!/bin/sh\nsleep 4\n'],
  ])('also when what could tell the line of it %s', async (_what, node) => {
    const file = await rig.write('node.sh', node ?? '');
    await chmod(file, node === undefined ? 0o600 : 0o700);
    const bot = await rig.bot(
      'untold.mjs',
      `process.execPath = ${JSON.stringify(file)};
      throw Object.assign(new SyntaxError('untold'), { stack: '' });`,
      { timeoutSeconds: 2 },
    );
    await expect(ask(bot, 'x')).rejects.toEqual(failsWith('moduleFailed', /^SyntaxError: untold$/));
  });

  it('in that it is not there', async () => {
    const bot = rig.botAt(path.join(rig.folder, 'gone.mjs'));
    await expect(ask(bot, 'x')).rejects.toEqual(
      failsWith('moduleFailed', /leads to no file: gone\.mjs$/),
    );
    await rig.write('gone.mjs', good);
    expect((await ask(bot, 'x')).text).toBe('well again');
  });

  it.each([
    [
      'process.exit',
      `process.exit(3);`,
      /ended its own process \(exit code 3\): look for process\.exit/,
    ],
    [
      'an uncaught error',
      `setTimeout(() => {\n    throw new Error('in a timer');\n  }, 1); await new Promise(() => {});`,
      /did not catch an error: Error: in a timer \(bad-\d+\.mjs:5:\d+\)/,
    ],
    [
      'a rejected promise',
      `void Promise.reject(new Error('nobody waits')); await new Promise(() => {});`,
      /did not catch an error: Error: nobody waits \(bad/,
    ],
    [
      'a signal',
      `process.kill(process.pid, 'SIGKILL'); await new Promise(() => {});`,
      /was ended \(SIGKILL\)/,
    ],
    [
      'a closed channel',
      `process.disconnect(); await new Promise(() => {});`,
      /was ended \(SIGKILL\)/,
    ],
    ['an endless loop', `for (;;);`, /computed for [\d.]+ s without a pause, .* endless loop/],
    ['an endless loop of promises', `for (;;) await null;`, /endless loop/],
  ])('by %s, and another answers meanwhile and after it', async (_what, body, message) => {
    const name = `bad-${count++}`;
    const bad = await rig.bot(
      `${name}.mjs`,
      `export default {\n  async *generate(input) { if (input.includes('good')) { yield 'good'; return; }\n    yield 'so far'; await new Promise(r => setTimeout(r, 50));\n  ${body} } };`,
      { timeoutSeconds: 3 },
    );
    const other = await rig.bot(`${name}-other.mjs`, good);
    const parts: string[] = [];
    const failing = ask(bad, 'x', {
      onPart: part => {
        if (part.kind === 'text') parts.push(part.text);
      },
    });
    const [, fine] = await Promise.all([
      expect(failing).rejects.toEqual(failsWith('moduleFailed', message)),
      ask(other, 'x'),
    ]);
    expect(parts).toEqual(['so far']);
    expect(fine.text).toBe('well again');
    expect((await ask(bad, 'good now')).text).toBe('good');
  });

  it('by taking more memory than its process may have', async () => {
    const bot = await rig.bot(
      'memory.mjs',
      `export default { async *generate() { const all = []; for (;;) { all.push(new Array(1e5).fill({})); await new Promise(setImmediate); yield ''; } } };`,
      {},
      { heapMb: 64 },
    );
    await expect(ask(bot, 'x')).rejects.toEqual(
      failsWith('moduleFailed', /more than the 64 MB of memory/),
    );
  });

  it('by never ending: its reply may be long, but not without end', async () => {
    const bot = await rig.bot(
      'long.mjs',
      `export default { *generate() { for (;;) yield 'x'.repeat(100_000); } };`,
    );
    await expect(ask(bot, 'x')).rejects.toEqual(
      failsWith('moduleFailed', /longer than 4000000 characters/),
    );
  });

  it('by an endless loop while it loads', async () => {
    const bot = await rig.bot(
      'load-loop.mjs',
      `export default { load() { for (;;); }, generate: () => 'x' };`,
      { timeoutSeconds: 3 },
    );
    await expect(ask(bot, 'x')).rejects.toEqual(failsWith('moduleFailed', /endless loop/));
  });

  it('by not heeding a stop: its process is ended, and the next question starts another', async () => {
    const bot = await rig.bot(
      'deaf.mjs',
      `export default { async *generate(input) { yield input.includes('deaf') ? 'a' : 'hears'; if (input.includes('deaf')) await new Promise(() => {}); } };`,
      {},
      { stopGraceMs: 300 },
    );
    const stop = new AbortController();
    const { text } = await ask(bot, 'deaf', {
      signal: stop.signal,
      onPart: ({ kind }) => {
        if (kind === 'text') stop.abort();
      },
    });
    expect(text).toBe('a');
    await bot.idle();
    expect((await ask(bot, 'now')).text).toBe('hears');
  });
});

describe('what a module prints', () => {
  it('goes to the log, line by line, and no more than the log can bear', async () => {
    const bot = await rig.bot(
      'noise.mjs',
      `export default { generate() { for (let i = 0; i < 5000; i++) console.log('line ' + i); process.stdout.write('{"rpc":"event"}\\n'); console.error('oops'); return 'quiet'; } };`,
    );
    expect((await ask(bot, 'x')).text).toBe('quiet');
    await expect.poll(() => rig.lines.some(line => line.endsWith(': line 0'))).toBe(true);
    expect(rig.lines.filter(line => line.includes(': line ')).length).toBeLessThan(300);
  });
});

let count = 0;
