/** What one bot was asked, in order, with whatever belongs to it. */
export interface Asked<T> {
  readonly question: string;
  readonly item: T;
}

/** One question, with the items of those who were asked it, by the index of their list. */
export interface Aligned<T> {
  readonly question: string;
  readonly items: ReadonlyMap<number, T>;
}

/**
 * Puts the lists of several bots side by side by their questions. A bot may have missed some: it was
 * paused, or came later. Nothing is lost and no list changes its order.
 */
export function aligned<T>(lists: readonly (readonly Asked<T>[])[]): Aligned<T>[] {
  const next = lists.map(() => 0);
  const left = lists.map(list => countsOf(list));
  const turns: Aligned<T>[] = [];
  for (;;) {
    const heads = lists.map((list, i) => list[next[i] ?? 0]?.question);
    const question = chooseHead(heads, left);
    if (question === undefined) return turns;
    const items = new Map<number, T>();
    for (const [i, head] of heads.entries()) {
      const asked = lists[i]?.[next[i] ?? 0];
      if (head !== question || asked === undefined) continue;
      items.set(i, asked.item);
      next[i] = (next[i] ?? 0) + 1;
      left[i]?.set(question, (left[i].get(question) ?? 0) - 1);
    }
    turns.push({ question, items });
  }
}

/** The first question that nobody who waits for another one still has before them; else the first. */
function chooseHead(
  heads: readonly (string | undefined)[],
  left: readonly ReadonlyMap<string, number>[],
): string | undefined {
  const open = heads.filter(head => head !== undefined);
  return (
    open.find(question =>
      heads.every((head, i) => head === question || (left[i]?.get(question) ?? 0) === 0),
    ) ?? open[0]
  );
}

function countsOf<T>(list: readonly Asked<T>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { question } of list) counts.set(question, (counts.get(question) ?? 0) + 1);
  return counts;
}
