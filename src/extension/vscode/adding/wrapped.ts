/** What fits into a row of the editor's lists, in Latin letters. */
const ROW_COLUMNS = 78;
/** Chinese, Japanese and Korean signs are as wide as two Latin letters. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;

/** A text as several lines, for lists, which cut a row that is too long. */
export function wrapped(text: string, columns = ROW_COLUMNS): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text, columns)) {
    if (line !== '' && widthOf((line + piece).trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return line === '' ? lines : [...lines, line.trimEnd()];
}

/** Words with the blank behind them; Chinese may break at any sign, and so must a word without end. */
function piecesOf(text: string, columns: number): readonly string[] {
  const words = text.trim().split(/(?<=\s)(?=\S)/u);
  return words.flatMap(word =>
    WIDE.test(word) || widthOf(word) > columns ? Array.from(word) : word,
  );
}

function widthOf(text: string): number {
  return Array.from(text).reduce((sum, sign) => sum + (WIDE.test(sign) ? 2 : 1), 0);
}
