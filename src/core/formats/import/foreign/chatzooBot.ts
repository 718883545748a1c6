import * as z from 'zod/mini';
import type { Fingerprint, Sampling } from '../../../model.ts';
import type { ImportContext } from '../format.ts';
import { asObject } from './check.ts';
import { fromJson } from './conversation.ts';

/** A bot as ChatZoo stores it; a seat is added when it takes one. */
export interface ChatzooBot {
  readonly name: string;
  readonly model: string;
  readonly fingerprint: Fingerprint;
  readonly sampling: Sampling;
  readonly systemPrompt?: string | undefined;
}

const parameter = z.number();
/** ChatZoo's names of the parameters that have a place here. */
const SAMPLING: ReadonlyMap<string, keyof Omit<Sampling, 'stop'>> = new Map([
  ['temperature', 'temperature'],
  ['top_p', 'topP'],
  ['top_k', 'topK'],
  ['repetition_penalty', 'repeatPenalty'],
  ['frequency_penalty', 'frequencyPenalty'],
  ['presence_penalty', 'presencePenalty'],
  ['max_new_tokens', 'maxTokens'],
  ['seed', 'seed'],
]);

/**
 * @param kwargs the column `generate_kwargs`, JSON.
 * @param prompts the column `prompts`, JSON; `meta_prompt` in it is the system prompt.
 */
export function chatzooBot(
  parts: {
    readonly nickname: string;
    readonly path: string;
    readonly kwargs: string | null | undefined;
    readonly prompts?: string | null | undefined;
  },
  table: string,
  { hash, onNotKept }: ImportContext,
): ChatzooBot {
  const kwargs = asObject(fromJson(parts.kwargs ?? '')) ?? {};
  const sampling: Partial<Record<keyof Omit<Sampling, 'stop'>, number>> = {};
  for (const [field, value] of Object.entries(kwargs)) {
    const place = SAMPLING.get(field);
    const number = parameter.safeParse(value);
    if (place !== undefined && number.success) sampling[place] = number.data;
    else onNotKept(`${table}.generate_kwargs.${field}`.slice(0, 80));
  }
  const prompts = asObject(fromJson(parts.prompts ?? '')) ?? {};
  for (const [field, value] of Object.entries(prompts)) {
    const said = typeof value === 'string' && value !== '';
    if (field !== 'meta_prompt' && said) onNotKept(`${table}.prompts.${field}`.slice(0, 80));
  }
  const meta = prompts['meta_prompt'];
  return {
    name: parts.nickname,
    model: parts.path.split(/[\\/]/).findLast(part => part !== '') ?? parts.path,
    fingerprint: chatzooHash(kwargs, hash),
    sampling,
    ...(typeof meta === 'string' && meta !== '' ? { systemPrompt: meta } : {}),
  };
}

/**
 * ChatZoo's own hash of a configuration: eight hex digits of the SHA-256 over its JSON, keys sorted.
 * `{"max_length":2048}` gives a7e9287a.
 */
function chatzooHash(
  kwargs: Readonly<Record<string, unknown>>,
  hash: ImportContext['hash'],
): Fingerprint {
  // Written field by field: a field named __proto__ is a field like any other.
  const fields = Object.entries(kwargs)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, value]) => `${JSON.stringify(field)}:${jsonOf(value)}`);
  return hash(`{${fields.join(',')}}`).slice(0, 8) as Fingerprint;
}

/** Parameters are plain values or short lists; anything deeper counts by its kind only. */
function jsonOf(value: unknown): string {
  const plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);
  const parsed = z.union([plain, z.array(plain)]).safeParse(value);
  return parsed.success ? JSON.stringify(parsed.data) : '"…"';
}

/**
 * A bot of which a vote has only the key: nickname and hash in one word (main branch), or the nickname
 * alone (dev branch).
 */
export function botOfKey(key: string, { hash }: ImportContext): ChatzooBot {
  const [, name, digits] = /^(.+)([0-9a-f]{8})$/s.exec(key) ?? [];
  return {
    name: name ?? key,
    model: name ?? key,
    fingerprint: (digits ?? hash(JSON.stringify(['imported', key])).slice(0, 8)) as Fingerprint,
    sampling: {},
  };
}

/** Whether a vote's key means this bot. */
export function isKeyOf(key: string, { name, fingerprint }: ChatzooBot): boolean {
  return key === `${name}${fingerprint}` || key === name;
}
