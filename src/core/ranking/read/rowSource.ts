/** Told of every row that is not counted. */
export type Refuse = (line: number, reason: string) => void;

/** Takes a file's bytes in pieces of any size; the memory of a piece may be used again afterwards. */
export interface RowSource {
  push(chunk: Uint8Array): void;
  /** The file is at its end. */
  end(): void;
}

/** More than this has no row of votes; the rest of such a row is passed over. In bytes. */
export const LONGEST_ROW = 64 * 1024 ** 2;

export const TOO_LONG = `it is longer than ${LONGEST_ROW / 1024 ** 2} MiB`;
