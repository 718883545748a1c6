import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../src/core/text.ts';
import { parseSettings, type RawSettings } from '../../../../src/extension/app/settings.ts';

const context = { t: inEnglish, resolvePath: (path: string) => `/resolved/${path}` };
const UNSET: RawSettings = {
  bots: undefined,
  mode: undefined,
  annotationMode: undefined,
  databasePath: undefined,
};
const parse = (raw: Partial<RawSettings>) => parseSettings({ ...UNSET, ...raw }, context);
const VALID = { name: 'Valid', kind: 'llama', modelPath: 'm.gguf', sampling: { topK: 1 } };

describe('parseSettings', () => {
  it('has defaults for all', () => {
    expect(parse({})).toEqual({
      bots: [],
      mode: 'arena',
      annotationMode: 'session',
      databasePath: '',
      problems: [],
    });
  });

  it('takes what is valid', () => {
    const raw = { mode: 'debug', annotationMode: 'reply', databasePath: ' votes.sqlite ' };
    expect(parse(raw)).toMatchObject({
      mode: 'debug',
      annotationMode: 'reply',
      databasePath: '/resolved/votes.sqlite',
      problems: [],
    });
  });

  it('reports what is not, in the order of the settings, and goes on with the defaults', () => {
    const { problems, ...rest } = parse({
      bots: 1,
      mode: 'Arena',
      annotationMode: null,
      databasePath: {},
    });
    expect(rest).toEqual({ bots: [], mode: 'arena', annotationMode: 'session', databasePath: '' });
    expect(problems).toMatchObject([
      { path: 'chatzoo.bots', found: '1' },
      { path: 'chatzoo.mode', found: '"Arena"', expected: 'one of arena, debug' },
      { path: 'chatzoo.annotation.mode', found: 'null', expected: 'one of session, reply' },
      { path: 'chatzoo.database.path', found: '{}' },
    ]);
  });

  it.each(['folder/', 'folder\\', '.', '..', '~', '${workspaceFolder}'])(
    'wants a file name at the end of %s',
    databasePath => {
      expect(parse({ databasePath })).toMatchObject({
        databasePath: '',
        problems: [{ path: 'chatzoo.database.path' }],
      });
    },
  );

  it('never throws on garbage, and never loses a valid bot beside it', () => {
    const random = mulberry32(20_261_121);
    for (let round = 0; round < 1000; round++) {
      const bots = Array.from({ length: pick(random, 5) }, () => mutated(random));
      const place = pick(random, bots.length + 1);
      bots.splice(place, 0, VALID);
      const settings = parse({
        bots: round % 10 === 0 ? garbage(random, 3) : bots,
        mode: garbage(random, 1),
        annotationMode: garbage(random, 1),
        databasePath: garbage(random, 1),
      });
      if (round % 10 !== 0) expect(settings.bots.map(bot => bot.name)).toContain('Valid');
      for (const { path, found, expected } of settings.problems) {
        expect(path).toMatch(/^chatzoo\./);
        expect(found.length).toBeLessThanOrEqual(80);
        expect(expected).not.toBe('');
      }
    }
  });
});

const ODD: readonly unknown[] = [
  undefined,
  null,
  true,
  NaN,
  -0,
  Infinity,
  2 ** 53,
  -1,
  0.5,
  '',
  ' ',
  'llama',
  'openai',
  'http://127.0.0.1/v1',
  'http://',
  '\uD800',
  'x'.repeat(200),
  10n,
  Symbol('odd'),
  () => {},
  new Map(),
];
const KEYS = [
  ...['name', 'kind', 'modelPath', 'baseUrl', 'model', 'systemPrompt', 'sampling', 'stop'],
  ...['contextSize', 'timeoutSeconds', 'apiKey', '__proto__', 'constructor', 'temperature', ''],
];

function garbage(random: () => number, depth: number): unknown {
  const choice = pick(random, depth > 0 ? 4 : 2);
  if (choice < 2) return ODD[pick(random, ODD.length)];
  if (choice === 2)
    return Array.from({ length: pick(random, 4) }, () => garbage(random, depth - 1));
  return Object.fromEntries(
    Array.from({ length: pick(random, 6) }, () => [
      KEYS[pick(random, KEYS.length)],
      garbage(random, depth - 1),
    ]),
  );
}

/** Half the time plain garbage, half the time a valid entry with one key spoilt. */
function mutated(random: () => number): unknown {
  if (random() < 0.5) return garbage(random, 3);
  const key = KEYS[pick(random, KEYS.length)] ?? '';
  return { ...VALID, name: `Other ${random()}`, [key]: garbage(random, 2) };
}

function pick(random: () => number, below: number): number {
  return Math.floor(random() * below);
}

/** @see Tommy Ettinger's Mulberry32: small, seeded, good enough to wander through cases. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
