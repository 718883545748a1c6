import { ImportProblem } from './importProblem.ts';

/** Deeper than anybody writes by hand or by program; less than what fills a stack. */
const MOST_DEEP = 200;
const [QUOTE, BACKSLASH] = [34, 92];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

/**
 * `JSON.parse` for text that nobody vouches for. Half a surrogate pair and U+0000, which JSON can
 * spell and no database keeps, become U+FFFD.
 *
 * @param onReplaced told when there was such a character.
 * @throws ImportProblem `tooDeep`, or `badJson` with line and column.
 */
export function parseJson(text: string, onReplaced: () => void): unknown {
  if (isTooDeep(text))
    throw new ImportProblem('tooDeep', `It is nested more than ${MOST_DEEP} deep.`);
  try {
    return JSON.parse(withoutHalves(text, onReplaced)) as unknown;
  } catch (error) {
    const offset = whereBroken(text);
    const before = text.slice(0, offset);
    const line = before.split('\n').length;
    const column = offset - before.lastIndexOf('\n');
    throw new ImportProblem(
      'badJson',
      offset >= text.length
        ? `The text ends before the JSON does (line ${line}, column ${column}).`
        : `What is at line ${line}, column ${column} is no JSON.`,
      { cause: error },
    );
  }
}

/** A pair that is whole, half a pair, or any other escape: so none is mistaken for part of another. */
const ESCAPES =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(u[dD][89a-fA-F][\da-fA-F]{2}|u0000)|[^])/g;

function withoutHalves(text: string, onReplaced: () => void): string {
  // Most texts have none of these, and looking for them is cheap.
  if (!/\\u(?:[dD][89a-fA-F]|0000)/.test(text)) return text;
  return text.replace(ESCAPES, (escape, bad: string | undefined) => {
    if (bad === undefined) return escape;
    onReplaced();
    return '\uFFFD';
  });
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
      if (at < 0) return false;
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      if (++depth > MOST_DEEP) return true;
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
  }
  return false;
}

/** The closing quote of the string that begins at `from`, or -1. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return -1;
}

const BLANK = /[ \t\r\n]*/y;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const BAD_IN_STRING =
  // eslint-disable-next-line no-control-regex -- control characters are what JSON forbids
  /[\u0000-\u001f]|\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/;

type Wanted = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'next';

/** Offset of the first thing that JSON does not allow; engines differ in whether they tell. */
function whereBroken(text: string): number {
  const open: ('[' | '{')[] = [];
  let wants = 'value' as Wanted;
  const skip = (pattern: RegExp, from: number): number => {
    pattern.lastIndex = from;
    return pattern.test(text) ? pattern.lastIndex : from;
  };
  for (let at = skip(BLANK, 0); at < text.length; at = skip(BLANK, at)) {
    const found = text[at];
    if (wants === 'next') {
      const inside = open.at(-1);
      if (found === ',' && inside) wants = inside === '{' ? 'key' : 'value';
      else if (found === (inside === '{' ? '}' : ']') && inside) open.pop();
      else return at;
      at++;
    } else if (wants === 'colon') {
      if (found !== ':') return at;
      wants = 'value';
      at++;
    } else if (found === '"') {
      const end = endOfString(text, at);
      const inner = text.slice(at + 1, end < 0 ? undefined : end);
      // In pairs, so that what follows an escaped backslash is not taken for an escape.
      const bad = inner.replaceAll('\\\\', '__').search(BAD_IN_STRING);
      if (bad >= 0) return at + 1 + bad;
      if (end < 0) return text.length;
      wants = wants === 'key' || wants === 'keyOrEnd' ? 'colon' : 'next';
      at = end + 1;
    } else if (
      (found === '}' && wants === 'keyOrEnd') ||
      (found === ']' && wants === 'valueOrEnd')
    ) {
      open.pop();
      wants = 'next';
      at++;
    } else if (wants === 'key' || wants === 'keyOrEnd') return at;
    else if (found === '{' || found === '[') {
      open.push(found);
      wants = found === '{' ? 'keyOrEnd' : 'valueOrEnd';
      at++;
    } else {
      const end = skip(SCALAR, at);
      if (end === at) return at;
      wants = 'next';
      at = end;
    }
  }
  return text.length;
}
