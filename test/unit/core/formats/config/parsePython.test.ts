import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigProblem } from '../../../../../src/core/formats/config/configProblem.ts';
import { Unread, type ConfigValue } from '../../../../../src/core/formats/config/configValue.ts';
import { parsePython } from '../../../../../src/core/formats/config/python/parsePython.ts';
import { seededRandom } from '../../../../../src/core/std/random.ts';

const forms = readFileSync('test/fixtures/config/forms.py', 'utf8');

/** The value of one expression. */
function valueOf(expression: string): ConfigValue | undefined {
  return parsePython(`x = ${expression}\n`).values['x'];
}

/** The kinds of the reasons why something was not read. */
function reasonsOf(text: string): readonly string[] {
  return parsePython(text).notes.map(({ reason }) => reason.kind);
}

describe('parsePython reads', () => {
  const { values } = parsePython(forms);

  it('texts of every form', () => {
    expect(values['plain']).toBe('abc\nd');
    expect(values['raw']).toBe("\\n\\'\\d");
    expect(values['escapes']).toBe('A中🦉A\\qjoined\t\\');
    expect(values['unicode']).toBe('动物园');
    expect(values['parenthesised']).toBe('one text');
  });

  it('numbers, constants, lists, tuples and dictionaries', () => {
    expect(values['numbers']).toEqual([0, 7, -1, 2, 1000, 31, 15, 5, 1, 0.5, -0.0025, 600]);
    expect(values['constants']).toEqual([true, false, null]);
    expect(values['empty']).toEqual({ list: [], tuple: [], dict: {}, call: {} });
    expect(values['pair']).toEqual([1, 2]);
    expect(values['one']).toEqual([1]);
    expect(values['keys']).toEqual({ 1: 'int', 2.5: 'float', text: 'text' });
    expect(values['duplicate']).toEqual({ a: 2 });
  });

  it('names that the file has given values, and dict calls', () => {
    const zoo = ['abc\nd', '动物园'];
    expect(values['twin']).toEqual({ x: zoo });
    expect(values['alias']).toEqual({ x: zoo });
    expect(values['called']).toEqual({ a: 1, b: { c: 2 }, x: zoo });
    expect(values['chosen']).toBe('last');
    expect(values['kept']).toBe('first');
    expect(values['environment']).toBe('default');
  });

  it('what the file itself puts into the environment, and nothing of the machine', () => {
    process.env['CHATZOO_TEST_SECRET'] = 'of the machine';
    const text = `import os
os.environ["SET_HERE"] = "here"
a = os.environ.get("SET_HERE")
b = os.getenv("CHATZOO_TEST_SECRET")
c = os.environ["CHATZOO_TEST_SECRET"]
d = os.environ.get("CHATZOO_TEST_SECRET", "default")`;
    const { values: read, notes } = parsePython(text);
    delete process.env['CHATZOO_TEST_SECRET'];
    expect(read['a']).toBe('here');
    for (const name of ['b', 'c', 'd']) expect(read[name]).toBeInstanceOf(Unread);
    expect(notes.map(({ line, column }) => [line, column])).toEqual([
      [4, 5],
      [5, 5],
      [6, 5],
    ]);
  });

  it('on after whatever it does not read, to the last line', () => {
    expect(values['last']).toBe('read');
    expect(values['second']).toBe(2);
  });

  it('any line ends and a mark at the beginning', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = `\uFEFFa = 1${end}b = """x${end}y"""${end}c = [${end}  2,${end}]`;
      expect(parsePython(text).values).toEqual({ a: 1, b: 'x\ny', c: [2] });
    }
  });

  it('keys of JavaScript’s own as any other', () => {
    const value = valueOf('{"__proto__": {"a": 1}, "constructor": 2}');
    expect(Object.entries(value as object)).toEqual([
      ['__proto__', { a: 1 }],
      ['constructor', 2],
    ]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe('parsePython notes', () => {
  it('each thing that it does not read, with line and column', () => {
    const found = parsePython(forms).notes.map(
      ({ line, column, reason }) => `${line}:${column} ${reason.kind}`,
    );
    expect(found).toEqual([
      '12:1 statement',
      '19:49 key',
      '19:63 key',
      '22:19 unknownName',
      '24:1 statement',
      '28:1 statement',
      '32:13 formattedText',
      '33:10 bytes',
      '34:12 computed',
      '35:8 call',
      '36:18 unknownName',
      '37:11 computed',
      '38:9 escape',
      '39:13 number',
      '40:8 number',
      '41:13 number',
      '42:15 environment',
      '42:15 fallback',
      '43:20 environment',
      '44:8 computed',
      '45:12 computed',
      '46:10 computed',
      '47:21 computed',
      '48:1 statement',
      '49:1 statement',
      '50:16 changedName',
      '51:1 statement',
      '52:17 changedName',
      '53:1 statement',
    ]);
  });

  it.each([
    ['x = [1, 2', 'unclosed'],
    ['x = {"a": ', 'unclosed'],
    ['x = [1, 2)\ny = 3', 'broken'],
    ['x = "never closed\ny = 3', 'broken'],
    ['x = """never closed\ny = 3', 'broken'],
    ['x = ', 'unclosed'],
    ['x = 1 2\ny = 3', 'computed'],
    ['x = $\ny = 3', 'broken'],
    ['x = ，\ny = 3', 'broken'],
    ['  x = 1\ny = 3', 'broken'],
    ['x = [,]\ny = 3', 'broken'],
    ['x = {1: 2, : 3}\ny = 3', 'broken'],
    ['x = "\\U00110000"\ny = 3', 'escape'],
    ['x = "\\xzz"\ny = 3', 'escape'],
    ['= 1\ny = 3', 'statement'],
  ])('what is no sound Python: %j', (text, reason) => {
    expect(reasonsOf(text)).toContain(reason);
    if (text.includes('y = 3') && !text.includes('"""')) {
      expect(parsePython(text).values['y']).toBe(3);
    }
  });

  it('that a value changed later by what is not run stays as it was written', () => {
    const text = `
models = {"a": 1}
copy = {}
for k in models:
    copy[k] = 2
models = copy
`;
    const { values, notes } = parsePython(text);
    expect(values['models']).toEqual({ a: 1 });
    expect(notes.map(({ line, reason }) => [line, reason.kind])).toEqual([
      [4, 'statement'],
      [6, 'keptEarlier'],
      [6, 'changedName'],
    ]);
  });

  it('no text of the file beyond names: it may be a secret', () => {
    const text = `
"sk-secret".strip()
x = f"sk-secret"
y = call("sk-secret")
{"sk-secret": 1}["sk-secret"]
z = "sk-secret
`;
    expect(JSON.stringify(parsePython(text).notes)).not.toContain('sk-secret');
  });
});

describe('parsePython withstands', () => {
  it.each([
    ['[', 100_000],
    ['(', 100_000],
    ['{1:', 50_000],
    ['dict(a=', 50_000],
    ['x=[\n', 50_000],
    ['-', 100_000],
    ['"', 100_001],
    ['\\', 100_000],
    ['not ', 50_000],
    ['a.', 50_000],
    ['a or ', 50_000],
    ['lambda:', 50_000],
    ['x = y = ', 50_000],
    ['"a" ', 50_000],
    ['1', 200_000],
    ['\n ', 100_000],
  ])('%j a hundred thousand times', (piece, times) => {
    const start = performance.now();
    parsePython(`x = ${piece.repeat(times)}\ny = 1`);
    parsePython(piece.repeat(times));
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it.each([
    ['lists', 'a0 = [1, 2, 3, 4]', (i: number) => `a${i} = [${`a${i - 1}, `.repeat(8)}]`],
    ['tuples', 'a0 = 1, 2, 3, 4', (i: number) => `a${i} = ${`a${i - 1}, `.repeat(8)}`],
    ['brackets', 'a0 = (1, 2)', (i: number) => `a${i} = (a${i - 1}, (a${i - 1}), (1, a${i - 1}))`],
    [
      'dictionaries',
      'a0 = {"x": 1}',
      (i: number) => `a${i} = dict(x=a${i - 1}, y={"z": a${i - 1}})`,
    ],
    [
      'the environment',
      'os.environ["E0"] = [1, 2, 3, 4]',
      (i: number) => `os.environ["E${i}"] = [${`os.environ["E${i - 1}"], `.repeat(8)}]`,
    ],
    ['fallbacks', 'a0 = 1, 2', (i: number) => `a${i} = None or a${i - 1}, None or a${i - 1}`],
    [
      'a long text',
      `a0 = "${'x'.repeat(9000)}"`,
      (i: number) => `a${i} = a0, a${i - 1}, a${i - 1}`,
    ],
  ])('names that stand for more and more: %s', (_what, first, next) => {
    const lines = [first];
    for (let i = 1; i < 30; i++) lines.push(next(i));
    expect(() => parsePython(lines.join('\n'))).toThrow(
      expect.objectContaining({ name: 'ConfigProblem', code: 'tooBig' }) as Error,
    );
  });

  it('a long text that stands for itself often', () => {
    const file = `a = "${'x'.repeat(1_000_000)}"\nb = [${'a, '.repeat(20_000)}]`;
    expect(() => parsePython(file)).toThrow(ConfigProblem);
    expect(parsePython(`a = "${'x'.repeat(1_000_000)}"\nb = [a, a]`).values['b']).toHaveLength(2);
  });

  it('a file that is none', () => {
    expect(() => parsePython(' '.repeat(3_000_000))).toThrow(ConfigProblem);
    expect(parsePython('').values).toEqual({});
  });

  it('any change of a real file and any row of pieces, without throwing anything else', () => {
    const pieces = [
      ...['[', ']', '{', '}', '(', ')', ',', ':', ';', '=', '+=', '**', '*', '.', '@', '-', 'or'],
      ...['x', 'y', 'dict', 'os', 'environ', 'get', 'getenv', 'if', 'for', 'def', 'match', 'else'],
      ...['"', "'", '"""', "'''", 'f"', 'b', 'rb"x"', '\\', '\n', '\r', '\n  ', '#', ' ', '\t'],
      ...['1', '1.', '0x', '1e9', '1_0', '1j', 'True', 'None', '中', '🦉', '\ud800', '\0', '，'],
      ...['x = ', 'x: ', 'x["a"] = ', 'os.environ["A"] = ', 'os.environ.get("A")', '"a": '],
    ];
    for (let seed = 0; seed < 3000; seed++) {
      const random = seededRandom(seed);
      const below = (most: number): number => Math.floor(random() * most);
      const soup = Array.from({ length: below(60) }, () => pieces[below(pieces.length)]).join('');
      const at = below(forms.length);
      const text = seed % 2 === 0 ? soup : forms.slice(0, at) + soup + forms.slice(at + below(40));
      try {
        const { notes } = parsePython(text);
        for (const { line, column } of notes) expect(line >= 1 && column >= 1).toBe(true);
      } catch (error) {
        expect(error, `seed ${seed}: ${JSON.stringify(text)}`).toBeInstanceOf(ConfigProblem);
      }
    }
  });
});
