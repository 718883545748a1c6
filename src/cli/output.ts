import { once } from 'node:events';

/**
 * Writes the pieces as fast as the reader of the output takes them.
 *
 * @returns the bytes.
 * @throws the signal's reason.
 */
export async function writeOut(
  pieces: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<number> {
  const { stdout } = process;
  let bytes = 0;
  for await (const piece of pieces) {
    signal.throwIfAborted();
    bytes += Buffer.byteLength(piece);
    if (!stdout.write(piece)) await once(stdout, 'drain', { signal });
  }
  return bytes;
}

export function writeJson(stream: NodeJS.WriteStream, value: unknown): void {
  stream.write(jsonText(value));
}

/** Without characters that a terminal would obey. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replaceAll(/[\u007f-\u009f]/g, asEscape)}\n`;
}

/** One line of JSON, likewise. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replaceAll(/[\u007f-\u009f]/g, asEscape)}\n`;
}

/** Text of a model as a terminal may show it: with lines and signs of every script, without orders. */
export function terminalText(text: string): string {
  return text.replaceAll(
    /(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    asEscape,
  );
}

/** Text of unknown files as it may stand in a terminal, which would obey its control characters. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, asEscape);
}

function asEscape(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}

/** Aborts when the user interrupts, so that no half file is left. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => {
    controller.abort();
  });
  return controller.signal;
}

/** `3 sessions`, `1 session`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
