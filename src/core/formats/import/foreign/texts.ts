import { joined } from './said.ts';

/**
 * The text of a message's content: a text, or a list of parts as OpenAI's API has them.
 *
 * @param onOther hears of each part that is no text: a picture, a file.
 * @returns undefined if the content is empty or nothing that can be read.
 */
export function textOf(content: unknown, onOther: () => void): string | undefined {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  const texts: string[] = [];
  for (const part of content as unknown[]) {
    const text = partText(part);
    if (text === undefined) onOther();
    else texts.push(text);
  }
  return texts.length === 0 ? undefined : joined(texts);
}

function partText(part: unknown): string | undefined {
  if (typeof part === 'string') return part;
  if (typeof part !== 'object' || part === null || !('text' in part)) return undefined;
  return typeof part.text === 'string' ? part.text : undefined;
}
