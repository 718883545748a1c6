import {
  isConfigObject,
  Unread,
  type ConfigValue,
  type Note,
  type Place,
  type Reason,
} from '../configValue.ts';
import { MOST_DEEP } from '../configProblem.ts';
import { numberLiteral, textLiteral, type Literal } from './literals.ts';
import { CLOSING, isName, isOperator, TokenReader } from './tokenReader.ts';
import type { Token } from './tokens.ts';
import { ValueBudget } from './valueBudget.ts';

/** What names and environment variables the file itself has given values. */
export interface Names {
  readonly values: ReadonlyMap<string, ConfigValue>;
  /** Names whose values something changed that is not read. */
  readonly changed: ReadonlySet<string>;
  readonly environment: ReadonlyMap<string, ConfigValue>;
}

const CONSTANTS = new Map<string, boolean | null>([
  ['True', true],
  ['False', false],
  ['None', null],
]);
/** Words that end an operand and cannot be a name. */
const KEYWORDS = new Set(['or', 'and', 'not', 'if', 'else', 'for', 'in', 'is', 'lambda', 'await']);

/**
 * Reads expressions that are values, from one place to the next in a list of words. What is none
 * becomes {@link Unread}, with a note; it is passed over up to where the next value can begin.
 */
export class ExpressionReader extends TokenReader {
  readonly notes: Note[] = [];
  readonly #names: Names;
  readonly #budget = new ValueBudget();

  constructor(tokens: readonly Token[], names: Names) {
    super(tokens);
    this.#names = names;
  }

  note(place: Place, reason: Reason): Unread {
    const note = { line: place.line, column: place.column, reason };
    this.notes.push(note);
    return new Unread(note);
  }

  /** The value of a whole expression, which ends before a comma, a closing bracket or a statement's end. */
  value(depth = 0, endsAtColon = false): ConfigValue {
    const start = this.next;
    let value = this.#operand(depth);
    while (isName(this.next, 'or')) {
      this.advance();
      const isKnown = !(value instanceof Unread);
      const other = this.#operand(depth);
      if (isKnown && isTruthy(value)) continue;
      if (!isKnown && !(other instanceof Unread)) this.note(start, { kind: 'fallback' });
      value = other;
    }
    if (this.isEnd(endsAtColon)) return value;
    const reason: Reason = this.next.kind === 'broken' ? { kind: 'broken' } : { kind: 'computed' };
    this.skip(endsAtColon);
    return value instanceof Unread ? value : this.note(start, reason);
  }

  /** A value, or several with commas between them, up to a statement's end. */
  values(isStatementEnd: (token: Token) => boolean): ConfigValue {
    const before = this.#budget.spent;
    const first = this.value();
    if (!isOperator(this.next, ',')) return first;
    const items = [first];
    while (this.takes(',')) if (!isStatementEnd(this.next)) items.push(this.value());
    return this.#budget.measured(items, before);
  }

