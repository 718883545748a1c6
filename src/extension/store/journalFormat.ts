import { crc32 } from './crc32.ts';
import type { SqlValue, Statement } from './statement.ts';

// The file: a header, then records.
//   header  "ChatZoo journal 1\n", the id of the database (36 characters), "\n"
//   record  mark (4 bytes), length of the payload (u32), CRC-32 of sequence number and payload (u32),
//           sequence number (u64), payload; numbers are little-endian
//   payload JSON: [[sql, [parameter, …]], …], one transaction
const TITLE = 'ChatZoo journal 1\n';
const ID_LENGTH = 36;
export const JOURNAL_HEADER_SIZE = TITLE.length + ID_LENGTH + 1;
/** Begins with a byte that UTF-8 never has, so it cannot be part of a payload. */
const MARK = Buffer.from([0xff, 0x43, 0x5a, 0x52]);
const RECORD_HEADER_SIZE = 20;
const CHECKED_FROM = 12;

/** One transaction; each has the number of the one before plus one. */
export interface JournalRecord {
  readonly seq: number;
  readonly statements: readonly Statement[];
}

export interface JournalContents {
  readonly databaseId: string;
  /** In order and without a gap, up to the first byte that is not a record. */
  readonly records: readonly JournalRecord[];
  /**
   * `torn`: an append was cut short, so it was never acknowledged. `corrupt`, `gap`: something that
   * may have been acknowledged cannot be read, or is missing.
   */
  readonly end:
    | { readonly kind: 'clean' }
    | { readonly kind: 'torn'; readonly bytes: number }
    | { readonly kind: 'corrupt' | 'gap' };
}

/** Whether a file is a journal, however much of the rest is damaged. */
export function beginsAsJournal(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, TITLE.length) === TITLE;
}

export function encodeHeader(databaseId: string): Buffer {
  return Buffer.from(`${TITLE}${databaseId}\n`, 'latin1');
}

export function encodeRecord({ seq, statements }: JournalRecord): Buffer {
  const payload = Buffer.from(
    JSON.stringify(statements.map(({ sql, params }) => [sql, params])),
    'utf8',
  );
  const record = Buffer.alloc(RECORD_HEADER_SIZE + payload.length);
  MARK.copy(record);
  record.writeUInt32LE(payload.length, 4);
  record.writeBigUInt64LE(BigInt(seq), CHECKED_FROM);
  payload.copy(record, RECORD_HEADER_SIZE);
  record.writeUInt32LE(crc32(record.subarray(CHECKED_FROM)), 8);
  return record;
}

/** @returns undefined if the header is not that of a journal. */
export function decodeJournal(bytes: Buffer): JournalContents | undefined {
  const header = bytes.toString('latin1', 0, JOURNAL_HEADER_SIZE);
  if (header.length < JOURNAL_HEADER_SIZE || !header.startsWith(TITLE)) return undefined;
  const databaseId = header.slice(TITLE.length, -1);
  const records: JournalRecord[] = [];
  let offset = JOURNAL_HEADER_SIZE;
  while (offset < bytes.length) {
    const last = records.at(-1)?.seq;
    const found = decodeRecord(bytes, offset);
    if (!found) return { databaseId, records, end: brokenEnd(bytes, offset, last ?? 0) };
    if (last !== undefined && found.record.seq !== last + 1)
      return { databaseId, records, end: { kind: 'gap' } };
    records.push(found.record);
    offset = found.next;
  }
  return { databaseId, records, end: { kind: 'clean' } };
}

/** An append that was cut short is the last thing in the file; damage has newer records after it. */
function brokenEnd(bytes: Buffer, offset: number, last: number): JournalContents['end'] {
  for (let at = offset; (at = bytes.indexOf(MARK, at + 1)) !== -1;) {
    const later = decodeRecord(bytes, at);
    if (later && later.record.seq > last) return { kind: 'corrupt' };
  }
  return { kind: 'torn', bytes: bytes.length - offset };
}

function decodeRecord(
  bytes: Buffer,
  offset: number,
): { readonly record: JournalRecord; readonly next: number } | undefined {
  const body = offset + RECORD_HEADER_SIZE;
  if (body > bytes.length || !bytes.subarray(offset, offset + MARK.length).equals(MARK))
    return undefined;
  const next = body + bytes.readUInt32LE(offset + 4);
  if (next > bytes.length) return undefined;
  if (crc32(bytes.subarray(offset + CHECKED_FROM, next)) !== bytes.readUInt32LE(offset + 8))
    return undefined;
  const payload = JSON.parse(bytes.toString('utf8', body, next)) as [string, SqlValue[]][];
  const statements = payload.map(([sql, params]) => ({ sql, params }));
  return {
    record: { seq: Number(bytes.readBigUInt64LE(offset + CHECKED_FROM)), statements },
    next,
  };
}
