import { MARKED_KEY, NAMED_KEY, NEAR_KEY, SCHEME_KEY } from './keyPatterns.ts';

// What of a machine may stand in a technical message. Every repetition is bounded or over one class
// only, so that the time grows with the length.

const REMOVED = '[removed]';

/** `scheme://…` of any scheme. */
const ADDRESS = /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/[^\s"'<>`|]+/g;
/** A blank belongs to a path if a slash follows within a few words. */
const BLANK = String.raw`(?<![:,;]) (?=(?:[^\s/\\:"'<>|]{1,40} ){0,3}[^\s/\\:"'<>|]{1,40}[/\\])`;
const INSIDE = String.raw`(?:[^\s"'<>|\`]|${BLANK})*`;
const TILDE = String.raw`(?:~(?:[A-Za-z_][\w.-]{0,63})?)?`;
const PATH = new RegExp(
  // C:\x, C:/x · \\server\share, \\?\C:\x · ~/x, ~jane/x · /x
  String.raw`(?<![A-Za-z0-9])[A-Za-z]:[\\/]${INSIDE}|\\\\[^\s\\/"'<>|]${INSIDE}|(?<![\w.~%/\\\]-])${TILDE}\/[^\s"'<>|/\`]${INSIDE}`,
  'g',
);
const QUOTED_PATH =
  /(["'`])((?:[A-Za-z]:[\\/]|\\\\|(?:~(?:[A-Za-z_][\w.-]{0,63})?)?\/(?!\/)|file:\/\/)[^"'`\n]{1,4000})\1/g;
/** A folder that is somebody's name. */
const HOME = /(?:^|[/\\])(?:home|users|documents and settings)[/\\]+[^/\\]*[/\\]*$/i;

/** A message without absolute paths, user info and queries of addresses, and keys. */
export function scrub(message: string): string {
  return message
    .replace(MARKED_KEY, REMOVED)
    .replace(SCHEME_KEY, `$1$2${REMOVED}`)
    .replace(NAMED_KEY, `$1${REMOVED}`)
    .replace(NEAR_KEY, `$1${REMOVED}`)
    .replace(QUOTED_PATH, (_, quote: string, path: string) => quote + baseName(path) + quote)
    .replace(ADDRESS, addressOf)
    .replace(PATH, path => baseName(path));
}

/** A path that begins with a folder, a drive or a variable, or that climbs about in between. */
const PATH_NAME =
  /^(?:[/\\~]|[A-Za-z]:[\\/]|file:)|(?:^|[\s:/\\])\.{1,2}[/\\]|%\w{1,64}%[/\\]|\$(?:\w{1,64}|\{\w{1,64}\})[/\\]/i;

/**
 * A name of a bot or model without the folders, should it be a path, hold one or be an address, and
 * without keys. `maker/model` is no path, and `pplx-7b-online` no key.
 */
export function scrubName(name: string): string {
  if (name.includes('://') && !/^file:/i.test(name)) return scrub(name);
  const plain = PATH_NAME.test(name) ? baseName(name) : name;
  return (
    plain
      .replace(MARKED_KEY, key => (isRandom(key) ? REMOVED : key))
      .replace(SCHEME_KEY, `$1$2${REMOVED}`)
      .replace(NAMED_KEY, (found: string, before: string) =>
        /\d/.test(found.slice(before.length)) ? before + REMOVED : found,
      )
      .replace(NEAR_KEY, `$1${REMOVED}`)
      // One slash alone is no path of somebody: `Ant /no_think`, 通义/千问.
      .replace(PATH, path => (/^\/[^/]*$/.test(path) ? path : baseName(path)))
  );
}

/** Whether no maker would call a model so. */
function isRandom(key: string): boolean {
  return key.length >= 40 || /[A-Za-z0-9]{12}/.test(key);
}

function addressOf(address: string): string {
  if (/^file:/i.test(address)) return baseName(address);
  const [, scheme = '', rest = ''] = /^([^:]+:\/\/)(.*)$/s.exec(address) ?? [];
  const [place = ''] = rest.split(/[?#]/, 1);
  const slash = place.search(/[/\\]/);
  const authority = slash === -1 ? place : place.slice(0, slash);
  return scheme + authority.slice(authority.lastIndexOf('@') + 1) + place.slice(authority.length);
}

/** The last part of a path; nothing of the folder that a user's name gave. */
function baseName(path: string): string {
  const [, body = '', after = ''] = /^(.*?)([.,;:)\]}]{0,8})$/s.exec(path) ?? [];
  if (HOME.test(body)) return REMOVED + after;
  const name = body.split(/[/\\]+/).findLast(part => part !== '' && !/^[A-Za-z]:$/.test(part));
  return (name ?? REMOVED) + after;
}
