/**
 * The path from the root to a node, both included; without recursion, as a conversation may be a
 * hundred thousand messages deep.
 *
 * @returns undefined if the parents go round in a circle.
 */
export function branchTo(
  leaf: string,
  parentOf: (id: string) => string | undefined,
): readonly string[] | undefined {
  const seen = new Set<string>();
  const path: string[] = [];
  for (let id: string | undefined = leaf; id !== undefined; id = parentOf(id)) {
    if (seen.has(id)) return undefined;
    seen.add(id);
    path.push(id);
  }
  return path.reverse();
}

/** The last node without children, in the file's order: the newest one, where no current one is named. */
export function lastLeaf(
  ids: Iterable<string>,
  childrenOf: (id: string) => readonly string[],
): string | undefined {
  let leaf: string | undefined;
  for (const id of ids) if (childrenOf(id).length === 0) leaf = id;
  return leaf;
}
