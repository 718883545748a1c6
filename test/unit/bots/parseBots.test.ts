import { describe, expect, it } from 'vitest';
import { parseBots } from '../../../src/bots/parseBots.ts';
import { inEnglish } from '../../../src/core/text.ts';

const context = { t: inEnglish, resolvePath: (path: string) => `/resolved/${path}` };
const parse = (...entries: unknown[]) => parseBots(entries, context);
const llama = (more: object = {}) => ({ name: 'L', kind: 'llama', modelPath: 'm.gguf', ...more });
const openai = (more: object = {}) => ({
  name: 'O',
  kind: 'openai',
  baseUrl: 'http://127.0.0.1:11434/v1',
  model: 'tiny',
  ...more,
});

describe('the setting chatzoo.bots', () => {
  it('may be unset', () => {
    expect(parseBots(undefined, context)).toEqual({ bots: [], problems: [] });
  });

  it('gives complete specs of both kinds', () => {
    const sampling = { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 2 ** 31 - 1, stop: ['\n'] };
    const { bots, problems } = parse(
      llama({ sampling, contextSize: 64, threads: 1, gpuLayers: 0, systemPrompt: ' Be brief. ' }),
      openai({ name: ' O ', timeoutSeconds: 3600 }),
    );
    expect(problems).toEqual([]);
    expect(bots).toEqual([
      {
        kind: 'llama',
        name: 'L',
        modelPath: '/resolved/m.gguf',
        systemPrompt: ' Be brief. ',
        sampling,
        contextSize: 64,
        threads: 1,
        gpuLayers: 0,
      },
      {
        kind: 'openai',
        name: 'O',
        baseUrl: 'http://127.0.0.1:11434/v1',
        model: 'tiny',
        systemPrompt: '',
        sampling: {},
        timeoutSeconds: 3600,
      },
    ]);
  });

  it.each([{}, 'bots', null, 7])('says so when it is no list but %j', raw => {
    const { bots, problems } = parseBots(raw, context);
    expect(bots).toEqual([]);
    expect(problems).toMatchObject([{ path: 'chatzoo.bots', expected: 'a list of bots' }]);
  });

  it.each([
    ['an entry that is no object', null, '[0]', 'an object'],
    ['a missing name', { kind: 'llama', modelPath: 'm' }, '[0].name', 'a name'],
    ['a name of spaces', llama({ name: '  ' }), '[0].name', 'a name'],
    ['a name of two lines', llama({ name: 'a\nb' }), '[0].name', 'one line'],
    ['a missing kind', { name: 'X' }, '[0].kind', 'one of llama, openai'],
    ['an unknown kind', llama({ kind: 'toString' }), '[0].kind', 'one of llama, openai'],
    ['a missing path', { name: 'X', kind: 'llama' }, '[0].modelPath', 'GGUF'],
    ['a missing address', openai({ baseUrl: undefined }), '[0].baseUrl', 'http'],
    ['a missing model', openai({ model: '' }), '[0].model', "server's name"],
    ['a system prompt of another type', llama({ systemPrompt: 1 }), '[0].systemPrompt', 'a text'],
    ['a sampling of another type', llama({ sampling: [] }), '[0].sampling', 'an object'],
    ['a small context', llama({ contextSize: 63 }), '[0].contextSize', '64 or more'],
    ['half a thread', llama({ threads: 1.5 }), '[0].threads', 'a whole number, 1 or more'],
    ['negative layers', llama({ gpuLayers: -1 }), '[0].gpuLayers', '0 or more, or one of auto'],
    ['unknown layers', llama({ gpuLayers: 'all' }), '[0].gpuLayers', 'auto, max'],
    ['a negative context', llama({ contextSize: -4096 }), '[0].contextSize', '64 or more'],
    ['an unknown overflow', llama({ contextOverflow: 'cut' }), '[0].contextOverflow', 'dropOldest'],
    ['an unknown backend', llama({ backend: 'rocm' }), '[0].backend', 'one of auto, cpu, cuda'],
    ['devices as a text', llama({ devices: '0,1' }), '[0].devices', 'such as [0]'],
    ['no devices', llama({ devices: [] }), '[0].devices', 'such as [0]'],
    ['a device twice', llama({ devices: [0, 0] }), '[0].devices', 'twice'],
    ['a negative device', llama({ devices: [-1] }), '[0].devices', 'such as [0]'],
    ['a long timeout', openai({ timeoutSeconds: 3601 }), '[0].timeoutSeconds', 'from 1 to 3600'],
  ])('leaves out an entry with %s', (_name, entry, path, expected) => {
    const { bots, problems } = parse(entry);
    expect(bots).toEqual([]);
    expect(problems[0]?.path).toBe(`chatzoo.bots${path}`);
    expect(problems[0]?.expected).toContain(expected);
  });

  it.each([
    ['temperature', [5.1, -0.1, NaN, Infinity, '1', null, true]],
    ['topP', [0, 1.1]],
    ['topK', [-1, 1.5]],
    ['minP', [-0.1, 1.1]],
    ['repeatPenalty', [0, 5.1]],
    ['frequencyPenalty', [-2.1, 2.1, NaN, '0']],
    ['presencePenalty', [-2.1, 2.1, null]],
    ['maxTokens', [0, 0.5, 2 ** 60]],
    ['seed', [-1, 2 ** 31, 0.5]],
    ['stop', ['x', [], [''], [1], Array<string>(17).fill('x')]],
  ])('leaves out an entry whose %s is wrong: it must not run with another', (key, values) => {
    for (const value of values) {
      const { bots, problems } = parse(llama({ sampling: { [key]: value } }));
      expect(bots).toEqual([]);
      expect(problems).toHaveLength(1);
      expect(problems[0]?.path).toBe(`chatzoo.bots[0].sampling.${key}`);
    }
  });

  it.each(['auto', 'max', 0, 99])('takes gpuLayers %j', gpuLayers => {
    expect(parse(llama({ gpuLayers }))).toMatchObject({ bots: [{ gpuLayers }], problems: [] });
  });

  it('takes what says how a local model runs', () => {
    const more = { contextOverflow: 'dropOldest', devices: [1, 0], backend: 'vulkan' };
    expect(parse(llama(more))).toMatchObject({ bots: [more], problems: [] });
  });

  it('takes of what only local models have nothing for a server', () => {
    const more = { template: 'vicuna', lora: { path: 'x' }, devices: [0], backend: 'cpu' };
    const { bots, problems } = parse(openai({ ...more, contextOverflow: 'refuse' }));
    expect(bots).toHaveLength(1);
    expect(problems.map(({ path }) => path.split('.').at(-1)).sort()).toEqual(
      [...Object.keys(more), 'contextOverflow'].sort(),
    );
  });

  it('reports all that is wrong with an entry at once', () => {
    const { problems } = parse(
      llama({ threads: 0, contextSize: 0, sampling: { topP: 0, minP: 2 } }),
    );
    expect(problems).toHaveLength(4);
  });

  it('reports an unknown key, and the entry works', () => {
    const { bots, problems } = parse(llama({ baseUrl: 'x', sampling: { temprature: 1 } }));
    expect(bots).toHaveLength(1);
    expect(problems.map(problem => problem.path)).toEqual([
      'chatzoo.bots[0].sampling.temprature',
      'chatzoo.bots[0].baseUrl',
    ]);
  });

  it('reports the second of two bots with one name', () => {
    const { bots, problems } = parse(llama({ name: 'Same' }), openai({ name: 'Same ' }));
    expect(bots.map(bot => bot.kind)).toEqual(['llama']);
    expect(problems).toMatchObject([
      { path: 'chatzoo.bots[1].name', expected: 'a name that no other bot has' },
    ]);
  });

  it.each(['apiKey', 'api_key', 'API-Key', 'token', 'Cookie', 'Authorization'])(
    'points a key under %s to the command, without showing it',
    name => {
      const { bots, problems } = parse(openai({ [name]: { Authorization: 'sk-SECRET' } }));
      expect(bots).toHaveLength(1);
      expect(problems).toMatchObject([{ path: `chatzoo.bots[0].${name}`, found: '"…"' }]);
      expect(problems[0]?.expected).toContain('ChatZoo: Set API Key…');
    },
  );

  it('shows no secret of an address or of a nested value', () => {
    const { problems } = parse(
      openai({ baseUrl: 'https://me:SECRET@host/v1' }),
      openai({ baseUrl: 'https://host/v1?key=SECRET' }),
      openai({ extra: { apiKey: 'SECRET' } }),
    );
    expect(problems).toHaveLength(3);
    expect(JSON.stringify(problems)).not.toContain('SECRET');
  });

  it('shows at most 80 characters of what it found', () => {
    const { problems } = parse('x'.repeat(10_000));
    expect(problems[0]?.found).toHaveLength(80);
  });
});
