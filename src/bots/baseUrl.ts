/**
 * Completes what people paste as a server's address: cuts trailing slashes and a pasted
 * `/chat/completions` or `/models`, and gives an address without a path the usual `/v1`.
 *
 * @returns undefined for anything but http and https, and for an address with a user, a password,
 * a query or a fragment: secrets do not belong in settings, and a path cannot follow the others.
 */
export function normaliseBaseUrl(text: string): string | undefined {
  const trimmed = text.trim();
  if (!/^https?:\/\//i.test(trimmed) || /[?#\s]/.test(trimmed)) return undefined;
  if (!URL.canParse(trimmed)) return undefined;
  const url = new URL(trimmed);
  if (url.username !== '' || url.password !== '') return undefined;
  const path = url.pathname.replace(/\/+$/, '').replace(/\/(?:(?:chat\/)?completions|models)$/, '');
  const isBare = url.pathname.replace(/\/+$/, '') === '';
  return url.origin + (isBare ? '/v1' : path.replace(/\/+$/, ''));
}
