import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { EXIT, Problem } from './problem.ts';

/** The text of a file, or of the standard input for `-`. @throws Problem if it cannot be read or is none */
export async function readText(file: string): Promise<string> {
  if (file === '-') return withoutMark(await text(process.stdin));
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new Problem(EXIT.files, `${file} cannot be read: ${(error as Error).message}`);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(EXIT.files, `${file} is no text in UTF-8`);
  }
}

/** @throws Problem that says where the JSON breaks off */
export function parseJson(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Problem(EXIT.files, `${file} is no JSON: ${(error as Error).message}`);
  }
}

function withoutMark(read: string): string {
  return read.startsWith('\uFEFF') ? read.slice(1) : read;
}
