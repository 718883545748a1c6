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

  it.each<[string, BotSpec, BotSpec]>([
    ['the name', LLAMA, { ...LLAMA, name: 'Other' }],
    ['threads and layers', LLAMA, { ...LLAMA, threads: 3, gpuLayers: 9 }],
    ['the folder', LLAMA, { ...LLAMA, modelPath: 'C:\\models\\tiny.gguf' }],
    ['a default written out', LLAMA, { ...LLAMA, sampling: { topK: 40, temperature: 0.8 } }],
    ['an absent value', LLAMA, { ...LLAMA, contextSize: undefined, sampling: { seed: undefined } }],
    ['the timeout', OPENAI, { ...OPENAI, timeoutSeconds: 9 }],
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
      OPENAI,
      { ...OPENAI, model: 'small' },
      { ...OPENAI, baseUrl: 'http://127.0.0.1:8080/v1' },
      { ...OPENAI, sampling: { temperature: 0.8 } },
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
