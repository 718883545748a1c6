import type { Place } from '../configValue.ts';

export interface Token extends Place {
  /** `newline` ends a statement: inside brackets there are none. `broken` is no Python. */
  readonly kind: 'name' | 'number' | 'text' | 'operator' | 'newline' | 'broken' | 'end';
  /** As it is written; of a text with its prefix and quotes. */
  readonly written: string;
}

const BLANK = /(?:[ \t\f]|\\\r?\n|#[^\r\n]*)+/y;
const LINE_END = /\r\n?|\n/y;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;
const NUMBER =
  /(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?)[jJ]?/y;
const TEXT_START = /(?:[rR][bBfFtT]?|[bBfFtT][rR]?|[uU])?("""|'''|"|')/y;
const OPERATOR =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|:=|->|==|!=|<=|>=|[-+*/%&|^@]=|\*\*|\/\/|<<|>>|[-+*/%&|^@~<>=.,:;()[\]{}]/y;

const OPENING = ['(', '[', '{'];
const CLOSING = [')', ']', '}'];

/** Cuts a Python text into its words. Whatever the text is, it comes to an end and throws nothing. */
export function tokensOf(text: string): readonly Token[] {
  return new Tokenizer(text).all();
}

class Tokenizer {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #open = 0;

  constructor(text: string) {
    this.#text = text;
  }

  all(): readonly Token[] {
    while (this.#at < this.#text.length) this.#next();
    this.#add('newline', '');
    this.#add('end', '');
    return this.#tokens;
  }

  #next(): void {
    const blank = this.#match(BLANK);
    if (blank !== undefined) {
      this.#pass(blank);
      return;
    }
    const lineEnd = this.#match(LINE_END);
    if (lineEnd !== undefined) {
      if (this.#open === 0 && this.#tokens.at(-1)?.kind !== 'newline') this.#add('newline', '');
      this.#pass(lineEnd);
      return;
    }
    const opening = this.#match(TEXT_START);
    if (opening !== undefined) {
      this.#addText(opening);
      return;
    }
    const number = this.#match(NUMBER);
    const name = number ?? this.#match(NAME);
    if (name !== undefined) {
      this.#add(number === undefined ? 'name' : 'number', name);
      return;
    }
    const operator = this.#match(OPERATOR);
    if (operator === undefined) {
      this.#add('broken', String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0));
      return;
    }
    if (OPENING.includes(operator)) this.#open++;
    else if (CLOSING.includes(operator)) this.#open = Math.max(0, this.#open - 1);
    this.#add('operator', operator);
  }

  /** @param opening prefix and quotes; a text that never ends is broken, up to where it had to end. */
  #addText(opening: string): void {
    const quotes = opening.replace(/^[a-z]+/i, '');
    const isLong = quotes.length === 3;
    let at = this.#at + opening.length;
    for (; at < this.#text.length; at++) {
      const found = this.#text[at];
      if (found === '\\') at++;
      else if (!isLong && (found === '\n' || found === '\r')) break;
      else if (found === quotes[0] && this.#text.startsWith(quotes, at)) {
        this.#add('text', this.#text.slice(this.#at, at + quotes.length));
        return;
      }
    }
    this.#add('broken', this.#text.slice(this.#at, at));
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0];
  }

  #add(kind: Token['kind'], written: string): void {
    const { line, column } = this.#place();
    this.#tokens.push({ kind, written, line, column });
    this.#pass(written);
  }

  #place(): Place {
    return { line: this.#line, column: this.#at - this.#lineStart + 1 };
  }

  /** Goes past this text, which stands here. */
  #pass(written: string): void {
    for (const { index, 0: end } of written.matchAll(/\r\n?|\n/g)) {
      this.#line++;
      this.#lineStart = this.#at + index + end.length;
    }
    this.#at += written.length;
  }
}
