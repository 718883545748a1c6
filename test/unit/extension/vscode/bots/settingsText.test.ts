import { parse, stripComments } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import {
  SettingsTextError,
  valueAt,
  withValue,
} from '../../../../../src/extension/vscode/bots/settingsText.ts';

const KEY = 'chatzoo.bots';

const COMMENTED = `// of our team
{
  "editor.tabSize": 2, // as in the style guide
  /* the bots */
  "chatzoo.bots": [
    {
      // the small one
      "name": "Owl",
      "kind": "llama", // runs here
      "modelPath": "owl.gguf",
      "sampling": { "temperature": 0.5, "topK": 40 }, /* cold */
      "unknownKey": [1, 2],
    },
    // { "name": "disabled" },
    {
      "name": "Far",
      "kind": "openai"
    } // the last one
    // ends here
  ],
  "files.eol": "\\n", // the end
}
// after all
`;

describe('a change of one value', () => {
  it('replaces it and nothing else', () => {
    const path = [KEY, 0, 'sampling', 'temperature'];
    expect(withValue(COMMENTED, path, 0.7)).toBe(COMMENTED.replace('0.5', '0.7'));
    expect(withValue(COMMENTED, [KEY, 1, 'name'], 'Near "you"')).toBe(
      COMMENTED.replace('"Far"', '"Near \\"you\\""'),
    );
  });

  it('adds a key behind the last one, with the comma before the comment of that one', () => {
    expect(withValue(COMMENTED, [KEY, 1, 'model'], 'm')).toBe(
      COMMENTED.replace('"kind": "openai"\n', '"kind": "openai",\n      "model": "m"\n'),
    );
    expect(withValue(COMMENTED, [KEY, 0, 'threads'], 2)).toBe(
      COMMENTED.replace('[1, 2],\n', '[1, 2],\n      "threads": 2,\n'),
    );
    expect(withValue(COMMENTED, [KEY, 0, 'sampling', 'seed'], 1)).toBe(
      COMMENTED.replace('"topK": 40 }', '"topK": 40, "seed": 1 }'),
    );
  });

  it('makes the objects on the way', () => {
    expect(withValue(COMMENTED, [KEY, 1, 'sampling', 'topP'], 0.9)).toBe(
      COMMENTED.replace(
        '"kind": "openai"\n',
        '"kind": "openai",\n      "sampling": {\n        "topP": 0.9\n      }\n',
      ),
    );
  });

  it('takes a key away with its line, or with its comma within a line; the comments stay', () => {
    expect(withValue(COMMENTED, [KEY, 0, 'modelPath'], undefined)).toBe(
      COMMENTED.replace('      "modelPath": "owl.gguf",\n', ''),
    );
    expect(withValue(COMMENTED, [KEY, 0, 'kind'], undefined)).toBe(
      COMMENTED.replace('"kind": "llama", // runs', '// runs'),
    );
    expect(withValue(COMMENTED, [KEY, 0, 'sampling', 'temperature'], undefined)).toBe(
      COMMENTED.replace('"temperature": 0.5, ', ''),
    );
    expect(withValue(COMMENTED, [KEY, 0, 'sampling', 'topK'], undefined)).toBe(
      COMMENTED.replace(', "topK": 40', ''),
    );
    expect(withValue(COMMENTED, [KEY, 1, 'kind'], undefined)).toBe(
      COMMENTED.replace('"Far",\n      "kind": "openai"\n', '"Far"\n'),
    );
  });

  it('adds an entry behind all comments of the list, and takes one away without them', () => {
    const more = withValue(COMMENTED, [KEY, 2], { name: 'New', kind: 'llama' });
    expect(more).toBe(
      COMMENTED.replace(
        '} // the last one\n    // ends here\n',
        '}, // the last one\n    // ends here\n    {\n      "name": "New",\n      "kind": "llama"\n    }\n',
      ),
    );
    expect(withValue(more, [KEY, 2], undefined)).toBe(COMMENTED);
    const less = withValue(COMMENTED, [KEY, 1], undefined);
    expect(valueAt(less, [KEY])).toHaveLength(1);
    for (const comment of ['disabled', 'the last one', 'ends here', 'the small one']) {
      expect(less).toContain(comment);
    }
  });

  it('takes the last member away with the space, but not with a comment', () => {
    expect(withValue('{ "a": { "b": 1 } }', ['a', 'b'], undefined)).toBe('{ "a": {} }');
    expect(withValue('{ "a": [\n  1,\n] }', ['a', 0], undefined)).toBe('{ "a": [] }');
    expect(withValue('{ "a": { /* c */ "b": 1 } }', ['a', 'b'], undefined)).toContain('/* c */');
  });

  it('leaves a text alone in which nothing changes', () => {
    expect(withValue(COMMENTED, [KEY, 0, 'name'], 'Owl')).toBe(COMMENTED);
    expect(withValue(COMMENTED, [KEY, 0, 'seed'], undefined)).toBe(COMMENTED);
    expect(withValue(COMMENTED, [KEY, 0, 'no', 'such'], undefined)).toBe(COMMENTED);
    expect(withValue('', [KEY], undefined)).toBe('');
  });

  it('changes of a list or an object only what is another, and keeps the comments between', () => {
    const text = '{\n  "a": [\n    "x", // one\n    "y", // two\n    "z" // three\n  ]\n}\n';
    expect(withValue(text, ['a'], ['x', 'z'])).toBe(
      '{\n  "a": [\n    "x", // one\n    // two\n    "z" // three\n  ]\n}\n',
    );
    expect(withValue(text, ['a'], ['x', 'Y', 'z', 'w'])).toBe(
      '{\n  "a": [\n    "x", // one\n    "Y", // two\n    "z", // three\n    "w"\n  ]\n}\n',
    );
    const object = '{ "a": { "b": 1 /* b */, "c": 2 /* c */ } }';
    expect(withValue(object, ['a'], { c: 3, d: 4 })).toBe(
      '{ "a": { /* b */ "c": 3, /* c */ "d": 4 } }',
    );
  });
});

