/**
 * All families' names in alphabetical order, spelt as their sources do. Apart from the families, so
 * that checking settings needs none of their texts; a test compares the two.
 */
export const FAMILY_NAMES: readonly string[] = [
  'airoboros_v1',
  'airoboros_v2',
  'airoboros_v3',
  'alpaca',
  'aquila',
  'aquila-chat',
  'aquila-legacy',
  'aquila-v1',
  'baichuan-chat',
  'baichuan2-chat',
  'baize',
  'baize@chatzoo',
  'belle',
  'belle@chatzoo',
  'billa',
  'catppt',
  'chatglm',
  'chatglm2',
  'chatglm2@chatzoo',
  'chatglm3',
  'chatglm@chatzoo',
  'chatgpt',
  'chatml',
  'chinese-alpaca2',
  'claude',
  'cllm',
  'codegeex',
  'cutegpt',
  'deepseek-chat',
  'deepseek-coder',
  'deepseek-r1',
  'deepseek-v3',
  'dolly_v2',
  'dolphin-2.2.1-mistral-7b',
  'educhat',
  'educhat-emotional',
  'educhat-emotional-thought',
  'educhat-open-qa',
  'educhat-retrieval',
  'educhat-socratic',
  'falcon',
  'falcon-chat',
  'fastchat-t5',
  'fastchat-t5@chatzoo',
  'firefly',
  'firefly@chatzoo',
  'gemma',
  'gemma-it',
  'godel',
  'godel@chatzoo',
  'h2ogpt',
  'huozi',
  'huozi1',
  'internlm-chat',
  'koala_v1',
  'lemur-70b-chat',
  'llama-2',
  'llama-3',
  'llama-3.1',
  'llama2-chinese',
  'llava-chatml',
  'manticore',
  'meta-llama-3.1',
  'metamath',
  'metharme',
  'mistral',
  'mistral-7b-openorca',
  'moss',
  'moss@chatzoo',
  'moss@chatzoo-dev',
  'mpt-30b-chat',
  'mpt-30b-instruct',
  'mpt-7b-chat',
  'Nous-Hermes-2-Mixtral-8x7B-DPO',
  'oasst_llama',
  'oasst_pythia',
  'one_shot',
  'open-orca',
  'openbuddy',
  'openchat_3.5',
  'OpenHermes-2.5-Mistral-7B',
  'orca-2',
  'phi-3',
  'phi-4',
  'phi-4-mini',
  'phind',
  'phoenix',
  'polyglot_changgpt',
  'qwen-7b-chat',
  'qwen2.5',
  'qwen3',
  'raw',
  'ReaLM-7b-v1',
  'redpajama-incite',
  'Robin',
  'rwkv',
  'snoozy',
  'solar',
  'stable-vicuna',
  'stablelm',
  'stablelm@chatzoo',
  'starchat',
  'tenyxchat',
  'tigerbot',
  'TinyLlama',
  'tulu',
  'vicuna',
  'vicuna@chatzoo',
  'vicuna_v1.1',
  'vigogne_chat_v2',
  'vigogne_chat_v3',
  'vigogne_instruct',
  'xdan-v1',
  'xgen',
  'Yi-34b-chat',
  'yuan',
  'yuan2',
  'zephyr',
  'zero_shot',
];

/** @returns the family's name as it is spelt, or undefined. @param name in any case. */
export function familyNameOf(name: string): string | undefined {
  const wanted = name.trim().toLowerCase();
  return FAMILY_NAMES.find(known => known.toLowerCase() === wanted);
}

/**
 * Names that somebody may have meant, nearest first.
 *
 * @returns at most five; none if nothing is near.
 */
export function nearFamilyNames(name: string): readonly string[] {
  const wanted = name.trim().toLowerCase();
  if (wanted === '') return [];
  const far = Math.max(2, Math.floor(wanted.length / 3));
  return FAMILY_NAMES.map(known => ({ known, distance: distanceOf(wanted, known.toLowerCase()) }))
    .filter(({ distance }) => distance <= far)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 5)
    .map(({ known }) => known);
}

/** Edits from one to the other; only 1 and up where one begins with the other. */
function distanceOf(wanted: string, known: string): number {
  if (wanted.length >= 3 && known.startsWith(wanted)) return 1;
  if (known.length >= 3 && wanted.startsWith(known)) return 1;
  // What is far too long is near to nothing, and would take its time.
  if (wanted.length > 2 * known.length + 3) return Infinity;
  let row = Array.from({ length: known.length + 1 }, (_, i) => i);
  for (const [i, letter] of Array.from(wanted).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(known).entries()) {
      const same = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(same, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
