import type { ExportFormat } from './format.ts';
import { JSON_VERSION } from './json.ts';
import { jsonLines } from './pieces.ts';

/**
 * A session a line, complete: `{ format: 'chatzoo-session', version, session, turns, votes }`, the
 * words and units as in the JSON export. For tools that read line by line, and for merging by union.
 */
export const jsonl: ExportFormat = {
  id: 'jsonl',
  label: 'JSON Lines',
  extension: 'jsonl',
  contents: ['full', 'prompts', 'votes'],
  render: jsonLines(({ session, turns, votes }) => [
    { format: 'chatzoo-session', version: JSON_VERSION, session, turns, votes },
  ]),
};