describe('a text', () => {
  it.each([
    ['that is missing or empty', '', '{\n  "chatzoo.bots": []\n}\n'],
    ['of space', '\r\n', '\r\n{\r\n  "chatzoo.bots": []\r\n}\r\n'],
    ['of a comment', '// mine', '// mine\n{\n  "chatzoo.bots": []\n}\n'],
    ['without a key', '{}', '{\n  "chatzoo.bots": []\n}'],
    ['with a comment in nothing', '{ /* soon */ }', '{ /* soon */\n  "chatzoo.bots": []\n}'],
    ['in one line', '{"a":1}', '{"a":1,\n  "chatzoo.bots": []}'],
  ])('%s takes a setting', (_, before, after) => {
    const text = withValue(before, [KEY], []);
    expect(valueAt(text, [KEY])).toEqual([]);
    if (before !== '{"a":1}') expect(text).toBe(after);
  });

  it('with CRLF and tabs goes on in them', () => {
    const text = '{\r\n\t"a": [\r\n\t\t{\r\n\t\t\t"b": 1\r\n\t\t}\r\n\t]\r\n}';
    const more = withValue(text, ['a', 1], { c: [2] });
    expect(more).toBe(
      '{\r\n\t"a": [\r\n\t\t{\r\n\t\t\t"b": 1\r\n\t\t},\r\n\t\t{\r\n\t\t\t"c": [\r\n\t\t\t\t2\r\n\t\t\t]\r\n\t\t}\r\n\t]\r\n}',
    );
    expect(more.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('with a byte order mark keeps it', () => {
    expect(withValue('\uFEFF{ "a": 1 }', ['a'], 2)).toBe('\uFEFF{ "a": 2 }');
    expect(valueAt('\uFEFF{ "a": 1 }', ['a'])).toBe(1);
  });

  it('of a workspace file is changed under its settings', () => {
    const text = '{\n\t"folders": [{ "path": "." }],\n\t"settings": {}\n}\n';
    expect(withValue(text, ['settings', KEY], [{ name: 'A' }])).toBe(
      '{\n\t"folders": [{ "path": "." }],\n\t"settings": {\n\t\t"chatzoo.bots": [\n\t\t\t{\n\t\t\t\t"name": "A"\n\t\t\t}\n\t\t]\n\t}\n}\n',
    );
  });

  it('with a key twice is read and changed where it counts, and cleared of both', () => {
    const text = '{ "a": 1, "b": 0, "a": 2 }';
    expect(valueAt(text, ['a'])).toBe(2);
    expect(withValue(text, ['a'], 3)).toBe('{ "a": 1, "b": 0, "a": 3 }');
    expect(withValue(text, ['a'], undefined)).toBe('{ "b": 0 }');
  });

  it.each([
    ['an open bracket', '{\n  "a": [\n', 3],
    ['two values', '{\n "a": 1 2\n}', 2],
    ['a comma too many', '{\n\n\n "a": 1,,\n}', 4],
    ['a list', '[]', 1],
    ['words', 'hello', 1],
    ['a conflict of git', '{\n<<<<<<< HEAD\n "a": 1\n=======\n "a": 2\n>>>>>>> b\n}', 2],
  ])('that is none is refused with its line: %s', (_, text, line) => {
    const attempt = () => withValue(text, ['a'], 3);
    expect(attempt).toThrow(SettingsTextError);
    try {
      attempt();
    } catch (error) {
      expect((error as SettingsTextError).line).toBe(line);
    }
  });
});

// Numerical Recipes' linear congruential generator: a failure names its seed.
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A value with the comments, the space and the commas that people write. */
function written(value: unknown, random: (below: number) => number, eol: string): string {
  const space = (): string =>
    ['', ' ', eol, `${eol}\t `, ` /* c${random(99)} */ `, ` // c${random(99)}${eol}`][random(6)] ??
    '';
  if (Array.isArray(value)) {
    const members = value.map(each => space() + written(each, random, eol) + space());
    return `[${members.join(',')}${members.length > 0 && random(3) === 0 ? ',' : ''}${space()}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, each]) =>
      `${space()}${JSON.stringify(key)}${space()}:${space()}${written(each, random, eol)}${space()}`,
  );
  return `{${members.join(',')}${members.length > 0 && random(3) === 0 ? ',' : ''}${space()}}`;
}

function someValue(random: (below: number) => number, depth: number): unknown {
  const kind = random(depth > 0 ? 6 : 4);
  if (kind === 0) return random(1000) / 10;
  if (kind === 1) return `text ${random(100)} // no comment, /* nor this */ "quoted"`;
  if (kind === 2) return random(2) === 0;
  if (kind === 3) return null;
  const members = Array.from({ length: random(4) }, () => someValue(random, depth - 1));
  if (kind === 4) return members;
  return Object.fromEntries(members.map((each, index) => [`k${index}`, each]));
}

const options = { allowTrailingComma: true };
const commentsOf = (text: string): string[] =>
  [...text.matchAll(/\/\* c\d+ \*\/|\/\/ c\d+/g)].map(([comment]) => comment.trim());

describe('any text', () => {
  it.each(Array.from({ length: 400 }, (_, seed) => seed))(
    'takes and gives any value; all else stays: seed %i',
    seed => {
      const random = randomOf(seed);
      const eol = random(2) === 0 ? '\n' : '\r\n';
      const list = Array.from({ length: random(4) }, () => ({
        name: `n${random(9)}`,
        inner: someValue(random, 2),
      }));
      const root = { first: someValue(random, 2), bots: list, last: someValue(random, 1) };
      const text = written(root, random, eol);
      expect(parse(text, [], options)).toEqual(root);

      const index = random(list.length + 1);
      const entry = { name: 'new', inner: someValue(random, 2) };
      const more = withValue(text, ['bots', index], entry);
      const bots = [...list.slice(0, index), entry, ...list.slice(index + 1)];
      expect(parse(more, [], options)).toEqual({ ...root, bots });

      const keyed = withValue(text, ['bots', index, 'added', 'deep'], 1);
      const added = { ...list[index], added: { deep: 1 } };
      expect(parse(keyed, [], options)).toEqual({
        ...root,
        bots: [...list.slice(0, index), added, ...list.slice(index + 1)],
      });
      // What was only added to lost nothing: the old text without space is a part of the new one.
      expect(commentsOf(keyed)).toEqual(commentsOf(text));
      const back = withValue(keyed, ['bots', index, 'added'], undefined);
      if (list[index] !== undefined) {
        expect(parse(back, [], options)).toEqual(root);
        expect(commentsOf(back)).toEqual(commentsOf(text));
      }

      const less = withValue(text, ['bots', 0], undefined);
      expect(parse(less, [], options)).toEqual({ ...root, bots: list.slice(1) });
      // The rest of the file is what it was, to the byte.
      const head = text.slice(0, text.indexOf('"bots"'));
      for (const changed of [more, keyed, less]) expect(changed.startsWith(head)).toBe(true);
      expect(
        () => JSON.parse(stripComments(less).replace(/,(\s*[}\]])/g, '$1')) as unknown,
      ).not.toThrow();

      const replaced = withValue(text, ['bots'], bots);
      expect(parse(replaced, [], options)).toEqual({ ...root, bots });
    },
  );
});
