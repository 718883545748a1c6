import { crc32 } from './crc32.ts';

// SQLite has no checksums: a flipped bit in a text is simply another text. So the main file has,
// behind its last page, where SQLite does not look:
//   the CRC-32 of each page (u32)
//   copies of the pages that others hang on: number of the page (u32), the page
//   footer: page size, pages, copies, change counter of the database, CRC-32 of these (5 × u32), "CZooSums"
// Numbers are little-endian. All pages of a small database are copied: that costs next to nothing.
const MAGIC = Buffer.from('CZooSums', 'latin1');
const FOOTER_SIZE = 5 * 4 + MAGIC.length;
const COPY_ALL = 64;
/** @see https://www.sqlite.org/fileformat.html#the_database_header for the offsets. */
const PAGE_SIZE_AT = 16;
const CHANGE_COUNTER_AT = 24;
const VERSION_VALID_FOR_AT = 92;
const HEADER_SIZE = 100;
/** First byte of a page with children. @see https://www.sqlite.org/fileformat.html#b_tree_pages */
const INTERIOR = [0x02, 0x05];

/** The pages of a database that are not what was written, by index. */
export interface PageSums {
  readonly pageSize: number;
  readonly bad: readonly number[];
  /** What the pages were, of those that were copied. */
  readonly copies: ReadonlyMap<number, Buffer>;
}

export function encodeSums(database: Uint8Array): Buffer {
  const bytes = Buffer.from(database.buffer, database.byteOffset, database.length);
  const pageSize = pageSizeOf(bytes);
  const count = Math.floor(bytes.length / pageSize);
  const sums = Buffer.alloc(count * 4);
  const copies: Buffer[] = [];
  const page = (index: number): Buffer => bytes.subarray(index * pageSize, (index + 1) * pageSize);
  const schema = schemaPages(page(0));
  for (let index = 0; index < count; index++) {
    const content = page(index);
    sums.writeUInt32LE(crc32(content), index * 4);
    const isNeeded = index === 0 || schema.has(index) || INTERIOR.includes(content[0] ?? 0);
    if (count > COPY_ALL && !isNeeded) continue;
    const number = Buffer.alloc(4);
    number.writeUInt32LE(index);
    copies.push(number, content);
  }
  const footer = Buffer.alloc(FOOTER_SIZE);
  const counter = bytes.readUInt32BE(CHANGE_COUNTER_AT);
  [pageSize, count, copies.length / 2, counter].forEach((value, at) =>
    footer.writeUInt32LE(value, at * 4),
  );
  footer.writeUInt32LE(crc32(footer.subarray(0, 16)), 16);
  MAGIC.copy(footer, 20);
  return Buffer.concat([sums, ...copies, footer]);
}

/**
 * Parts a main file into the database and what its checksums say of it.
 *
 * A damaged checksum makes a page look damaged, never the other way round.
 *
 * @returns no sums if there are none or if another program has changed the database since.
 */
export function splitSums(bytes: Buffer): { readonly database: Buffer; readonly sums?: PageSums } {
  const footer = bytes.subarray(-FOOTER_SIZE);
  if (footer.length < FOOTER_SIZE || !footer.subarray(20).equals(MAGIC)) return { database: bytes };
  const [pageSize = 0, count = 0, copied = 0, counter = 0, sum = 0] = [0, 1, 2, 3, 4].map(at =>
    footer.readUInt32LE(at * 4),
  );
  const size = pageSize * count;
  const trailer = bytes.subarray(size);
  if (size <= 0 || trailer.length !== count * 4 + copied * (4 + pageSize) + FOOTER_SIZE)
    return { database: bytes };
  const database = bytes.subarray(0, size);
  if (crc32(footer.subarray(0, 16)) !== sum || editedByOthers(database, counter))
    return { database };
  const bad: number[] = [];
  for (let index = 0; index < count; index++)
    if (
      crc32(database.subarray(index * pageSize, (index + 1) * pageSize)) !==
      trailer.readUInt32LE(index * 4)
    )
      bad.push(index);
  const copies = new Map<number, Buffer>();
  for (let n = 0; n < copied; n++) {
    const at = count * 4 + n * (4 + pageSize);
    const index = trailer.readUInt32LE(at);
    const copy = trailer.subarray(at + 4, at + 4 + pageSize);
    if (index < count && crc32(copy) === trailer.readUInt32LE(index * 4)) copies.set(index, copy);
  }
  return { database, sums: { pageSize, bad, copies } };
}

/** Whether a file ends as only ours do, whatever the rest of it is. */
export function endsAsOurs(bytes: Buffer): boolean {
  return bytes.length >= FOOTER_SIZE && bytes.subarray(-MAGIC.length).equals(MAGIC);
}

/** SQLite keeps the two counters alike; damage does not. */
function editedByOthers(database: Buffer, counter: number): boolean {
  const now = database.readUInt32BE(CHANGE_COUNTER_AT);
  return now !== counter && now === database.readUInt32BE(VERSION_VALID_FOR_AT);
}

function pageSizeOf(bytes: Buffer): number {
  const size = bytes.readUInt16BE(PAGE_SIZE_AT);
  return size === 1 ? 65_536 : size;
}

/** The children of the first page, which is the root of the table that describes all others. */
function schemaPages(first: Buffer): ReadonlySet<number> {
  const pages = new Set<number>();
  if (first[HEADER_SIZE] !== 0x05) return pages;
  const cells = first.readUInt16BE(HEADER_SIZE + 3);
  pages.add(first.readUInt32BE(HEADER_SIZE + 8) - 1);
  for (let n = 0; n < cells; n++) {
    const cell = first.readUInt16BE(HEADER_SIZE + 12 + 2 * n);
    pages.add(first.readUInt32BE(cell) - 1);
  }
  return pages;
}
