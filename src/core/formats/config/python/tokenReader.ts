import type { Token } from './tokens.ts';

export const CLOSING: ReadonlySet<string> = new Set([')', ']', '}']);

/** Goes through a list of words, from one to the next or past what cannot be read. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  /** @param tokens at least one; the last is an end. */
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The word that comes next; at the end the last one, again and again. */
  get next(): Token {
    return this.peek(0);
  }

  peek(ahead: number): Token {
    const last = this.#tokens.length - 1;
    return this.#tokens[Math.max(0, Math.min(this.#at + ahead, last))] as Token;
  }

  advance(words = 1): void {
    this.#at = Math.min(this.#at + words, this.#tokens.length - 1);
  }

  /** Goes past the word if it is this operator. */
  takes(operator: string): boolean {
    if (!isOperator(this.next, operator)) return false;
    this.advance();
    return true;
  }

  isEnd(endsAtColon: boolean): boolean {
    const { kind, written } = this.next;
    if (kind === 'newline' || kind === 'end') return true;
    if (kind !== 'operator') return false;
    if (written === ',' || written === ';' || CLOSING.has(written)) return true;
    return written === '=' || (endsAtColon && written === ':');
  }

  /** Goes to where an expression ends that cannot be read. */
  skip(endsAtColon: boolean): void {
    while (!this.isEnd(endsAtColon)) {
      if (isOpening(this.next)) this.skipBracket();
      else this.advance();
    }
  }

  /** Goes past a bracket and all that is in it. */
  skipBracket(): void {
    let open = 0;
    do {
      const { kind, written } = this.next;
      if (kind === 'end' || kind === 'newline') return;
      if (isOpening(this.next)) open++;
      else if (kind === 'operator' && CLOSING.has(written)) open--;
      this.advance();
    } while (open > 0);
  }
}

export function isOperator(token: Token, written: string): boolean {
  return token.kind === 'operator' && token.written === written;
}

function isOpening({ kind, written }: Token): boolean {
  return kind === 'operator' && (written === '(' || written === '[' || written === '{');
}

export function isName(token: Token, written: string): boolean {
  return token.kind === 'name' && token.written === written;
}
