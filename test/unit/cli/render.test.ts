import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { FAMILY_NAMES } from '../../../src/core/prompt/familyNames.ts';
import { modelFile } from '../../support/ggufFiles.ts';
import { program } from './program.ts';

const { file, run } = program();

/** Writes the value as JSON. @returns the file's path. */
async function written(name: string, value: unknown): Promise<string> {
  await writeFile(file(name), typeof value === 'string' ? value : JSON.stringify(value));
  return file(name);
}

const TALK = [
  { role: 'system', content: 'S' },
  { role: 'user', content: 'a {}' },
  { role: 'assistant', content: 'b' },
  { role: 'user', content: 'c' },
];
const PROMPT = 'S USER: a {} ASSISTANT: b</s>USER: c ASSISTANT:';

describe('chatzoo render', () => {
  it('prints the exact prompt and nothing else', async () => {
    const messages = await written('talk.json', TALK);
    expect(run('render', '--template', 'VICUNA_v1.1', '--messages', messages)).toEqual({
      status: 0,
      stdout: PROMPT,
      stderr: '',
    });
    const { stdout } = run('render', '-t', 'chatml', '-m', messages);
    expect(stdout.endsWith('<|im_start|>assistant\n')).toBe(true);
  });

  it.each([
    ['an object that holds them', { messages: TALK, model: 'x' }],
    ['texts', TALK.map(({ role, content }) => ({ role, text: content }))],
    ['parts', TALK.map(m => ({ ...m, content: [{ type: 'text', text: m.content }] }))],
    ["FastChat's pairs", TALK.map(({ role, content }) => [role, content])],
    [
      "FastChat's conversation",
      {
        template_name: 'one_shot',
        system_message: 'S',
        roles: ['USER!', 'system'],
        messages: [
          ['USER!', 'example'],
          ['system', 'example'],
          ['USER!', 'a {}'],
          ['system', 'b'],
          ['USER!', 'c'],
          ['system', null],
        ],
        offset: 2,
      },
    ],
    [
      "ShareGPT's",
      {
        conversations: [
          { from: 'system', value: 'S' },
          { from: 'human', value: 'a {}' },
          { from: 'gpt', value: 'b' },
          { from: 'human', value: 'c' },
        ],
      },
    ],
    [
      "ChatZoo's query",
      {
        query: [
          { role: 'system', content: 'S' },
          { role: 'HUMAN', content: 'a {}' },
          { role: 'BOT', content: 'b' },
          { role: 'HUMAN', content: 'c' },
        ],
      },
    ],
    [
      "Huozi's roles",
      [
        { role: '系统', content: 'S' },
        { role: '用户', content: 'a {}' },
        { role: '助手', content: 'b' },
        { role: '用户', content: 'c' },
      ],
    ],
  ])('reads messages as %s', async (_, value) => {
    const messages = await written('form.json', value);
    expect(run('render', '-t', 'vicuna_v1.1', '-m', messages)).toMatchObject({
      status: 0,
      stdout: PROMPT,
    });
  });

  it('reads the standard input, a byte order mark too', () => {
    const { stdout } = spawnSync(
      process.execPath,
      [file('dist/cli.mjs'), 'render', '-t', 'vicuna', '-m', '-'],
      { input: `\uFEFF${JSON.stringify(TALK)}`, encoding: 'utf8' },
    );
    expect(stdout).toBe(PROMPT);
  });

  it("takes ChatZoo's three texts, in which braces are braces", async () => {
    const messages = await written('talk.json', TALK.slice(1));
    const triple = {
      meta_prompt: 'M {0}\n',
      user_prompt: '<H>{}</H>{}\n',
      bot_prompt: '<B>{}</B>\n',
    };
    const template = await written('triple.json', triple);
    expect(run('render', '-t', template, '-m', messages).stdout).toBe(
      'M {0}\n<H>a {}</H>{}\n<B>b</B>\n<H>c</H>{}\n<B>',
    );
    const bare = await written('no-meta.json', { ...triple, meta_prompt: undefined });
    expect(run('render', '-t', bare, '-m', messages).stdout).toMatch(/^<H>a/);
  });

  it('takes a template in Jinja', async () => {
    const messages = await written('talk.json', TALK.slice(1));
    const template = await written(
      'own.jinja',
      '{{ bos_token }}{% for m in messages %}[{{ m.role }}]{{ m.content }}{{ eos_token }}{% endfor %}{% if add_generation_prompt %}[assistant]{% endif %}',
    );
    expect(
      run('render', '-t', template, '-m', messages, '--bos', '<s>', '--eos', '</s>').stdout,
    ).toBe('<s>[user]a {}</s>[assistant]b</s>[user]c</s>[assistant]');
  });

  it("takes a model's own template", async () => {
    const messages = await written('talk.json', TALK.slice(1));
    const chatTemplate = '{{ bos_token }}{% for m in messages %}[{{ m.content }}]{% endfor %}';
    await writeFile(file('model.gguf'), modelFile({ chatTemplate }));
    const { status, stdout } = run('render', '-t', 'model.gguf', '-m', messages);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '[a {}][b][c]' });
    expect(run('render', '-t', 'model.gguf', '-m', messages, '--bos', '<s>').stdout).toBe(
      '<s>[a {}][b][c]',
    );
  });

  it('takes the template and the tokens of a tokenizer_config.json', async () => {
    const messages = await written('talk.json', TALK.slice(1, 2));
    const source = '{{ bos_token }}{{ messages[0].content }}{{ eos_token }}';
    const tokens = { bos_token: '<s>', eos_token: { content: '</s>' } };
    const one = await written('one-template.json', { ...tokens, chat_template: source });
    expect(run('render', '-t', one, '-m', messages).stdout).toBe('<s>a {}</s>');
    expect(run('render', '-t', one, '-m', messages, '--bos', '', '--eos', '<e>').stdout).toBe(
      'a {}<e>',
    );
    const templates = [
      { name: 'tool_use', template: 'tools' },
      { name: 'default', template: source },
    ];
    const several = await written('several.json', { ...tokens, chat_template: templates });
    expect(run('render', '-t', several, '-m', messages).stdout).toBe('<s>a {}</s>');
  });

  it('does not claim to know what comes from where in Jinja', async () => {
    const messages = await written('one.json', [{ role: 'user', content: 'q' }]);
    const template = await written('own.jinja', '<{{ messages[0].content }}>');
    const found: unknown = JSON.parse(
      run('render', '-t', template, '-m', messages, '--json').stdout,
    );
    expect(found).toMatchObject({ prompt: '<q>', name: template });
    expect(found).not.toHaveProperty('pieces');
  });

  it('shows as JSON what comes from where', async () => {
    const messages = await written('one.json', [{ role: 'user', content: 'q' }]);
    const { stdout } = run('render', '-t', 'huozi', '-m', messages, '--json');
    expect(JSON.parse(stdout)).toEqual({
      command: 'render',
      name: 'huozi',
      defaultSystem: '',
      stop: ['<|endofutterance|>'],
      stopTokenIds: [57001],
      cleanUp: [],
      prompt: '<|beginofutterance|>用户\nq<|endofutterance|>\n<|beginofutterance|>助手\n',
      pieces: [
        { text: '<|beginofutterance|>用户\n', from: 'template' },
        { text: 'q', from: 'message' },
        { text: '<|endofutterance|>\n<|beginofutterance|>助手\n', from: 'template' },
      ],
    });
  });

  it('lists the families', () => {
    expect(run('render', '--list').stdout).toBe(FAMILY_NAMES.map(name => `${name}\n`).join(''));
    const families = JSON.parse(run('render', '--list', '--json').stdout) as { name: string }[];
    expect(families.map(({ name }) => name)).toEqual(FAMILY_NAMES);
    expect(families.find(({ name }) => name === 'chatglm')).toEqual({
      name: 'chatglm',
      defaultSystem: '',
      stop: [],
      stopTokenIds: [],
      cleanUp: ['chinesePunctuation'],
    });
  });

  it('says how it is used, and names every option', () => {
    const { status, stdout } = run('render', '--help');
    expect(status).toBe(0);
    for (const option of ['--template', '--messages', '--bos', '--eos', '--list', '--json']) {
      expect(stdout).toContain(option);
    }
  });
});

