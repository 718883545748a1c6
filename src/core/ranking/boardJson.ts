import * as z from 'zod/mini';
import { board as schema, type Board } from './board.ts';

/**
 * The board as `leaderboard.json`: same votes and options, same bytes. Keys stand in the order of the
 * schema, whoever made the objects; a line for each part, and for each entry of a list, so that two boards
 * can be compared line by line.
 *
 * Numbers have ten significant digits: more than any vote can decide, fewer than where processors differ.
 *
 * @param version of ChatZoo, which made it.
 */
export function leaderboardJson(board: Board, version: string): string {
  const parts = Object.entries({ version, ...z.parse(schema, board) });
  const lines = parts.map(([name, part]) => `${JSON.stringify(name)}: ${partText(part)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

function partText(part: unknown): string {
  if (!Array.isArray(part) || part.length === 0) return text(part);
  return `[\n${part.map(text).join(',\n')}\n]`;
}

function text(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'number' && !Number.isInteger(inner) ? Number(inner.toPrecision(10)) : inner,
  );
}
