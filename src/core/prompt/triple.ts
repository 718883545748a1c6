import { markedFamily } from './markedFamily.ts';
import type { ChatTemplate } from './template.ts';

/** ChatZoo's own form of a template, as its configuration and its prompt editor have it. */
export interface PromptTriple {
  /** Before everything else, as it is: a `{}` in it means nothing. */
  readonly metaPrompt: string;
  /** Around a user's message, whose place is the first `{}`. */
  readonly userPrompt: string;
  /** Around an assistant's message; what stands before its `{}` opens the reply. */
  readonly botPrompt: string;
}

const SLOT = '{}';

/** What is wrong with a triple: keys without a text or, of the two around messages, without a `{}`. */
export interface TripleProblem {
  readonly wrong: readonly (typeof KEYS)[number][];
}

const KEYS = ['meta_prompt', 'user_prompt', 'bot_prompt'] as const;

/**
 * ChatZoo's three texts in its own words, as they stand in a settings or a JSON file.
 *
 * @param value an object whose `meta_prompt` may be missing; other keys are passed over.
 */
export function readTriple(value: unknown): PromptTriple | TripleProblem {
  const fields = (typeof value === 'object' ? value : null) as Fields | null;
  const metaPrompt = fields?.meta_prompt ?? '';
  const userPrompt = fields?.user_prompt;
  const botPrompt = fields?.bot_prompt;
  if (typeof metaPrompt === 'string' && hasSlot(userPrompt) && hasSlot(botPrompt)) {
    return { metaPrompt, userPrompt, botPrompt };
  }
  return {
    wrong: KEYS.filter(key =>
      key === 'meta_prompt' ? typeof metaPrompt !== 'string' : !hasSlot(fields?.[key]),
    ),
  };
}

type Fields = Partial<Record<(typeof KEYS)[number], unknown>>;

function hasSlot(text: unknown): text is string {
  return typeof text === 'string' && text.includes(SLOT);
}

/**
 * The template that a triple describes. Only the first `{}` of a text is the content's place, all
 * other braces are braces; a text without one stands before the content. A system prompt among the
 * messages takes the meta prompt's place.
 */
export function tripleTemplate(triple: PromptTriple): ChatTemplate {
  return markedFamily({
    name: 'triple',
    system: triple.metaPrompt,
    user: halves(triple.userPrompt),
    assistant: halves(triple.botPrompt),
  });
}

function halves(text: string): readonly [before: string, after: string] {
  const at = text.indexOf(SLOT);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + SLOT.length)];
}
