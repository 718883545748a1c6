interface Node {
  /** How many of the characters read last begin one of the texts; the most that do. */
  readonly depth: number;
  readonly children: Map<number, Node>;
  /** Where to go on if no child fits: the node of the next shorter such ending. Only the root has none. */
  shorter: Node | undefined;
  /** Length of the longest of the texts that ends here; 0 if none does. */
  found: number;
}

/** How far a search for many texts at once has come. */
export type Reading = Readonly<Pick<Node, 'depth' | 'found'>>;

/**
 * Gets ready to look for many texts in one pass, however many they are; empty ones are never found.
 *
 * @returns the reading before the first character
 * @see Aho & Corasick 1975, "Efficient string matching: an aid to bibliographic search"
 */
export function lookFor(texts: Iterable<string>): Reading {
  const root = newNode(0);
  for (const text of texts) {
    let node = root;
    for (let at = 0; at < text.length; at++) node = childOf(node, text.charCodeAt(at));
    node.found = node.depth;
  }
  const nodes = [...root.children.values()];
  for (const node of nodes) {
    node.shorter ??= root;
    // The nodes grow while they are walked: shallow ones first, so that `shorter` is always known.
    for (const [code, child] of node.children) {
      child.shorter = after(node.shorter, code);
      child.found ||= child.shorter.found;
      nodes.push(child);
    }
  }
  return root;
}

/** The reading after one more UTF-16 unit. */
export function readOn(reading: Reading, code: number): Reading {
  return after(reading as Node, code);
}

/**
 * Where a text spells any of the texts looked for, in order.
 *
 * @param start what {@link lookFor} gave
 * @returns pairs of from … to; what overlaps is one pair.
 */
export function spelled(text: string, start: Reading): (readonly [from: number, to: number])[] {
  const places: (readonly [number, number])[] = [];
  let reading = start;
  for (let at = 0; at < text.length; at++) {
    reading = readOn(reading, text.charCodeAt(at));
    if (reading.found === 0) continue;
    let from = at + 1 - reading.found;
    for (let last = places.at(-1); last !== undefined && last[1] > from; last = places.at(-1)) {
      from = Math.min(from, last[0]);
      places.pop();
    }
    places.push([from, at + 1]);
  }
  return places;
}

function after(node: Node, code: number): Node {
  for (let from = node; ;) {
    const child = from.children.get(code);
    if (child !== undefined) return child;
    if (from.shorter === undefined) return from;
    from = from.shorter;
  }
}

function childOf(node: Node, code: number): Node {
  const known = node.children.get(code);
  if (known !== undefined) return known;
  const child = newNode(node.depth + 1);
  node.children.set(code, child);
  return child;
}

function newNode(depth: number): Node {
  return { depth, children: new Map(), shorter: undefined, found: 0 };
}
