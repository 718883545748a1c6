import { execFile } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ModuleProblem } from './hooks.ts';

const CHECK_MS = 10_000;
/** Longest message of a module's error. */
const MOST = 2000;

/**
 * An error of the user's module in words: what was thrown, and the line of theirs that it comes from.
 *
 * @param modulePath the module, in which a line is looked for that the error does not tell.
 */
export async function describeUserError(error: unknown, modulePath: string): Promise<string> {
  if (error instanceof ModuleProblem) return cut(error.message);
  const what = headOf(error);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const place =
    placeIn(stack) ?? (isSyntaxError(error) ? await placeOfSyntax(modulePath) : undefined);
  return place === undefined ? what : `${what} (${place})`;
}

function headOf(error: unknown): string {
  return cut(
    error instanceof Error ? `${error.name}: ${error.message}` : `It threw ${asText(error)}`,
  );
}

function cut(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text;
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    // JSON has no word for a function or a symbol, whatever its type says.
    const json: unknown = JSON.stringify(value);
    return typeof json === 'string' ? json : String(value);
  } catch {
    return String(value);
  }
}

/** A line of a stack, or the line with which Node heads the stack of a syntax error. */
const PLACE =
  /^(?:\s*at (?:.*? \(|async )?)?((?:file:\/\/|\/|[A-Za-z]:\\).*?):(\d+(?::\d+)?)\)?\s*$/;

/** `bot.mjs:12:5`: the first place of the stack that is neither Node's nor this program's nor a package's. */
function placeIn(stack: string): string | undefined {
  for (const line of stack.split('\n')) {
    const [, where = '', position = ''] = PLACE.exec(line) ?? [];
    if (where === '') continue;
    const file = where.startsWith('file:') ? fileURLToPath(where) : where;
    if (file === fileURLToPath(import.meta.url) || /[\\/]node_modules[\\/]/.test(file)) continue;
    return `${path.basename(file)}:${position}`;
  }
  return undefined;
}

function isSyntaxError(error: unknown): boolean {
  return error instanceof Error && error.name === 'SyntaxError';
}

/** Node tells the line of a syntax error in an ES module only on its way out. */
function placeOfSyntax(modulePath: string): Promise<string | undefined> {
  return new Promise(resolve => {
    // Not waited for by the main loop: its silence would count as the module's.
    execFile(
      process.execPath,
      ['--check', modulePath],
      { timeout: CHECK_MS, windowsHide: true },
      (_error, _stdout, stderr) => resolve(placeIn(stderr.split('\n', 1)[0] ?? '')),
    );
  });
}
