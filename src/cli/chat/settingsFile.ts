import os from 'node:os';
import path from 'node:path';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { expandPath } from '../../extension/discovery/typedPath.ts';
import { exists } from '../database.ts';
import { EXIT, Problem } from '../problem.ts';
import { readText } from '../textFile.ts';

/** Where the editor keeps the settings of a folder. */
const USUAL = path.join('.vscode', 'settings.json');
const SETTING = 'chatzoo.bots';

/** The bots of a settings file as they are written, and what their paths mean. */
export interface SettingsFile {
  readonly file: string;
  /** The setting's value, whatever it is; undefined where the file has none. */
  readonly bots: unknown;
  /** The workspace folder, from which relative paths start. */
  readonly folder: string;
}

/**
 * Reads the settings.
 *
 * @param given the file that the user names; else the editor's own for this folder.
 * @returns undefined if none is named and there is none.
 * @throws Problem if it cannot be read
 */
export async function readSettings(given: string | undefined): Promise<SettingsFile | undefined> {
  const file = path.resolve(given ?? USUAL);
  if (given === undefined && !(await exists(file))) return undefined;
  const settings = parseSettings(await readText(file), file);
  // A .code-workspace file has the same settings one level deeper.
  const inner: unknown = settings['settings'];
  const holder = SETTING in settings || !isObject(inner) ? settings : inner;
  return { file, bots: holder[SETTING], folder: folderOf(file, settings) };
}

/** The first folder of a workspace, as in the editor; else where the settings lie. */
function folderOf(file: string, settings: Readonly<Record<string, unknown>>): string {
  const above = path.dirname(file);
  const folders: unknown = settings['folders'];
  const first: unknown = Array.isArray(folders) ? folders[0] : undefined;
  const inner = isObject(first) ? first['path'] : undefined;
  if (typeof inner === 'string') return path.resolve(above, inner);
  return path.basename(above) === '.vscode' ? path.dirname(above) : above;
}

/** Makes a path of the settings absolute, as the editor does. */
export function settingsPath(text: string, folder: string): string {
  return expandPath(text, { platform: process.platform, home: os.homedir(), folder }) ?? '';
}

/** JSON with comments, as the editor writes it. */
function parseSettings(text: string, file: string): Readonly<Record<string, unknown>> {
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\uFEFF/, ''), errors, {
    allowTrailingComma: true,
    allowEmptyContent: true,
  });
  const [error] = errors;
  if (error) {
    const line = text.slice(0, error.offset).split(/\r\n|\r|\n/).length;
    const what = printParseErrorCode(error.error);
    throw new Problem(EXIT.files, `${file} is no JSON with comments: ${what} in line ${line}`);
  }
  if (value === undefined) return {};
  if (isObject(value)) return value;
  throw new Problem(EXIT.files, `${file} holds no settings: an object is expected`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
