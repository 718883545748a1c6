import { describe, expect, it } from 'vitest';
import { parseBots } from '../../../src/bots/parseBots.ts';
import { MAX_LORAS } from '../../../src/bots/settingLimits.ts';
import { FAMILY_NAMES } from '../../../src/core/prompt/familyNames.ts';
import { inEnglish } from '../../../src/core/text.ts';

const parse = (more: object) =>
  parseBots([{ name: 'L', kind: 'llama', modelPath: 'm.gguf', ...more }], {
    t: inEnglish,
    resolvePath: (path: string) => `/resolved/${path}`,
  });

describe('the template of a bot', () => {
  const of = (template: unknown): unknown => parse({ template }).bots[0];
  const problem = (template: unknown) => {
    const { bots, problems } = parse({ template });
    expect(bots).toEqual([]);
    expect(problems).toHaveLength(1);
    return problems[0];
  };

  it.each(FAMILY_NAMES)('may be the family %s', name => {
    expect(of(name)).toMatchObject({ template: { kind: 'family', name } });
  });

  it('is the same family in any case and with blanks around it', () => {
    expect(of(' Vicuna ')).toMatchObject({ template: { kind: 'family', name: 'vicuna' } });
  });

  it.each(['{{ messages[0].content }}', '{% for m in messages %}{{ m.content }}{% endfor %}\n'])(
    'may be the Jinja text %j, to the letter',
    source => {
      expect(of(source)).toMatchObject({ template: { kind: 'jinja', source } });
    },
  );

  it('may be what ChatZoo calls prompts, with braces of their own', () => {
    const template = { meta_prompt: '{"a": {}}', user_prompt: 'U: {} {x}', bot_prompt: '{{{}}}' };
    expect(of(template)).toMatchObject({
      template: {
        kind: 'triple',
        metaPrompt: '{"a": {}}',
        userPrompt: 'U: {} {x}',
        botPrompt: '{{{}}}',
      },
    });
    expect(of({ user_prompt: '{}', bot_prompt: '{}' })).toMatchObject({
      template: { kind: 'triple', metaPrompt: '' },
    });
  });

  it.each([
    ['vicunna', 'vicuna'],
    ['qwen', 'qwen'],
    ['chatglm-2', 'chatglm2'],
    ['something else altogether', 'chatml, vicuna'],
    ['x'.repeat(100_000), 'chatml, vicuna'],
  ])('names what is near to %j', (name, near) => {
    expect(problem(name)?.path).toBe('chatzoo.bots[0].template');
    expect(problem(name)?.expected).toContain(near);
    expect(problem(name)?.expected).toMatch(/family.*\{\{ or \{%.*user_prompt/);
  });

  it.each(['', ' ', 7, null, true, [], ['vicuna']])('is not %j', template => {
    expect(problem(template)?.expected).toContain('the name of a family');
  });

  it.each([
    [{}, ['user_prompt', 'bot_prompt']],
    [{ user_prompt: 'U', bot_prompt: '{}' }, ['user_prompt']],
    [{ user_prompt: '{}', bot_prompt: 7 }, ['bot_prompt']],
    [{ meta_prompt: 7, user_prompt: '{}', bot_prompt: '{}' }, ['meta_prompt']],
  ])('is not %j', (template, keys) => {
    const { bots, problems } = parse({ template });
    expect(bots).toEqual([]);
    expect(problems.map(({ path }) => path)).toEqual(
      keys.map(key => `chatzoo.bots[0].template.${key}`),
    );
  });

  it('reports a key that no triple has, and the bot works', () => {
    const { bots, problems } = parse({
      template: { user_prompt: '{}', bot_prompt: '{}', eos: '</s>' },
    });
    expect(bots).toHaveLength(1);
    expect(problems).toMatchObject([
      {
        path: 'chatzoo.bots[0].template.eos',
        expected: 'one of meta_prompt, user_prompt, bot_prompt',
      },
    ]);
  });
});

describe('the LoRA adapters of a bot', () => {
  it('may be one or several, with paths as the model’s own', () => {
    expect(parse({ lora: { path: ' fox.gguf ' } }).bots[0]).toMatchObject({
      lora: [{ path: '/resolved/fox.gguf', scale: 1 }],
    });
    expect(parse({ lora: [{ path: 'a', scale: 0.5 }, { path: 'b' }] })).toMatchObject({
      bots: [
        {
          lora: [
            { path: '/resolved/a', scale: 0.5 },
            { path: '/resolved/b', scale: 1 },
          ],
        },
      ],
      problems: [],
    });
  });

  it.each([
    ['fox.gguf', '.lora', 'a list of 1 to 8'],
    [[], '.lora', 'a list of 1 to 8'],
    [['fox.gguf'], '.lora', 'an object with a path'],
    [Array(MAX_LORAS + 1).fill({ path: 'a' }), '.lora', 'a list of 1 to 8'],
    [{}, '.lora.path', 'GGUF'],
    [[{ path: 'a' }, { path: ' ' }], '.lora[1].path', 'GGUF'],
    [[{ path: 'a', scale: '1' }], '.lora[0].scale', 'from -10 to 10'],
    [{ path: 'a', scale: 11 }, '.lora.scale', 'from -10 to 10'],
  ])('are not %j', (lora, path, expected) => {
    const { bots, problems } = parse({ lora });
    expect(bots).toEqual([]);
    expect(problems).toMatchObject([{ path: `chatzoo.bots[0]${path}` }]);
    expect(problems[0]?.expected).toContain(expected);
  });
});
