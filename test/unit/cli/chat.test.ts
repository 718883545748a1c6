import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoModel } from '../../../scripts/demo/models.mjs';
import { terminalText } from '../../../src/cli/output.ts';
import { demoEntries } from '../../../src/extension/app/demoEntries.ts';
import { program } from './program.ts';

const { file, run, runWith, start } = program('models');

const KEY = 'sk-of-the-zoo-12345';

async function settings(bots: readonly object[]): Promise<string> {
  await writeFile(file('zoo.json'), JSON.stringify({ 'chatzoo.bots': bots }));
  return file('zoo.json');
}

beforeAll(async () => {
  await writeFile(file('parrot.gguf'), demoModel('parrot'));
  await writeFile(file('endless.gguf'), demoModel('parrot', { endless: true }));
});

/** The lines of JSON that it printed. */
function lines(stdout: string): readonly Record<string, unknown>[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>);
}

describe('chatzoo chat with a local model', { timeout: 120_000 }, () => {
  it('prints the answer and nothing else', () => {
    const words = ['chat', '--bot', 'parrot.gguf', '--seed', '7', '--max-tokens', '12', 'Hello!'];
    const { status, stdout, stderr } = run(...words);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^\S[^]*\S\n$/);
    expect(run(...words).stdout).toBe(stdout);
    expect(runWith('Hello!\n', ...words.slice(0, -1), '-').stdout).toBe(stdout);
  });

  it('says in JSON what it was and how it went', () => {
    const words = ['chat', '-b', 'parrot.gguf', '--seed', '7', '--max-tokens', '5', '--json', 'Hi'];
    const { status, stdout } = run(...words);
    expect(status).toBe(0);
    const [answer] = lines(stdout);
    expect(answer).toMatchObject({
      bot: 'parrot.gguf',
      model: 'parrot.gguf',
      prompt: 'Hi',
      finish: 'length',
      tokens: { completion: 5 },
      sampling: { seed: 7, maxTokens: 5, temperature: 0.8 },
    });
    expect(answer?.['text']).not.toBe('');
    expect(answer?.['timings']).toMatchObject({ totalMs: expect.any(Number) as number });
  });

  it('reads the bots of the settings, comments and all, and what the words change', async () => {
    await mkdir(file('here/.vscode'), { recursive: true });
    await mkdir(file('here/models'));
    await writeFile(file('here/models/polly.gguf'), demoModel('parrot'));
    await writeFile(
      file('here/.vscode/settings.json'),
      `\uFEFF// The zoo.
{
  "editor.fontSize": 12, /* large */
  "chatzoo.bots": [
    { "name": "Polly", "kind": "llama", "modelPath": "models/polly.gguf", // here
      "systemPrompt": "Squawk.", "sampling": { "temperature": 0.1, "topK": 3, "maxTokens": 4, }, },
    { "name": "Broken", "kind": "llama", "modelPath": "x.gguf", "contextSize": 1 },
    { "name": "Odd", "kind": "llama", "modelPath": "models/polly.gguf", "colour": "green",
      "sampling": { "maxTokens": 2 } },
  ],
}`,
    );
    const here = ['--settings', file('here/.vscode/settings.json')];
    const changed = ['--temperature', '0.5', '--stop', 'zzz', '--frequency-penalty=-1'];
    const polly = run('chat', ...here, '-b', 'Polly', ...changed, '--json', 'Hi');
    expect(polly).toMatchObject({ status: 0, stderr: '' });
    expect(lines(polly.stdout)[0]).toMatchObject({
      bot: 'Polly',
      model: 'polly.gguf',
      sampling: { temperature: 0.5, topK: 3, maxTokens: 4, stop: ['zzz'], frequencyPenalty: -1 },
    });
    const broken = run('chat', ...here, '-b', 'Broken', 'Hi');
    expect(broken).toMatchObject({ status: 1, stdout: '' });
    expect(broken.stderr).toContain('chatzoo.bots[1].contextSize is 1');
    const odd = run('chat', ...here, '-b', 'Odd', 'Hi');
    expect(odd.status).toBe(0);
    expect(odd.stderr).toContain('chatzoo.bots[2].colour is "green"');
  });

  it('tells a model the system prompt that the words give', async () => {
    const bot = {
      name: 'P',
      kind: 'llama',
      modelPath: file('parrot.gguf'),
      systemPrompt: 'Short.',
    };
    const words = ['chat', '--settings', await settings([bot]), '-b', 'P', '--max-tokens', '1'];
    const tokens = (...more: readonly string[]): number => {
      const [answer] = lines(run(...words, '--json', ...more, 'Hi').stdout);
      return (answer?.['tokens'] as { prompt: number }).prompt;
    };
    expect(tokens('--system', 'Much longer than before, in many words.')).toBeGreaterThan(tokens());
    expect(tokens('--system', '')).toBeLessThan(tokens());
  });

  it('has the models that lie beside it', async () => {
    await mkdir(file('media/zoo'), { recursive: true });
    await writeFile(file('media/zoo/owl.gguf'), demoModel('owl'));
    const words = ['--bot', 'demo:owl', '--seed', '1', '--max-tokens', '20'];
    const owl = run('chat', ...words, '--json', 'Hi');
    expect(owl.status).toBe(0);
    expect(lines(owl.stdout)[0]).toMatchObject({
      bot: 'Owl (toy)',
      model: 'owl.gguf',
      sampling: { ...(demoEntries()[0]?.['sampling'] as object), maxTokens: 20 },
    });
    const bot = { name: 'Bubo', kind: 'llama', modelPath: 'demo:owl', sampling: { maxTokens: 3 } };
    expect(run('chat', '--settings', await settings([bot]), '-b', 'Bubo', 'Hi').status).toBe(0);
    expect(run('chat', '--bot', 'demo:dodo', 'Hi')).toMatchObject({ status: 2, stdout: '' });
  });

  it('asks several bots, one after another, also after one that fails', async () => {
    const all = ['parrot.gguf', 'missing.gguf', 'parrot.gguf'].flatMap(name => ['--bot', name]);
    const words = ['chat', ...all, '--seed', '3', '--max-tokens', '6'];
    const { status, stdout, stderr } = run(...words, 'Hi');
    expect(status).toBe(3);
    const [, first = '', second = ''] =
      /^== parrot.gguf ==\n([^]+)\n== missing.gguf ==\n\n== parrot.gguf ==\n([^]+)$/.exec(stdout) ??
      [];
    expect(first).not.toBe('');
    expect(second).toBe(first);
    expect(stderr).toMatch(/^chatzoo: missing.gguf: .*missing.gguf/);
    const told = lines(run(...words, '--json', 'Hi').stdout);
    expect(told.map(({ bot }) => bot)).toEqual(['parrot.gguf', 'missing.gguf', 'parrot.gguf']);
    expect(told[1]).toMatchObject({ prompt: 'Hi', error: { code: 'modelMissing' } });
    await writeFile(file('text.gguf'), 'Dear diary');
    expect(run('chat', '-b', 'text.gguf', 'Hi')).toMatchObject({ status: 3, stdout: '' });
  });

  it.each([[[] as readonly string[]], [['--json']]])(
    'is interrupted, and has said what it said (%j)',
    async more => {
      const words = ['-b', 'endless.gguf', '-b', 'parrot.gguf', '--max-tokens', '100000', ...more];
      const child = start('chat', ...words, 'Sing!');
      let stdout = '';
      child.stdout.setEncoding('utf8').on('data', (piece: string) => (stdout += piece));
      // In JSON nothing is said before the end.
      if (more.length > 0) await delay(1000);
      else while (stdout.length <= '== endless.gguf ==\n'.length) await once(child.stdout, 'data');
      child.kill('SIGINT');
      const [code] = (await once(child, 'close')) as [number];
      expect(code).toBe(130);
      expect(stdout).not.toBe('');
      if (more.length > 0) {
        expect(lines(stdout)).toHaveLength(1);
        expect(lines(stdout)[0]).toMatchObject({ bot: 'endless.gguf', finish: 'stopped' });
      } else expect(stdout).not.toContain('== parrot.gguf ==');
    },
  );
});

