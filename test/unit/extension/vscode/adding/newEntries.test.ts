import { describe, expect, it } from 'vitest';
import type { ModelDescription } from '../../../../../src/bots/describeModel.ts';
import { parseBots } from '../../../../../src/bots/parseBots.ts';
import { inEnglish } from '../../../../../src/core/text.ts';
import type { PathBase } from '../../../../../src/extension/discovery/typedPath.ts';
import {
  botName,
  editorEntry,
  fileEntry,
  modelName,
  sameBot,
  serverEntry,
  withFreeNames,
} from '../../../../../src/extension/vscode/adding/newEntries.ts';
import { demoEntries } from '../../../../../src/extension/vscode/demoBots.ts';
import { described } from './described.ts';

const base: PathBase = { platform: 'linux', home: '/home/anna', folder: '/srv/zoo' };
const file = (path: string, change: Partial<ModelDescription> = {}): ModelDescription =>
  described({ path, name: undefined, ...change });

describe('the entry of a file', () => {
  it('has its path as it stays right on another machine', () => {
    const entry = (path: string) => fileEntry(file(path), undefined, base)['modelPath'];
    expect(entry('/srv/zoo/models/owl.gguf')).toBe('${workspaceFolder}/models/owl.gguf');
    expect(entry('/home/anna/owl.gguf')).toBe('~/owl.gguf');
    expect(entry('/data/owl.gguf')).toBe('/data/owl.gguf');
  });

  it('is one that the settings take', () => {
    const entry = fileEntry(file('/data/owl.gguf'), 'llama3:8b', base);
    const { bots, problems } = parseBots([entry], { t: inEnglish, resolvePath: path => path });
    expect(problems).toEqual([]);
    expect(bots).toMatchObject([{ kind: 'llama', name: 'llama3:8b', modelPath: '/data/owl.gguf' }]);
  });

  it('names a template where only the name in another program tells it', () => {
    const blob = `/home/anna/.ollama/models/blobs/sha256-${'a'.repeat(64)}`;
    const template = (path: string, hasTemplate: boolean) =>
      fileEntry(file(path, { hasTemplate }), 'vicuna:7b', base)['template'];
    expect(template(blob, false)).toBe('vicuna_v1.1');
    expect(template(blob, true)).toBeUndefined();
    expect(template('/data/llama-2-7b-chat.gguf', false)).toBeUndefined();
  });
});

describe('the name of a model', () => {
  it.each([
    ['llama3:8b', 'Meta Llama', '/m/x.gguf', 'llama3:8b'],
    [undefined, 'Meta Llama 3.1 8B Instruct', '/m/x.gguf', 'Meta Llama 3.1 8B Instruct'],
    [undefined, undefined, '/m/Owl-Q4_K_M.gguf', 'Owl-Q4_K_M'],
    [undefined, 'LLaMA v2', '/m/vicuna-7b.Q4_0.gguf', 'vicuna-7b.Q4_0'],
    [undefined, '.', '/m/owl.gguf', 'owl'],
    [undefined, '/home/somebody/srv/qwen-tuned', '/m/x.gguf', 'qwen-tuned'],
    [undefined, 'C:\\work\\models', 'C:\\m\\owl.gguf', 'owl'],
    [undefined, undefined, '/m/owl-00001-of-00003.gguf', 'owl'],
    [undefined, 'model', '/jan/models/anna/owl-1b/model.gguf', 'owl-1b'],
    [undefined, undefined, '/models/model.gguf', 'model'],
    [undefined, 'Owl\n\u202e  the\tfirst\u0000', '/m/x.gguf', 'Owl the first'],
  ])('%s, %s and %s are %s', (knownAs, name, path, expected) => {
    expect(modelName(file(path, { name }), knownAs)).toBe(expected);
  });

  it('is short enough to stay so with a number behind it', () => {
    const name = botName('🦉'.repeat(100));
    expect(name.length).toBeLessThanOrEqual(75);
    expect(name).toMatch(/^(?:🦉)+$/u);
    const entries = [1, 2, 3].map(() => ({ name: 'x'.repeat(75), kind: 'llama', modelPath: 'a' }));
    const { problems } = parseBots(withFreeNames(entries, []), {
      t: inEnglish,
      resolvePath: path => path,
    });
    expect(problems).toEqual([]);
  });
});

