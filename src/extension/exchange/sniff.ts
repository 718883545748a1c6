/** How far the first line of something that is no JSON is looked at, in UTF-16 code units. */
const WINDOW = 64 * 1024;

export type TextShape =
  | { readonly shape: 'json' | 'jsonl' | 'blank' | 'other' }
  | { readonly shape: 'csv'; readonly delimiter: string };

/**
 * Tells by the beginning of a text what it is. A first value that goes over several lines is a JSON
 * document, one that is followed by more lines is JSON Lines; a header line with delimiters is CSV.
 */
export async function sniff(chunks: AsyncIterable<string>): Promise<TextShape> {
  const feed = createScan();
  let window = '';
  let isJson: boolean | undefined;
  for await (const chunk of chunks) {
    if (isJson === undefined) {
      window = (window + chunk).trimStart();
      if (window === '') continue;
      isJson = window.startsWith('{') || window.startsWith('[');
      const shape = isJson ? feed(window) : undefined;
      if (shape) return { shape };
    } else if (isJson) {
      const shape = feed(chunk);
      if (shape) return { shape };
    } else window += chunk;
    if (!isJson && window.length > WINDOW) break;
  }
  if (isJson === undefined) return { shape: 'blank' };
  return isJson ? { shape: 'json' } : ofLines(window);
}

function ofLines(window: string): TextShape {
  const [header = '', ...others] = window.split(/\r?\n/, 20);
  const count = (delimiter: string): number => header.split(delimiter).length - 1;
  const [best = ','] = [',', '\t', ';'].sort((a, b) => count(b) - count(a));
  const second = others.find(line => line.trim() !== '')?.trimStart();
  // A broken first line does not hide what the others are.
  if (second?.startsWith('{')) return { shape: 'jsonl' };
  return count(best) > 0 ? { shape: 'csv', delimiter: best } : { shape: 'other' };
}

/** Follows the first value through the chunks; answers as soon as the shape is certain. */
function createScan(): (chunk: string) => 'json' | 'jsonl' | undefined {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let state: 'inside' | 'behind' | 'broken' = 'inside';
  let newLine = false;
  return chunk => {
    for (let at = 0; at < chunk.length; at++) {
      const character = chunk.charAt(at);
      if (state !== 'inside') {
        if (character === '\n') newLine = true;
        else if (character.trim() !== '') {
          if (state === 'broken') return character === '{' ? 'jsonl' : 'json';
          return newLine ? 'jsonl' : 'json';
        }
      } else if (inString) {
        if (escaped) escaped = false;
        else if (character === '\\') escaped = true;
        else if (character === '"') inString = false;
        else if (character === '\n') state = 'broken';
      } else if (character === '"') inString = true;
      else if (character === '{' || character === '[') depth++;
      else if (character === '}' || character === ']') {
        if (--depth === 0) state = 'behind';
      } else if (character === '\n') return 'json';
    }
    return undefined;
  };
}