describe('chatzoo chat with a module of the user', () => {
  it('runs it only if it is told to', async () => {
    const modulePath = path.resolve('test/fixtures/customBots/doChat.mjs');
    const bot = { name: 'Own', kind: 'custom', modulePath };
    const words = ['chat', '--settings', await settings([bot]), '-b', 'Own', 'Hi'];
    const refused = run(...words);
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^chatzoo: Own: .*--trust/);
    const { status, stdout } = run(...words, '--trust');
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'You said “Hi”.\n' });
  });

  it.each([
    ['', 0],
    ['throw new Error("late");', 1],
  ])('prints what it says in the end, and not what it took back (%j)', async (end, expected) => {
    const texts = ['Hello wrld', 'Hello world', 'Hello world!'];
    await writeFile(
      file('own.mjs'),
      `export default { async *generate() {
        for (const text of ${JSON.stringify(texts)}) {
          yield { error_code: 0, text };
          await new Promise(resolve => setTimeout(resolve, 30));
        }
        ${end}
      } };`,
    );
    const bot = { name: 'Own', kind: 'custom', modulePath: file('own.mjs') };
    const words = ['chat', '--settings', await settings([bot]), '-b', 'Own', '--trust', 'Hi'];
    expect(run(...words)).toMatchObject({ status: expected, stdout: 'Hello world!\n' });
    expect(lines(run(...words, '--json').stdout)).toMatchObject([{ text: 'Hello world!' }]);
  });
});

