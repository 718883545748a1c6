/** Longer lines are not held in memory; in UTF-16 code units. */
const MOST_OF_A_LINE = 256 * 1024 ** 2;

export interface Line {
  /** From 1. */
  readonly line: number;
  /** Undefined if it is too long to hold. */
  readonly text: string | undefined;
}

/** The lines that are not blank, one at a time; ends them at LF or CRLF. */
export async function* linesOf(
  chunks: AsyncIterable<string>,
  most = MOST_OF_A_LINE,
): AsyncIterable<Line> {
  let line = 1;
  let pieces: string[] = [];
  let length = 0;
  const take = (piece: string): void => {
    length += piece.length;
    if (length > most) pieces = [];
    else pieces.push(piece);
  };
  const finish = (): Line | undefined => {
    const text = length > most ? undefined : pieces.join('');
    pieces = [];
    length = 0;
    return text?.trim() === '' ? undefined : { line, text };
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', from)) {
      take(chunk.slice(from, end));
      const found = finish();
      if (found) yield found;
      line++;
      from = end + 1;
    }
    take(chunk.slice(from));
  }
  const found = finish();
  if (found) yield found;
}
