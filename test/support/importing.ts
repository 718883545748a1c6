import initSqlJs from 'sql.js';
import type {
  Content,
  Found,
  ImportContext,
  ImportFormat,
} from '../../src/core/formats/import/format.ts';
import { inEnglish } from '../../src/core/text.ts';
import type { ImportJob, ImportTools } from '../../src/extension/app/importing.ts';
import type { RecordStore } from '../../src/extension/app/ports.ts';
import { openContent } from '../../src/extension/exchange/openContent.ts';
import { hash, NOW } from './hashing.ts';

/** Once a test file: compiling it takes longer than most tests. */
const sqlJs = initSqlJs();

export const loadSqlJs = (): ReturnType<typeof initSqlJs> => sqlJs;

const importContext: ImportContext = {
  t: inEnglish,
  now: NOW,
  hash,
  onNotKept: () => {},
  cleaning: { excludedModels: [], bannedIps: [] },
};

/** Reads it, and lists what was not kept. */
export async function readWith(format: ImportFormat, content: Content) {
  const notKept: string[] = [];
  const found: Found[] = [];
  const context = { ...importContext, onNotKept: (field: string) => notKept.push(field) };
  for await (const each of format.read(content, context)) found.push(each);
  return {
    records: found.flatMap(each => ('record' in each ? [each.record] : [])),
    refused: found.flatMap(each => ('refused' in each ? [each.at] : [])),
    why: found.flatMap(each => ('refused' in each ? [each.refused] : [])),
    notKept,
  };
}

/** An import of a real file. */
export function importOf(
  file: string,
  records: RecordStore,
  change: Partial<ImportJob> = {},
): [ImportJob, ImportTools] {
  return [
    { open: () => openContent(file, { loadSqlJs }), ...change },
    { records, hash, now: () => NOW, t: inEnglish },
  ];
}
