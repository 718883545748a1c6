import { ConfigProblem, MOST_CHARACTERS } from '../configProblem.ts';
import { Unread, type ConfigObject, type ConfigValue, type Note } from '../configValue.ts';
import { ExpressionReader } from './expressions.ts';
import { isName, isOperator } from './tokenReader.ts';
import { textLiteral } from './literals.ts';
import { tokensOf, type Token } from './tokens.ts';

/** What a Python file says of its names, without having been run. */
export interface PythonFile {
  /** By name, in the order in which they were first given a value. */
  readonly values: ConfigObject;
  /** What was not read, in the file's order. */
  readonly notes: readonly Note[];
}

/** They do nothing that values hang on. */
const SILENT = new Set(['import', 'from', 'pass', 'global', 'nonlocal']);
/** They are followed by statements that are run once, often or never. */
const COMPOUND = new Set('if for while def class with try async match'.split(' '));
const CONTINUED = new Set(['elif', 'else', 'except', 'finally', 'case']);
const CHANGING = new Set(
  'append extend insert update setdefault pop popitem clear remove'.split(' '),
);

/**
 * Reads the assignments of a Python file as text: nothing of it is run. Whatever is no value, or no
 * Python, is noted with its place, and the rest is read.
 *
 * @throws ConfigProblem `tooBig`
 */
export function parsePython(text: string): PythonFile {
  if (text.length > MOST_CHARACTERS) {
    throw new ConfigProblem('tooBig', `It has more than ${MOST_CHARACTERS} characters.`);
  }
  return new StatementReader(tokensOf(text.replace(/^\uFEFF/, ''))).all();
}

class StatementReader {
  readonly #values = new Map<string, ConfigValue>();
  readonly #lines = new Map<string, number>();
  readonly #changed = new Set<string>();
  readonly #environment = new Map<string, ConfigValue>();
  readonly #reader: ExpressionReader;
  /** Whether the statements of a block are passed over, which a note has told. */
  #inBlock = false;