describe('chatzoo render refuses', () => {
  it.each([
    [[], '--template'],
    [['-t', 'vicuna'], '--messages'],
    [['-t', 'vicunia', '-m', 'x'], 'did you mean vicuna'],
    [['-t', 'no/such/file.jinja', '-m', 'x'], '--list lists them'],
    [['--colour'], '--colour'],
    [['stray'], 'stray'],
  ])('what it does not understand, with 2 (%j)', (words, expected) => {
    const { status, stdout, stderr } = run('render', ...words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(expected);
    expect(stderr).not.toContain('    at ');
  });

  it.each([
    ['no list', { hello: 'world' }, 'holds no messages', 1],
    ['a number', 7, 'holds no messages', 1],
    ['an entry that is none', [{ role: 'user', content: 'a' }, 7], '[1] is no message', 1],
    [
      'a role',
      { messages: [{ role: 'tool', content: 'a' }] },
      'messages[0] has the role "tool"',
      1,
    ],
    ['a role of JavaScript', [['constructor', 'a']], 'the role "constructor"', 1],
    ['no role', [{ content: 'a' }], '[0] has no role', 1],
    ['no text', [{ role: 'user', content: 7 }], '[0] has no text', 1],
    ['a picture', [{ role: 'user', content: [{ type: 'image' }] }], '[0] has no text', 1],
    ['no text of the user', [['user', null]], '[0] has no text', 1],
    ['broken JSON', '[{"role": "user"', 'is no JSON', 3],
    ['nothing', '', 'is no JSON', 3],
  ])('a messages file with %s', async (_, value, expected, status) => {
    const messages = await written('bad.json', value);
    const found = run('render', '-t', 'vicuna', '-m', messages);
    expect(found).toMatchObject({ status, stdout: '' });
    expect(found.stderr).toContain('bad.json');
    expect(found.stderr).toContain(expected);
    expect(found.stderr).not.toContain('    at ');
  });

  it.each([
    ['half.json', { user_prompt: '{}' }, 'bot_prompt', 1],
    ['list.json', [1], 'user_prompt', 1],
    ['bare.json', { user_prompt: 'Q: ', bot_prompt: '{}' }, 'no text with {} in "user_prompt"', 1],
    [
      'tools.json',
      { chat_template: [{ name: 'tool_use', template: '{{ 1 }}' }] },
      'user_prompt',
      1,
    ],
    ['null.json', null, 'user_prompt', 1],
    ['cut.json', '{"user_prompt"', 'is no JSON', 3],
    ['plain.txt', 'Dear diary', 'neither Jinja nor JSON', 1],
    ['cut.jinja', '{% for m in messages %}', 'The chat template', 1],
    ['throws.jinja', "{{ raise_exception('never!') }}", 'never!', 1],
  ])('the template file %s', async (name, value, expected, status) => {
    const template = await written(name, value);
    const messages = await written('one.json', [{ role: 'user', content: 'q' }]);
    const found = run('render', '-t', template, '-m', messages);
    expect(found).toMatchObject({ status, stdout: '' });
    expect(found.stderr).toContain(name);
    expect(found.stderr).toContain(expected);
    expect(found.stderr).not.toContain('    at ');
  });

  it('models without a template, and damaged ones', async () => {
    const messages = await written('one.json', [{ role: 'user', content: 'q' }]);
    const model = modelFile({ chatTemplate: null });
    await writeFile(file('vicuna-7b.gguf'), model);
    const bare = run('render', '-t', 'vicuna-7b.gguf', '-m', messages);
    expect(bare).toMatchObject({ status: 1, stdout: '' });
    expect(bare.stderr).toContain('holds no chat template; its name speaks of vicuna_v1.1');
    await writeFile(file('cut.gguf'), model.subarray(0, 1000));
    const cut = run('render', '-t', 'cut.gguf', '-m', messages);
    expect(cut).toMatchObject({ status: 3, stdout: '' });
    expect(cut.stderr).toContain('cut.gguf is cut off');
    expect(cut.stderr).not.toContain('    at ');
  });

  it('files that cannot be read as text, with 3', async () => {
    expect(run('render', '-t', 'vicuna', '-m', 'nowhere.json')).toMatchObject({ status: 3 });
    expect(run('render', '-t', 'vicuna', '-m', file('.'))).toMatchObject({ status: 3 });
    await writeFile(file('latin1.json'), Buffer.from('["\xe4"]', 'latin1'));
    const { status, stderr } = run('render', '-t', 'vicuna', '-m', file('latin1.json'));
    expect(status).toBe(3);
    expect(stderr).toContain('no text in UTF-8');
  });
});