  #operand(depth: number): ConfigValue {
    this.#budget.count(1);
    const start = this.next;
    const value = this.#primary(depth);
    return this.#hasTrailer() ? this.#trailers(start) : value;
  }

  #primary(depth: number): ConfigValue {
    const token = this.next;
    switch (token.kind) {
      case 'text':
        return this.#texts();
      case 'number':
        this.advance();
        return this.#literal(token, numberLiteral(token.written));
      case 'name':
        return this.#named(token, depth);
      case 'operator':
        return this.#bracketOrSign(token, depth);
      case 'broken':
        this.skip(false);
        return this.note(token, { kind: 'broken' });
      case 'newline':
      case 'end':
        return this.note(token, { kind: 'unclosed' });
    }
  }

  #bracketOrSign(token: Token, depth: number): ConfigValue {
    const { written } = token;
    if ((written === '-' || written === '+') && this.peek(1).kind === 'number') {
      this.advance(2);
      const number = this.#literal(token, numberLiteral(this.peek(-1).written));
      return typeof number === 'number' && written === '-' ? -number : number;
    }
    if (written !== '(' && written !== '[' && written !== '{') {
      const isMissing = CLOSING.has(written) || written === ',' || written === ':';
      if (!isMissing) this.skip(false);
      return this.note(token, { kind: isMissing ? 'broken' : 'computed' });
    }
    if (depth >= MOST_DEEP) {
      this.skipBracket();
      return this.note(token, { kind: 'tooDeep' });
    }
    const before = this.#budget.spent;
    this.advance();
    const value = written === '{' ? this.#dictionary(token, depth) : this.#list(token, depth);
    return this.#budget.measured(value, before);
  }

  /** What is in `[…]` or `(…)`, whose opening bracket is passed; `(x)` is `x`. */
  #list(opening: Token, depth: number): ConfigValue {
    const closing = opening.written === '[' ? ']' : ')';
    const items: ConfigValue[] = [];
    let commas = 0;
    while (!this.takes(closing) && !this.#isOver(opening)) {
      if (this.takes('*')) this.note(this.peek(-1), { kind: 'computed' });
      items.push(this.value(depth + 1));
      if (this.takes(',')) commas++;
    }
    const [only] = items;
    return closing === ')' && commas === 0 && only !== undefined ? only : items;
  }

  /** What is in `{…}`; a set has no place here. */
  #dictionary(opening: Token, depth: number): ConfigValue {
    const entries: [string, ConfigValue][] = [];
    let isSet = false;
    while (!this.takes('}') && !this.#isOver(opening)) {
      const start = this.next;
      if (this.takes('**')) {
        this.skip(false);
        this.note(start, { kind: 'computed' });
      } else {
        const key = this.value(depth + 1, true);
        if (this.takes(':')) {
          const value = this.value(depth + 1);
          if (typeof key === 'string' || typeof key === 'number')
            entries.push([String(key), value]);
          else if (!(key instanceof Unread)) this.note(start, { kind: 'key' });
        } else isSet = true;
      }
      this.takes(',');
    }
    return isSet ? this.note(opening, { kind: 'computed' }) : Object.fromEntries(entries);
  }

  /** Whether a bracket can no longer be closed: the file has ended, or another kind of bracket closes. */
  #isOver(opening: Token): boolean {
    if (isOperator(this.next, ',') || !this.isEnd(false)) return false;
    const hasEnded = this.next.kind !== 'operator';
    if (hasEnded) this.note(opening, { kind: 'unclosed' });
    else this.note(this.next, { kind: 'broken' });
    return true;
  }

  /** Texts that stand side by side are one. */
  #texts(): ConfigValue {
    const start = this.next;
    let text = '';
    let not: Unread | undefined;
    while (this.next.kind === 'text') {
      const part = textLiteral(this.next.written);
      if ('value' in part) text += part.value;
      else not ??= this.note(start, { kind: part.not });
      this.advance();
    }
    this.#budget.countText(text);
    return not ?? text;
  }

  #literal(token: Token, literal: Literal<number>): ConfigValue {
    return 'value' in literal ? literal.value : this.note(token, { kind: literal.not });
  }

  #named(token: Token, depth: number): ConfigValue {
    const { written: name } = token;
    const variable = this.#environmentVariable();
    if (variable !== undefined) {
      const known = this.#names.environment.get(variable);
      if (known !== undefined) return this.#budget.again(known);
      return this.note(token, { kind: 'environment', name: variable });
    }
    if (KEYWORDS.has(name)) {
      this.skip(false);
      return this.note(token, { kind: 'computed' });
    }
    this.advance();
    const constant = CONSTANTS.get(name);
    if (constant !== undefined) return constant;
    if (name === 'dict' && isOperator(this.next, '(')) return this.#dictCall(token, depth);
    if (this.#hasTrailer()) return this.#trailers(token);
    if (this.#names.changed.has(name)) return this.note(token, { kind: 'changedName', name });
    const value = this.#names.values.get(name);
    if (value === undefined) return this.note(token, { kind: 'unknownName', name });
    return this.#budget.again(value);
  }

  /** `dict(a=1, **other)`, and `dict({…}, a=1)`. */
  #dictCall(start: Token, depth: number): ConfigValue {
    const opening = this.next;
    const entries: [string, ConfigValue][] = [];
    const before = this.#budget.spent;
    if (depth >= MOST_DEEP) {
      this.skipBracket();
      return this.note(start, { kind: 'tooDeep' });
    }
    this.advance();
    while (!this.takes(')') && !this.#isOver(opening)) {
      const first = this.next;
      if (first.kind === 'name' && isOperator(this.peek(1), '=')) {
        this.advance(2);
        entries.push([first.written, this.value(depth + 1)]);
      } else {
        this.takes('**');
        const other = this.value(depth + 1);
        if (isConfigObject(other)) for (const entry of Object.entries(other)) entries.push(entry);
        else if (!(other instanceof Unread)) this.note(first, { kind: 'computed' });
      }
      this.takes(',');
    }
    return this.#budget.measured(Object.fromEntries(entries), before);
  }

  /**
   * Goes past `os.environ.get("X")`, `os.getenv("X")` or `os.environ["X"]`, also with a default, which
   * does not count: it is what the machine says that does.
   */
  #environmentVariable(): string | undefined {
    const word = (ahead: number): string => this.peek(ahead).written;
    const from = word(0) === 'os' && word(1) === '.' ? 2 : 0;
    const isGet = word(from) === 'environ' && word(from + 1) === '.' && word(from + 2) === 'get';
    const bracket = from + (isGet ? 3 : 1);
    if (!isGet && word(from) !== 'getenv' && word(from) !== 'environ') return undefined;
    if (word(bracket) !== (word(from) === 'environ' && !isGet ? '[' : '(')) return undefined;
    const argument = this.peek(bracket + 1);
    const literal = argument.kind === 'text' ? textLiteral(argument.written) : undefined;
    if (literal === undefined || !('value' in literal)) return undefined;
    this.advance(bracket);
    this.skipBracket();
    return literal.value;
  }

  #hasTrailer(): boolean {
    const { kind, written } = this.next;
    return kind === 'operator' && (written === '.' || written === '(' || written === '[');
  }

  /** What is done with a value: a call, a member, an index. */
  #trailers(start: Token): Unread {
    let isCall = false;
    let name = start.kind === 'name' ? start.written : '';
    while (this.#hasTrailer()) {
      if (this.takes('.')) {
        if (name !== '' && !isCall) name += `.${this.next.written}`;
        this.advance();
      } else {
        isCall ||= isOperator(this.next, '(');
        this.skipBracket();
      }
    }
    return this.note(start, isCall && name !== '' ? { kind: 'call', name } : { kind: 'computed' });
  }
}

/** As Python sees it: what is empty counts as false. */
function isTruthy(value: ConfigValue): boolean {
  if (typeof value !== 'object' || value === null) return Boolean(value);
  return Object.keys(value).length > 0;
}
