/** An element of SVG or HTML, as far as tests ask. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** All text in it, that of its children too. */
  readonly text: string;
  readonly parent: Element | undefined;
}

const VOID = new Set(['meta', 'br', 'hr', 'img', 'link', 'input']);
const TOKEN =
  /<!DOCTYPE html>|<(?<end>\/)?(?<name>[A-Za-z][\w-]*)(?<attributes>(?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(?<empty>\/)?>|(?<text>[^<]+)/gy;

/**
 * Reads markup that our own code wrote, strictly.
 *
 * @returns its elements in the order of their start tags.
 * @throws Error where a tag is broken, not closed, or closed in the wrong order.
 */
export function elementsOf(markup: string): Element[] {
  const found: { -readonly [K in keyof Element]: Element[K] }[] = [];
  let open: (typeof found)[number] | undefined;
  let read = 0;
  for (const match of markup.matchAll(TOKEN)) {
    read = match.index + match[0].length;
    const { end, name, attributes = '', empty, text } = match.groups ?? {};
    if (text !== undefined) {
      for (let box = open; box; box = box.parent) box.text += decoded(text);
    } else if (name !== undefined && end !== undefined) {
      if (open?.name !== name) throw new Error(`</${name}> closes ${open?.name ?? 'nothing'}`);
      open = open.parent;
    } else if (name !== undefined) {
      const element = { name, attributes: attributesOf(attributes), text: '', parent: open };
      found.push(element);
      if (empty === undefined && !VOID.has(name)) open = element;
    }
  }
  if (read < markup.length) throw new Error(`broken at ${markup.slice(read, read + 80)}`);
  if (open) throw new Error(`${open.name} is not closed`);
  return found;
}

function attributesOf(attributes: string): Record<string, string> {
  const all = attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g);
  return Object.fromEntries([...all].map(([, name = '', value = '']) => [name, decoded(value)]));
}

function decoded(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
