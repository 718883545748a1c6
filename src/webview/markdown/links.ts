const SAFE_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/**
 * The address as the browser would understand it, if it is one that may be opened at all.
 *
 * Normalised on purpose: a host in look-alike letters comes out as `xn--…`, and the tooltip that
 * shows it cannot be fooled.
 */
export function safeAddress(written: string): string | undefined {
  if (!URL.canParse(written)) return undefined;
  const url = new URL(written);
  return SAFE_SCHEMES.has(url.protocol) ? url.href : undefined;
}