it('calls a server’s model by the end of its name', () => {
  expect(serverEntry('http://a/v1', 'Qwen/Qwen2.5-7B-Instruct')).toEqual({
    name: 'Qwen2.5-7B-Instruct',
    kind: 'openai',
    baseUrl: 'http://a/v1',
    model: 'Qwen/Qwen2.5-7B-Instruct',
  });
  expect(serverEntry('http://a/v1', 'llama3:8b', ' My llama ')).toMatchObject({ name: 'My llama' });
  expect(serverEntry('http://a/v1', '/')).toMatchObject({ name: 'Bot', model: '/' });
});

it('names one of the editor’s models by all that tells it from others', () => {
  const model = { vendor: 'copilot', family: 'gpt-4o', id: 'gpt-4o-2024', name: 'GPT-4o' };
  expect(editorEntry(model)).toEqual({
    name: 'GPT-4o',
    kind: 'vscode',
    vendor: 'copilot',
    family: 'gpt-4o',
    id: 'gpt-4o-2024',
  });
});

it('writes only entries that the settings take', () => {
  const editor = { vendor: 'copilot', family: 'gpt-4o', id: 'gpt-4o-2024', name: 'GPT-4o' };
  const entries = [
    fileEntry(file('/data/vicuna-x.gguf', { hasTemplate: false }), undefined, base),
    fileEntry(file('/data/sha256-aa', { hasTemplate: false }), 'vicuna:7b', base),
    serverEntry('http://127.0.0.1:11434/v1', 'llama3:8b'),
    editorEntry(editor),
    ...demoEntries(),
  ];
  const { bots, problems } = parseBots(entries, { t: inEnglish, resolvePath: path => path });
  expect(problems).toEqual([]);
  expect(bots.map(({ name }) => name)).toEqual(entries.map(({ name }) => name));
});

it('gives each the first name that is free', () => {
  const entries = [{ name: 'Owl' }, { name: 'Owl' }, { name: 'Moa' }, { name: '' }, {}];
  const named = withFreeNames(entries, [{ name: ' Owl ' }, { name: 'Owl 3' }, { kind: 'llama' }]);
  expect(named.map(({ name }) => name)).toEqual(['Owl 2', 'Owl 4', 'Moa', 'Bot', 'Bot 2']);
});

describe('the same bot', () => {
  const there = [
    { name: 'Owl', kind: 'llama', modelPath: '~/owl.gguf' },
    { name: 'Hot owl', kind: 'llama', modelPath: '~/owl.gguf', sampling: { temperature: 2 } },
    { name: 'Far', kind: 'openai', baseUrl: 'http://a/v1/', model: 'm', timeoutSeconds: 120 },
    { name: 'Wrong', kind: 'llama' },
    'nonsense' as unknown as Record<string, unknown>,
  ];
  const twin = (entry: Record<string, unknown>) => sameBot(entry, there, base);

  it('is one of the same file with the same parameters, however they are written', () => {
    expect(twin({ name: 'x', kind: 'llama', modelPath: '/home/anna/owl.gguf' })).toBe('Owl');
    expect(twin({ name: 'x', kind: 'llama', modelPath: '~/owl.gguf', systemPrompt: '' })).toBe(
      'Owl',
    );
    expect(twin({ name: 'x', kind: 'openai', baseUrl: 'http://a/v1', model: 'm' })).toBe('Far');
  });

  it('is none that differs in anything', () => {
    expect(twin({ name: 'Owl', kind: 'llama', modelPath: '~/moa.gguf' })).toBeUndefined();
    expect(
      twin({ name: 'Owl', kind: 'llama', modelPath: '~/owl.gguf', threads: 2 }),
    ).toBeUndefined();
    expect(
      twin({ name: 'Far', kind: 'openai', baseUrl: 'http://a/v1', model: 'n' }),
    ).toBeUndefined();
    expect(twin({ name: 'Wrong', kind: 'llama' })).toBeUndefined();
  });
});
