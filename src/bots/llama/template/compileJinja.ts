import { Template } from '@huggingface/jinja';

/**
 * Parses a template. The library refuses some escapes in string literals that Python, for which
 * templates are written, takes: those are spelt in another way then.
 *
 * @throws Error in the library's words
 */
export function compileJinja(source: string): Template {
  try {
    return new Template(source);
  } catch (error) {
    const plain = withPlainEscapes(source);
    if (plain === source) throw error;
    return new Template(plain);
  }
}

/** What opens code, or a comment, in text. */
const OPENS = /\{#[^]*?#\}|\{[{%]/g;
/** In code: string literals, braces, and what closes it. */
const INSIDE = /"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|\{|\}\}?|%\}/g;
const ESCAPE = /\\([0-7]{1,3}|U[\da-fA-F]{8}|[^])/g;

function withPlainEscapes(source: string): string {
  let result = '';
  let at = 0;
  for (;;) {
    OPENS.lastIndex = at;
    const opens = OPENS.exec(source);
    if (opens === null) return result + source.slice(at);
    result += source.slice(at, OPENS.lastIndex);
    at = OPENS.lastIndex;
    if (opens[0].startsWith('{#')) continue;
    const code = codeFrom(source, at);
    result += code.replace(/"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'/g, plainLiteral);
    at += code.length;
  }
}

/** The code from here to the mark that closes it; braces of dictionaries close nothing. */
function codeFrom(source: string, start: number): string {
  let depth = 0;
  INSIDE.lastIndex = start;
  for (let found = INSIDE.exec(source); found !== null; found = INSIDE.exec(source)) {
    const [token] = found;
    if (token === '{') depth += 1;
    else if (token.startsWith('}') && depth > 0) {
      depth -= 1;
      INSIDE.lastIndex = found.index + 1;
    } else if (token === '}}' || token === '%}') return source.slice(start, INSIDE.lastIndex);
  }
  return source.slice(start);
}

/** @see https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences */
function plainLiteral(literal: string): string {
  return literal.replace(ESCAPE, (whole, escaped: string) => {
    // A line that goes on.
    if (escaped === '\n') return '';
    if (escaped === 'a') return '\\x07';
    if (/^[0-7]/.test(escaped)) return unit(parseInt(escaped, 8));
    if (escaped.length === 9) return bigCharacter(whole, parseInt(escaped.slice(1), 16));
    // Python leaves what means nothing as it is.
    return /[ntrbfvxu'"\\]/.test(escaped) ? whole : `\\\\${escaped}`;
  });
}

function bigCharacter(whole: string, code: number): string {
  if (code > 0x10ffff) return whole;
  return Array.from({ length: code > 0xffff ? 2 : 1 }, (_, at) =>
    unit(String.fromCodePoint(code).charCodeAt(at)),
  ).join('');
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
