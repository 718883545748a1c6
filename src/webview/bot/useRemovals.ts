import { useState } from 'preact/hooks';
import type { BotEditor } from './botEditor.ts';

interface Removals {
  /** Another one for the fields of a row once a row at or before its place was removed. */
  readonly keyOf: (row: number) => number;
  /** Gives up what was typed and not taken over, from this row on: the rows there become others. */
  readonly forgetFrom: (row: number, rowCount: number) => void;
}

/**
 * Keeps what was typed into one row of a list from standing in another once a row is removed.
 *
 * @param placesIn the fields of a row.
 */
export function useRemovals(
  editor: BotEditor,
  placesIn: (row: number) => readonly string[],
): Removals {
  const [removed, setRemoved] = useState<readonly number[]>([]);
  return {
    keyOf: row => removed.filter(at => at <= row).length,
    forgetFrom: (row, rowCount) => {
      for (let at = row; at < rowCount; at++) {
        for (const place of placesIn(at)) editor.keepTyped(place, undefined);
      }
      setRemoved(before => [...before, row]);
    },
  };
}