describe('chatzoo chat refuses', () => {
  it.each([
    [['Hi'], '--bot'],
    [['-b', 'parrot.gguf'], 'say what to ask'],
    [['-b', 'parrot.gguf', 'two', 'words'], 'quotes'],
    [['-b', 'Nobody', 'Hi'], 'there is no bot "Nobody"'],
    [['-b', 'parrot.gguf', '--temperature', '9', 'Hi'], '--temperature takes a number from 0 to 5'],
    [['-b', 'parrot.gguf', '--top-k', '1.5', 'Hi'], '--top-k takes a whole number'],
    [['-b', 'parrot.gguf', '--seed', '', 'Hi'], '--seed takes'],
    [['-b', 'parrot.gguf', '--stop', '', 'Hi'], '--stop takes'],
    [['-b', 'parrot.gguf', '--key-env', 'NOT_SET_AT_ALL', 'Hi'], 'NOT_SET_AT_ALL'],
    [['-b', 'parrot.gguf', '--key-env', 'PATH', 'Hi'], 'none of the bots has a server'],
    [['-b', 'parrot.gguf', '--api-key', KEY, 'Hi'], '--api-key'],
  ])('what it does not understand, with 2 (%j)', (words, expected) => {
    const { status, stdout, stderr } = run('chat', ...words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(expected);
    expect(stderr).not.toContain('    at ');
  });

  it('an empty prompt, with 1, and settings that cannot be read, with 3', async () => {
    expect(runWith('\n', 'chat', '-b', 'parrot.gguf', '-')).toMatchObject({
      status: 1,
      stdout: '',
    });
    const settingsOf = (name: string) => run('chat', '--settings', name, '-b', 'x', 'Hi');
    expect(settingsOf('nowhere.json')).toMatchObject({ status: 3, stdout: '' });
    await writeFile(file('cut.json'), '{\n  "chatzoo.bots": [\n');
    expect(settingsOf('cut.json').status).toBe(3);
    expect(settingsOf('cut.json').stderr).toContain('line 3');
    await writeFile(file('list.json'), '[]');
    expect(settingsOf('list.json').stderr).toContain('an object is expected');
    await writeFile(file('none.json'), '// nothing\n');
    expect(settingsOf('none.json')).toMatchObject({ status: 2 });
    await rm(file('none.json'));
  });

  it('and says how it is used, with every option', () => {
    const { status, stdout } = run('chat', '--help');
    expect(status).toBe(0);
    const options = [
      'bot',
      'settings',
      'key-env',
      'header-env',
      'trust',
      'system',
      'top-p',
      'stop',
      'json',
    ];
    for (const option of options) expect(stdout).toContain(`--${option}`);
  });
});

describe('terminalText', () => {
  it('keeps lines and scripts, and gives no orders', () => {
    const text = 'a\tb\n动物园 👩‍🚀 मराठी';
    expect(terminalText(text)).toBe(text);
    expect(terminalText('\u001b]0;x\u0007\u202e\u009b\r')).toBe(
      '\\u001b]0;x\\u0007\\u202e\\u009b\\u000d',
    );
  });
});
