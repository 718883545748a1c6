/** Pages that hold nothing, or nothing that could not be had again. */
const AVAILABLE = ['free', 'inactive', 'speculative', 'purgeable'];

/**
 * The bytes that programs can take on macOS.
 *
 * @param text what `vm_stat` prints: the size of a page, then a line for each kind of them.
 * @returns undefined if it reads otherwise.
 */
export function vmStatBytes(text: string): number | undefined {
  const pageSize = Number(/page size of (\d+) bytes/.exec(text)?.[1]);
  const pages = AVAILABLE.map(kind =>
    Number(new RegExp(`^Pages ${kind}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0),
  );
  const bytes = pageSize * pages.reduce((sum, count) => sum + count, 0);
  return bytes > 0 ? bytes : undefined;
}
