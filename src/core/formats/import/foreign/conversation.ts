import * as z from 'zod/mini';
import type { Said } from './said.ts';
import { textOf } from './texts.ts';

/** A conversation in the shape of OpenAI's API; some files hold it as JSON in a text. */
const messages = z.array(z.looseObject({ role: z.string(), content: z.unknown() }));
/** Token counts are the counter's own, and follow from the text. */
const KNOWN = ['role', 'content', 'num_tokens'];

const ROLES: ReadonlyMap<string, Said['role']> = new Map([
  ['user', 'user'],
  ['human', 'user'],
  ['assistant', 'assistant'],
  ['model', 'assistant'],
  ['bot', 'assistant'],
  ['system', 'system'],
  ['developer', 'system'],
]);

/**
 * @param onOther hears, with the field's name, of what is no text, of unknown roles and other fields.
 * @returns undefined if the value is no conversation.
 */
export function conversationOf(
  value: unknown,
  onOther: (field: string) => void,
): readonly Said[] | undefined {
  const parsed = messages.safeParse(typeof value === 'string' ? fromJson(value) : value);
  if (!parsed.success) return undefined;
  return parsed.data.flatMap((message): Said[] => {
    const { role, content } = message;
    for (const field of Object.keys(message)) {
      if (!KNOWN.includes(field)) onOther(field.slice(0, 40));
    }
    const known = ROLES.get(role.toLowerCase());
    if (known === undefined) {
      onOther('role');
      return [];
    }
    return [{ role: known, text: textOf(content, () => onOther('content')) }];
  });
}

/** Undefined for a text that is no JSON. */
export function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
