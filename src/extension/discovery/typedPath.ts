import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { entriesOf, isGgufName, kindOf } from './ggufFiles.ts';
import { pathsOf } from './machine.ts';

/** What a path may begin with instead of a root. */
export interface PathBase {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** The workspace's first folder. */
  readonly folder: string | undefined;
}

/**
 * Makes a typed or pasted path absolute, as the settings do: `~`, `${workspaceFolder}`, `${userHome}`, or
 * relative to the workspace. Quotes around it and `file:` addresses are understood.
 *
 * @returns undefined for an empty one.
 */
export function expandPath(text: string, base: PathBase): string | undefined {
  const typed = unquoted(text.trim());
  if (typed === '') return undefined;
  const paths = pathsOf(base);
  if (/^file:\/\//i.test(typed)) return fromFileUrl(typed, base);
  const expanded = typed
    .replace(/^~(?=$|[/\\])/, () => base.home)
    .replaceAll('${workspaceFolder}', () => base.folder ?? base.home)
    .replaceAll('${userHome}', () => base.home);
  return paths.resolve(base.folder ?? base.home, expanded);
}

/**
 * How an absolute path is written into settings: below the workspace or the home folder so that it
 * stays right on another machine, else as it is.
 */
export function shortenPath(file: string, base: PathBase): string {
  return (
    below('${workspaceFolder}', base.folder, file, base) ??
    below('~', base.home, file, base) ??
    file
  );
}

/** With slashes, which every platform reads. */
function below(
  name: string,
  folder: string | undefined,
  file: string,
  base: PathBase,
): string | undefined {
  if (folder === undefined) return undefined;
  const paths = pathsOf(base);
  const inner = paths.relative(folder, file);
  const isOutside =
    inner === '' || paths.isAbsolute(inner) || inner === '..' || inner.startsWith(`..${paths.sep}`);
  return isOutside ? undefined : `${name}/${inner.split(paths.sep).join('/')}`;
}

function unquoted(text: string): string {
  const [, , inner] = /^(["'“‘])(.*)["'”’]$/s.exec(text) ?? [];
  return (inner ?? text).trim();
}

function fromFileUrl(url: string, { platform }: PathBase): string | undefined {
  try {
    return fileURLToPath(url, { windows: platform === 'win32' });
  } catch {
    return undefined;
  }
}

/** What may be chosen next while a path is typed. */
export interface PathChoice {
  readonly kind: 'file' | 'folder';
  readonly path: string;
  readonly name: string;
}

/** Where a typed path leads. */
export type TypedPath =
  | { readonly kind: 'file'; readonly path: string }
  /** Its own folders and GGUF files. */
  | { readonly kind: 'folder'; readonly path: string; readonly choices: readonly PathChoice[] }
  /** Nothing of this name; `choices` begin with it. */
  | { readonly kind: 'missing'; readonly path: string; readonly choices: readonly PathChoice[] };

/** Most that are listed: who has more types another letter. */
const MOST_CHOICES = 200;

/** Looks where an absolute path leads, and what could be meant by it. */
export async function followPath(file: string): Promise<TypedPath> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory()) {
    return { kind: 'folder', path: file, choices: await choicesIn(file, '') };
  }
  if (found) return { kind: 'file', path: file };
  const choices = await choicesIn(path.dirname(file), path.basename(file));
  return { kind: 'missing', path: file, choices };
}

/** Files first: they are what is looked for, so folders take only the room that is left. */
async function choicesIn(folder: string, beginning: string): Promise<readonly PathChoice[]> {
  const wanted = beginning.toLowerCase();
  const files: PathChoice[] = [];
  const folders: PathChoice[] = [];
  for (const entry of await entriesOf(folder)) {
    const { name } = entry;
    if (!name.toLowerCase().startsWith(wanted)) continue;
    // A hidden folder is offered to who begins to type its name.
    if (name.startsWith('.') && !wanted.startsWith('.')) continue;
    const mayBeFile = isGgufName(name);
    // To tell what a link leads to is slow; enough folders need no more of that.
    if (!mayBeFile && folders.length >= MOST_CHOICES) continue;
    const file = path.join(folder, name);
    const kind = await kindOf(entry, file);
    if (kind === 'file' && mayBeFile) files.push({ kind, name, path: file });
    if (kind === 'folder') folders.push({ kind, name, path: file });
    if (files.length === MOST_CHOICES) break;
  }
  return [...files, ...folders].slice(0, MOST_CHOICES);
}
