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
