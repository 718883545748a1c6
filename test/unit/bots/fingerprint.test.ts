import { describe, expect, it } from 'vitest';
import type { BotSpec, LlamaSpec, OpenAiSpec } from '../../../src/bots/botSpec.ts';
import { fingerprintOf, modelNameOf } from '../../../src/bots/fingerprint.ts';

const LLAMA: LlamaSpec = {
  kind: 'llama',
  name: 'L',
  modelPath: '/models/tiny.gguf',
  systemPrompt: '',
  sampling: {},
};
const OPENAI: OpenAiSpec = {
  kind: 'openai',
  name: 'O',
  baseUrl: 'http://127.0.0.1:11434/v1',
  model: 'tiny',
  systemPrompt: '',
  sampling: {},
  timeoutSeconds: 60,
};

describe('fingerprintOf', () => {
  it('is the same for ever, because stored votes hold it', () => {
    expect([fingerprintOf(LLAMA), fingerprintOf(OPENAI)]).toEqual(['7c0f9031', '471398c0']);
  });

  // As they were before there were templates, adapters, a choice of GPU and further penalties.
  const ALL = {
    temperature: 0,
    topP: 0.9,
    topK: 1,
    minP: 0,
    repeatPenalty: 1.02,
    maxTokens: 64,
    seed: 7,
    stop: ['a', '</s>'],
  };
  it.each<[string, BotSpec]>([
    ['50132a39', { ...LLAMA, contextSize: 512 }],
    ['63ca67eb', { ...LLAMA, systemPrompt: '你是昆虫学家。' }],
    ['c3193aa2', { ...LLAMA, sampling: ALL, contextSize: 2048, threads: 2, gpuLayers: 0 }],
    ['ecf99eb2', { ...OPENAI, sampling: ALL, systemPrompt: 'Be brief.' }],
    ['7c0f9031', { ...LLAMA, gpuLayers: 99 }],
  ])('is still %s for a bot of an older version', (fingerprint, spec) => {
    expect(fingerprintOf(spec)).toBe(fingerprint);
  });

  it.each<[string, BotSpec, BotSpec]>([
    ['the name', LLAMA, { ...LLAMA, name: 'Other' }],
    ['threads and layers', LLAMA, { ...LLAMA, threads: 3, gpuLayers: 9 }],
    ['GPU and backend', LLAMA, { ...LLAMA, gpuLayers: 'max', devices: [0, 1], backend: 'vulkan' }],
    ['refusing what is too long', LLAMA, { ...LLAMA, contextOverflow: 'refuse' }],
    ['no adapters', LLAMA, { ...LLAMA, lora: [] }],
    [
      "an adapter's folder",
      { ...LLAMA, lora: [{ path: '/a/fox.gguf', scale: 1 }] },
      { ...LLAMA, lora: [{ path: 'C:\\b\\fox.gguf', scale: 1 }] },
    ],
    [
      'penalties that do nothing',
      LLAMA,
      { ...LLAMA, sampling: { frequencyPenalty: 0, presencePenalty: 0 } },
    ],
    ['the folder', LLAMA, { ...LLAMA, modelPath: 'C:\\models\\tiny.gguf' }],
    ['a default written out', LLAMA, { ...LLAMA, sampling: { topK: 40, temperature: 0.8 } }],
    ['an absent value', LLAMA, { ...LLAMA, contextSize: undefined, sampling: { seed: undefined } }],
    ['the timeout', OPENAI, { ...OPENAI, timeoutSeconds: 9 }],
    [
      'how a server is asked',
      OPENAI,
      { ...OPENAI, stream: false, retries: 9, headers: { 'X-A': 'a' }, secretHeaders: ['X-B'] },
    ],
    ['an empty body and no further server', OPENAI, { ...OPENAI, extraBody: {}, otherUrls: [] }],
    [
      'the order of servers',
      { ...OPENAI, baseUrl: 'http://a/v1', otherUrls: ['http://b/v1', 'http://c/v1'] },
      { ...OPENAI, baseUrl: 'http://c/v1', otherUrls: ['http://b/v1', 'http://a/v1'] },
    ],
    [
      'the order of fields in the body',
      { ...OPENAI, extraBody: { a: 1, b: { c: 2, d: 3 } } },
      { ...OPENAI, extraBody: { b: { d: 3, c: 2 }, a: 1 } },
    ],
    [
      'the order of keys',
      { ...OPENAI, sampling: { topK: 1, seed: 2 } },
      { ...OPENAI, sampling: { seed: 2, topK: 1 } },
    ],
  ])('does not change with %s', (_what, one, other) => {
    expect(fingerprintOf(other)).toBe(fingerprintOf(one));
  });

  it('changes with all that changes answers', () => {
    const specs: readonly BotSpec[] = [
      LLAMA,
      { ...LLAMA, modelPath: '/models/other.gguf' },
      { ...LLAMA, systemPrompt: 'Be brief.' },
      { ...LLAMA, contextSize: 512 },
      { ...LLAMA, sampling: { seed: 1 } },
      { ...LLAMA, sampling: { topK: 41 } },
      { ...LLAMA, sampling: { stop: ['a', 'b'] } },
      { ...LLAMA, sampling: { stop: ['b', 'a'] } },
      { ...LLAMA, sampling: { frequencyPenalty: 0.5 } },
      { ...LLAMA, sampling: { presencePenalty: 0.5 } },
      { ...LLAMA, contextOverflow: 'dropOldest' },
      { ...LLAMA, template: { kind: 'family', name: 'vicuna' } },
      { ...LLAMA, template: { kind: 'family', name: 'vicuna@chatzoo' } },
      { ...LLAMA, template: { kind: 'jinja', source: '{{ messages[0].content }}' } },
      { ...LLAMA, template: { kind: 'triple', metaPrompt: '', userPrompt: '{}', botPrompt: '{}' } },
      {
        ...LLAMA,
        template: { kind: 'triple', metaPrompt: 'm', userPrompt: '{}', botPrompt: '{}' },
      },
      { ...LLAMA, lora: [{ path: '/a/fox.gguf', scale: 1 }] },
      { ...LLAMA, lora: [{ path: '/a/fox.gguf', scale: 0.5 }] },
      { ...LLAMA, lora: [{ path: '/a/owl.gguf', scale: 1 }] },
      { ...OPENAI, sampling: { frequencyPenalty: 0 } },
      OPENAI,
      { ...OPENAI, model: 'small' },
      { ...OPENAI, baseUrl: 'http://127.0.0.1:8080/v1' },
      { ...OPENAI, sampling: { temperature: 0.8 } },
      { ...OPENAI, otherUrls: ['http://127.0.0.1:8080/v1'] },
      { ...OPENAI, extraBody: { stop_token_ids: [57001] } },
      { ...OPENAI, extraBody: { stop_token_ids: [57002] } },
    ];
    expect(new Set(specs.map(fingerprintOf)).size).toBe(specs.length);
  });
});

describe('modelNameOf', () => {
  it.each([
    ['/models/tiny.gguf', 'tiny.gguf'],
    ['C:\\models\\tiny.gguf', 'tiny.gguf'],
    ['tiny.gguf', 'tiny.gguf'],
  ])('shows of %s no folder', (modelPath, expected) => {
    expect(modelNameOf({ ...LLAMA, modelPath })).toBe(expected);
  });

  it('is what the server calls the model', () => {
    expect(modelNameOf({ ...OPENAI, model: 'org/tiny' })).toBe('org/tiny');
  });
});
