import { env } from 'node:process';

/** The model hub; mirrors are named as llama.cpp's and the hub's own programs have it. */
export function hubAddress(): string {
  const written = env['MODEL_ENDPOINT'] ?? env['HF_ENDPOINT'] ?? '';
  return URL.canParse(written) ? written.replace(/\/+$/, '') : 'https://huggingface.co';
}
