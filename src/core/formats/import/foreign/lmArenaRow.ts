import * as z from 'zod/mini';
import type { Translate } from '../../../text.ts';
import { badField, check, hasFields, key, name, optionalTime } from './check.ts';
import type { Checked } from './check.ts';
import { conversationOf, fromJson } from './conversation.ts';
import type { Said } from './said.ts';

/** Fields that LMArena's published battles have and FastChat's own files do not. */
const MARKS = [
  'openai_moderation',
  'toxic_chat_tag',
  'conv_metadata',
  'category_tag',
  'judge_hash',
  'dedup_tag',
  'is_code',
  'evaluation_session_id',
  'evaluation_order',
  'full_conversation',
];

/** Whether a row is of one of LMArena's data sets; see lmArena.ts. */
export function looksLikeLmArena(value: unknown): boolean {
  if (!hasFields(value, 'model_a', 'model_b')) return false;
  if (hasFields(value, 'prompt', 'response_a', 'response_b')) return true;
  return (
    hasFields(value, 'winner', 'conversation_a', 'conversation_b') &&
    MARKS.some(mark => hasFields(value, mark))
  );
}

const oneOrZero = z.union([z.literal([0, 1, '0', '1']), z.boolean()]);
const row = z.object({
  id: z.nullish(key),
  question_id: z.nullish(key),
  model_a: name,
  model_b: name,
  winner: z.nullish(z.string()),
  winner_model_a: z.nullish(oneOrZero),
  winner_model_b: z.nullish(oneOrZero),
  winner_tie: z.nullish(oneOrZero),
  judge: z.nullish(key),
  judge_hash: z.nullish(key),
  evaluation_session_id: z.nullish(key),
  anony: z.nullish(z.union([z.boolean(), z.string()])),
  tstamp: optionalTime,
  timestamp: optionalTime,
  prompt: z.optional(z.unknown()),
  response_a: z.optional(z.unknown()),
  response_b: z.optional(z.unknown()),
  conversation_a: z.optional(z.unknown()),
  conversation_b: z.optional(z.unknown()),
});
export type LmArenaRow = z.infer<typeof row>;
/** `turn` and `num_tokens` follow from the conversation. */
export const KNOWN_FIELDS = [...Object.keys(row.shape), 'turn', 'num_tokens'];

export function lmArenaRow(value: unknown, t: Translate): Checked<LmArenaRow> {
  return check(row, value, t);
}

/** Who won, in the words of the newer files; undefined if the row does not say. */
export function winnerOf(value: LmArenaRow): string | undefined {
  if (typeof value.winner === 'string' && value.winner !== '') return value.winner;
  const marked = [
    isOne(value.winner_model_a) ? 'model_a' : undefined,
    isOne(value.winner_model_b) ? 'model_b' : undefined,
    isOne(value.winner_tie) ? 'tie' : undefined,
  ].filter(winner => winner !== undefined);
  return marked.length === 1 ? marked[0] : undefined;
}

function isOne(value: z.infer<typeof oneOrZero> | null | undefined): boolean {
  return value === true || value === 1 || value === '1';
}

/** Both sides' messages, or a sentence that says which field cannot be read. */
export function sidesOf(
  value: LmArenaRow,
  t: Translate,
  onNotKept: (field: string) => void,
): Checked<readonly [readonly Said[], readonly Said[]]> {
  const sides: (readonly Said[])[] = [];
  for (const side of ['a', 'b'] as const) {
    const field = value.conversation_a === undefined ? `response_${side}` : `conversation_${side}`;
    const messages = field.startsWith('c')
      ? conversationOf(value[`conversation_${side}`], part => onNotKept(`${field}.${part}`))
      : answered(value.prompt, value[`response_${side}`]);
    if (messages === undefined) {
      const asked = field.startsWith('c') || textsOf(value.prompt) !== undefined;
      return { refused: badField(asked ? field : 'prompt', t) };
    }
    sides.push(messages);
  }
  const [a = [], b = []] = sides;
  return { value: [a, b] };
}

/** Prompts and replies that stand in two lists. */
function answered(prompt: unknown, response: unknown): readonly Said[] | undefined {
  const prompts = textsOf(prompt);
  const replies = textsOf(response);
  if (prompts === undefined || replies === undefined) return undefined;
  return prompts.flatMap((text, i): Said[] => [
    { role: 'user', text: text ?? '' },
    { role: 'assistant', text: replies[i] ?? undefined },
  ]);
}

const texts = z.array(z.nullable(z.string()));

/** A text, a list of texts, or such a list as JSON in a text. */
function textsOf(value: unknown): readonly (string | null)[] | undefined {
  const list = typeof value === 'string' && value.startsWith('[') ? fromJson(value) : value;
  const parsed = texts.safeParse(list);
  if (parsed.success) return parsed.data;
  return typeof value === 'string' ? [value] : undefined;
}
