/** The first of the marks in a text, or undefined. */
export function firstMark(
  text: string,
  marks: readonly string[],
): { readonly at: number; readonly mark: string } | undefined {
  let first: { readonly at: number; readonly mark: string } | undefined;
  for (const mark of marks) {
    const at = text.indexOf(mark);
    if (at >= 0 && (first === undefined || at < first.at)) first = { at, mark };
  }
  return first;
}

/** How many of the last characters could be the beginning of a mark. */
export function openTail(text: string, marks: readonly string[]): number {
  const longest = Math.max(0, ...marks.map(mark => mark.length - 1));
  for (let length = Math.min(longest, text.length); length > 0; length--) {
    const tail = text.slice(-length);
    if (marks.some(mark => mark.length > length && mark.startsWith(tail))) return length;
  }
  return 0;
}
