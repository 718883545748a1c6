import type { Translate } from '../core/text.ts';

/** Headers that belong to the connection or to the protocol that a bot speaks. */
const OWN_HEADERS = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
/** Longest value, in characters: servers take 8 to 16 kB for all headers together. */
const MAX_VALUE = 4096;

/** What is expected where this name stands, or undefined if a user may set such a header. */
export function headerProblem(name: string, t: Translate): string | undefined {
  if (!/^[\w!#$%&'*+.^`|~-]{1,100}$/.test(name)) return t('the name of a header, such as X-Team');
  if (!OWN_HEADERS.has(name.toLowerCase())) return undefined;
  return t('another header: ChatZoo sends {0} itself', name);
}

/** Whether a header can carry it: one line of visible ASCII, with something in it. */
export function isHeaderValue(value: string): boolean {
  return /^[\x20-\x7e\t]+$/.test(value) && value.trim() !== '' && value.length <= MAX_VALUE;
}

/**
 * What was pasted as a key, without what came along: spaces and line breaks around it, quotes, the word
 * `Bearer`.
 *
 * @returns '' where nothing is left; undefined for what no header can carry as one word.
 */
export function cleanKey(pasted: string): string | undefined {
  const unquoted = pasted.trim().replace(/^(["'`])(.*)\1$/s, '$2');
  const key = unquoted.trim().replace(/^(?:authorization:\s*)?bearer\s+/i, '');
  if (key === '') return '';
  return /^[\x21-\x7e]+$/.test(key) && key.length <= MAX_VALUE ? key : undefined;
}
