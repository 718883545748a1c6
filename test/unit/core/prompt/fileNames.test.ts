import { describe, expect, it } from 'vitest';
import { familyForFile, findFamily } from '../../../../src/core/prompt/families.ts';
import { familyNameForFile } from '../../../../src/core/prompt/fileNames.ts';

describe("a GGUF file's name", () => {
  it.each([
    // Those that the sources' first match gets wrong.
    ['chinese-alpaca-2-7b.Q4_K_M.gguf', 'chinese-alpaca2'],
    ['chinese-llama-alpaca-13b-q8_0.gguf', 'chinese-alpaca2'],
    ['alpaca-7b.gguf', 'alpaca'],
    ['nous-hermes-llama-2-7b.Q4_K_M.gguf', 'alpaca'],
    ['nous-hermes-13b.gguf', 'alpaca'],
    ['Nous-Hermes-2-Mixtral-8x7B-DPO.Q4_K_M.gguf', 'Nous-Hermes-2-Mixtral-8x7B-DPO'],
    ['Hermes-3-Llama-3.1-8B.Q4_K_M.gguf', 'chatml'],
    ['Meta-Llama-3-8B-Instruct.Q4_K_M.gguf', 'llama-3'],
    ['Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf', 'llama-3.1'],
    ['Llama-3.2-1B-Instruct-Q8_0.gguf', 'llama-3.1'],
    ['Llama-3.3-70B-Instruct-Q4_K_M.gguf', 'llama-3.1'],
    ['llama-2-7b-chat.Q4_K_M.gguf', 'llama-2'],
    ['codellama-7b-instruct.Q4_K_M.gguf', 'llama-2'],
    ['qwen1_5-1_8b-chat-q4_k_m.gguf', 'qwen-7b-chat'],
    ['qwen2-0_5b-instruct-q8_0.gguf', 'qwen-7b-chat'],
    ['qwen2.5-3b-instruct-q4_k_m.gguf', 'qwen2.5'],
    ['Qwen2.5-Coder-7B-Instruct-Q4_K_M.gguf', 'qwen2.5'],
    ['Qwen3-8B-Q4_K_M.gguf', 'qwen3'],
    ['QwQ-32B-Q4_K_M.gguf', 'qwen3'],
    ['DeepSeek-R1-Distill-Qwen-7B-Q4_K_M.gguf', 'deepseek-r1'],
    ['DeepSeek-R1-Distill-Llama-8B-Q4_K_M.gguf', 'deepseek-r1'],
    ['deepseek-coder-6.7b-instruct.Q4_K_M.gguf', 'deepseek-coder'],
    ['DeepSeek-Coder-V2-Lite-Instruct-Q4_K_M.gguf', 'deepseek-chat'],
    ['gemma-2-2b-it-Q4_K_M.gguf', 'gemma-it'],
    ['Phi-3-mini-4k-instruct-q4.gguf', 'phi-3'],
    ['Phi-3.5-mini-instruct-Q4_K_M.gguf', 'phi-3'],
    ['phi-4-Q4_K_M.gguf', 'phi-4'],
    ['Phi-4-mini-instruct-Q4_K_M.gguf', 'phi-4-mini'],
    ['DeepSeek-V3-0324-Q2_K.gguf', 'deepseek-v3'],
    ['deepseek-v2.5-q4.gguf', 'deepseek-v3'],
    ['DeepSeek-V2-Lite-Chat-Q4_K_M.gguf', 'deepseek-chat'],
    ['dolphin3.0-llama3.2-1b.gguf', 'chatml'],
    ['dolphin-2.9-llama3-8b.Q4_K_M.gguf', 'chatml'],
    ['dolphin-2.9.2-qwen2-7b.gguf', 'chatml'],
    ['dolphin-2.6-mistral-7b.Q4_K_M.gguf', 'dolphin-2.2.1-mistral-7b'],
    ['dolphin-2.2.1-mistral-7b.Q4_K_M.gguf', 'dolphin-2.2.1-mistral-7b'],
    ['mistral-7b-openorca.Q4_K_M.gguf', 'mistral-7b-openorca'],
    ['Mistral-7B-Instruct-v0.3.Q4_K_M.gguf', 'mistral'],
    ['mixtral-8x7b-instruct-v0.1.Q4_K_M.gguf', 'mistral'],
    ['zephyr-7b-beta.Q4_K_M.gguf', 'zephyr'],
    ['tinyllama-1.1b-chat-v1.0.Q4_K_M.gguf', 'TinyLlama'],
    ['vicuna-7b-v1.5.Q4_K_M.gguf', 'vicuna_v1.1'],
    ['stable-vicuna-13B.gguf', 'stable-vicuna'],
    ['wizardlm-13b-v1.2.Q4_K_M.gguf', 'vicuna_v1.1'],
    ['wizardcoder-python-34b-v1.0.Q4_K_M.gguf', 'alpaca'],
    ['Orca-2-7b.Q4_K_M.gguf', 'orca-2'],
    ['internlm2_5-7b-chat-q4_k_m.gguf', 'chatml'],
    ['yi-1.5-9b-chat.Q4_K_M.gguf', 'Yi-34b-chat'],
    ['solar-10.7b-instruct-v1.0.Q4_K_M.gguf', 'solar'],
    ['huozi-7b-rlhf-q4_0.gguf', 'huozi1'],
    ['huozi3-gguf-q4_0.gguf', 'huozi'],
    ['educhat-sft-002-1.8b-q4.gguf', 'educhat'],
    ['chatglm2-6b-q4.gguf', 'chatglm2'],
    ['moss-moon-003-sft.gguf', 'moss'],
    ['baichuan2-7b-chat.gguf', 'baichuan2-chat'],
  ])('%s speaks of its family', (file, family) => {
    expect(familyForFile(file)?.name).toBe(family);
  });

  it.each([
    'model.gguf',
    '',
    'ggml-vocab.gguf',
    'nomic-embed-text-v1.5.Q8_0.gguf',
    'open_llama_3b.gguf',
    'phi-2.Q4_K_M.gguf',
    'remossed.gguf',
    'command-r-v01.gguf',
  ])('%s speaks of none that is known', file => {
    expect(familyForFile(file)).toBeUndefined();
  });

  it('is read without its folders, whatever the system', () => {
    expect(familyForFile('/models/vicuna/model.gguf')).toBeUndefined();
    expect(familyForFile('C:\\vicuna\\qwen2.5 3b.gguf')?.name).toBe('qwen2.5');
  });

  it('leads to families that there are', () => {
    for (const name of [
      'aquilachat2-34b',
      'h2ogpt',
      'belle-7b',
      'godel-v1',
      'mpt-7b-chat',
      'llava-7b',
    ]) {
      const family = familyNameForFile(name);
      expect(family).toBeDefined();
      expect(findFamily(family ?? '')).toBeDefined();
    }
  });
});
