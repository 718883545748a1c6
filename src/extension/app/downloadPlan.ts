import type { Look } from '../../protocol/downloadProcess.ts';

/** The path of a file in a hub's repository; a folder there is part of the last piece. */
const HUB_FILE = /^\/([^/]+)\/([^/]+)\/resolve\/([^/]+)\/(.+)$/;
const ADDRESS = /^https?:\/\/([^/?#]+)([^?#]*)(?:\?([^#]*))?/i;
/** Longest part of a path, in bytes: systems allow 255. */
const LONGEST = 120;
/** Letters of all scripts, and signs that no system takes for anything else. */
const STRANGE = /[^\p{L}\p{M}\p{N}_.()+-]/gu;
/** Names that Windows keeps for devices, whatever their extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * Where the file of an address goes, below the folder of the models: `owner/repository/file.gguf`, as LM Studio
 * has it too, or `host/file.gguf`. Where that does not tell the address from others, its hash is added.
 */
export function downloadId(url: string): string {
  const { folders, clean, mark } = placeOf(url);
  return [...folders, `${clean}${mark}.gguf`].join('/');
}

/** What the model of an address is called where nobody has named it. */
export const nameOfFile = (url: string): string => placeOf(url).clean;

interface Place {
  readonly folders: readonly string[];
  /** The file's name, without its extension. */
  readonly clean: string;
  readonly mark: string;
}

function placeOf(url: string): Place {
  const [, host = 'unknown', path = '', query = ''] = ADDRESS.exec(url) ?? [];
  const [, owner, repository, branch, hubFile] = HUB_FILE.exec(path) ?? [];
  const isHub = owner !== undefined && repository !== undefined && hubFile !== undefined;
  const folders = (isHub ? [owner, repository] : [host]).map(decoded);
  const inside = decoded(isHub ? hubFile : path.slice(1));
  const file = inside.split('/').at(-1) ?? '';
  // Elsewhere it is a signature or a wish, such as `download=true`.
  const named = /\.gguf$/i.test(file) ? '' : query;
  const wanted = [...folders, file.replace(/\.gguf$/i, '')];
  const clean = wanted.map(cleanPart);
  const isPlain =
    inside === file &&
    named === '' &&
    (!isHub || branch === 'main') &&
    wanted.every((part, index) => part === clean[index] || part === '' || part === host);
  const mark = isPlain ? '' : `-${hash([...folders, branch, inside, named].join('\n'))}`;
  return { folders: clean.slice(0, -1), clean: clean.at(-1) ?? '', mark };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part).normalize('NFC');
  } catch {
    return part; // as it is written, then
  }
}

function cleanPart(part: string): string {
  const clean = endOf(part.replace(STRANGE, '_'), LONGEST).replace(/^\.+|\.+$/g, '');
  return clean === '' ? 'model' : clean.replace(DEVICE, '_$&');
}

/** As much of a text's end as takes so many bytes. */
function endOf(text: string, bytes: number): string {
  const kept: string[] = [];
  let left = bytes;
  for (const character of Array.from(text).reverse()) {
    left -= encodeURIComponent(character).replace(/%../g, '%').length;
    if (left < 0) break;
    kept.push(character);
  }
  return kept.reverse().join('');
}

/** FNV-1a, 32 bits: tells the few files of one person apart. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return value.toString(36).padStart(7, '0');
}

/** Whether a text is what {@link downloadId} gives: it leads nowhere else. */
export function isDownloadId(text: string): boolean {
  return /^(?:(?!\.)[\p{L}\p{M}\p{N}_.()+-]{1,125}\/){1,2}(?!\.)[\p{L}\p{M}\p{N}_.()+-]{1,133}\.gguf$/u.test(
    text,
  );
}

/** Whether what was fetched of one can be gone on with for the other. */
export function isSameFile(before: Look, now: Look): boolean {
  if (!now.resumable || before.bytes !== now.bytes) return false;
  if (before.sha256 !== undefined && now.sha256 !== undefined) return before.sha256 === now.sha256;
  return before.validator !== undefined && before.validator === now.validator;
}