  constructor(tokens: readonly Token[]) {
    this.#reader = new ExpressionReader(tokens, {
      values: this.#values,
      changed: this.#changed,
      environment: this.#environment,
    });
  }

  all(): PythonFile {
    const reader = this.#reader;
    let isFirstOfLine = true;
    while (reader.next.kind !== 'end') {
      const start = reader.next;
      if (start.kind === 'newline' || isOperator(start, ';')) {
        isFirstOfLine = start.kind === 'newline';
        reader.advance();
        continue;
      }
      if (isFirstOfLine) this.#line(start);
      else this.#statement(start);
      isFirstOfLine = false;
      this.#endStatement();
    }
    const notes = reader.notes.toSorted((a, b) => a.line - b.line || a.column - b.column);
    return { values: Object.fromEntries(this.#values), notes };
  }

  /** A statement at the beginning of its line. */
  #line(start: Token): void {
    const reader = this.#reader;
    if (start.column > 1) {
      if (!this.#inBlock) reader.note(start, { kind: 'broken' });
      this.#passLine();
    } else if (this.#inBlock && CONTINUED.has(start.written)) {
      this.#passLine();
    } else {
      this.#inBlock = false;
      this.#statement(start);
    }
  }

  #statement(start: Token): void {
    const reader = this.#reader;
    const { kind, written: name } = start;
    if (kind === 'name' && this.#isCompound()) {
      reader.note(start, { kind: 'statement', word: name });
      this.#inBlock = true;
      this.#passLine();
    } else if (isOperator(start, '@')) {
      this.#passLine();
    } else if (kind === 'name' && SILENT.has(name)) {
      this.#passLine();
    } else if (kind === 'text' && isStatementEnd(this.#afterTexts())) {
      // A description of the file.
      this.#passLine();
    } else if (kind === 'name' && isOperator(reader.peek(1), '=')) {
      this.#assignment();
    } else if (kind === 'name' && isOperator(reader.peek(1), ':')) {
      reader.advance(2);
      this.#passTo('=');
      if (reader.takes('=')) this.#assign([start], reader.value());
    } else if (!this.#environmentSet()) {
      // Of anything but a name nothing is told: it may be a secret.
      const word = kind === 'name' ? name : '';
      reader.note(start, kind === 'broken' ? { kind } : { kind: 'statement', word });
      this.#passLine();
    }
  }

  /** `match` is a name unless something follows that no operator is. */
  #isCompound(): boolean {
    const { written } = this.#reader.next;
    if (!COMPOUND.has(written)) return false;
    return written !== 'match' || this.#reader.peek(1).kind !== 'operator';
  }

  /** `a = value`, `a = b = value`. */
  #assignment(): void {
    const reader = this.#reader;
    const targets: Token[] = [];
    while (reader.next.kind === 'name' && isOperator(reader.peek(1), '=')) {
      targets.push(reader.next);
      reader.advance(2);
    }
    this.#assign(targets, reader.values(isStatementEnd));
  }

  /** What cannot be read leaves the name with what it had: a file that goes on to compute with it. */
  #assign(targets: readonly Token[], value: ConfigValue): void {
    for (const target of targets) {
      const { written: name } = target;
      const earlierLine = this.#lines.get(name);
      if (value instanceof Unread && earlierLine !== undefined) {
        if (!(this.#values.get(name) instanceof Unread)) {
          this.#reader.note(target, { kind: 'keptEarlier', name, earlierLine });
        }
        continue;
      }
      this.#values.set(name, value);
      this.#lines.set(name, target.line);
      this.#changed.delete(name);
    }
  }

  /** `os.environ["X"] = value`: later lines of the file may ask for it. */
  #environmentSet(): boolean {
    const reader = this.#reader;
    const words = ['os', '.', 'environ', '['];
    const from = isName(reader.next, 'os') ? 0 : 2;
    const isIt = words.slice(from).every((word, i) => reader.peek(i).written === word);
    const key = reader.peek(words.length - from);
    const after = words.length - from + 1;
    if (!isIt || key.kind !== 'text' || !isOperator(reader.peek(after), ']')) return false;
    const name = textLiteral(key.written);
    if (!('value' in name) || !isOperator(reader.peek(after + 1), '=')) return false;
    reader.advance(after + 2);
    const value = reader.value();
    if (!(value instanceof Unread)) this.#environment.set(name.value, value);
    return true;
  }

  #afterTexts(): Token {
    let ahead = 0;
    while (this.#reader.peek(ahead).kind === 'text') ahead++;
    return this.#reader.peek(ahead);
  }

  /** Whatever is left of a statement is no Python that is known here. */
  #endStatement(): void {
    const { next } = this.#reader;
    if (isStatementEnd(next)) return;
    this.#reader.note(next, { kind: 'broken' });
    this.#passLine();
  }

  /** Goes to the end of the line, and remembers which names it changes. */
  #passLine(): void {
    const reader = this.#reader;
    while (reader.next.kind !== 'newline' && reader.next.kind !== 'end') {
      const { kind, written } = reader.next;
      if (kind === 'name' && this.#isChanged()) this.#changed.add(written);
      reader.advance();
    }
  }

  /** Whether the word that comes next is a name that is given a value, or whose value is changed. */
  #isChanged(): boolean {
    const [next, after] = [this.#reader.peek(1), this.#reader.peek(2)];
    if (next.kind !== 'operator' || isOperator(this.#reader.peek(-1), '.')) return false;
    if (next.written === '.') return CHANGING.has(after.written);
    return next.written === '[' || /^(?:[^=!<>]|\*\*|\/\/|<<|>>)?=$/.test(next.written);
  }

  #passTo(operator: string): void {
    const reader = this.#reader;
    while (!isStatementEnd(reader.next) && !isOperator(reader.next, operator)) reader.advance();
  }
}

function isStatementEnd(token: Token): boolean {
  return token.kind === 'newline' || token.kind === 'end' || isOperator(token, ';');
}
