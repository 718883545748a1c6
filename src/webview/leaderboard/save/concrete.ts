/** An innermost `var(--name, fallback)`; a fallback may hold one level of brackets, as `rgb(…)` does. */
const REFERENCE = /var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)/g;

/**
 * A value of CSS with each custom property replaced by what it is now.
 *
 * @param valueOf '' for a property that is not there.
 */
export function concrete(value: string, valueOf: (name: string) => string): string {
  for (let now = value; ;) {
    const next = now.replace(REFERENCE, (_, name: string, fallback = '') => {
      const found = valueOf(name);
      return found === '' ? (fallback as string).trim() || 'none' : found;
    });
    if (next === now) return now;
    now = next;
  }
}
