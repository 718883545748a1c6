import { describe, expect, it } from 'vitest';
import manifest from '../../../../package.json' with { type: 'json' };
import { inEnglish } from '../../../../src/core/text.ts';
import { GENERATION_LIMITS } from '../../../../src/bots/settingLimits.ts';
import { CONCURRENCIES } from '../../../../src/extension/app/settings.ts';
import { parseSettings, type RawSettings } from '../../../../src/extension/app/settings.ts';

const context = {
  t: inEnglish,
  resolvePath: (path: string) => `/resolved/${path}`,
  userName: () => 'li lei',
};
const UNSET: RawSettings = {
  bots: undefined,
  lineups: undefined,
  mode: undefined,
  annotationMode: undefined,
  annotator: undefined,
  databasePath: undefined,
  backups: undefined,
  shareFolder: undefined,
  concurrency: undefined,
  stallTimeout: undefined,
  idleTimeout: undefined,
  memoryLimit: undefined,
};
const GENERATION = {
  concurrency: 'auto',
  stallTimeoutSeconds: 120,
  idleTimeoutMinutes: 15,
  memoryLimitBytes: undefined,
};
const parse = (raw: Partial<RawSettings>, userName = context.userName) =>
  parseSettings({ ...UNSET, ...raw }, { ...context, userName });
const VALID = { name: 'Valid', kind: 'llama', modelPath: 'm.gguf', sampling: { topK: 1 } };

const DEFAULTS = {
  bots: [],
  lineups: [],
  mode: 'arena',
  annotationMode: 'session',
  annotator: 'me',
  databasePath: '',
  backups: 3,
  shareFolder: '',
  generation: GENERATION,
};

describe('parseSettings', () => {
  it('has defaults for all', () => {
    expect(parse({})).toEqual({
      ...DEFAULTS,
      problems: [],
    });
  });

  it('takes what is valid', () => {
    const raw = {
      mode: 'debug',
      annotationMode: 'reply',
      annotator: ' 韩梅梅 ',
      databasePath: ' votes.sqlite ',
      backups: 0,
      shareFolder: ' .chatzoo/ ',
      concurrency: 'sequential',
      stallTimeout: 7.5,
      idleTimeout: 0,
      memoryLimit: 6000,
    };
    expect(parse(raw)).toMatchObject({
      mode: 'debug',
      annotationMode: 'reply',
      annotator: '韩梅梅',
      databasePath: '/resolved/votes.sqlite',
      backups: 0,
      shareFolder: '/resolved/.chatzoo/',
      generation: {
        concurrency: 'sequential',
        stallTimeoutSeconds: 7.5,
        idleTimeoutMinutes: 0,
        memoryLimitBytes: 6e9,
      },
      problems: [],
    });
  });

  it('reports what is not, in the order of the settings, and goes on with the defaults', () => {
    const { problems, ...rest } = parse({
      bots: 1,
      mode: 'Arena',
      annotationMode: null,
      annotator: 7,
      databasePath: {},
      backups: '3',
      shareFolder: [],
      concurrency: 'many',
      stallTimeout: 4,
      idleTimeout: '15',
      memoryLimit: -1,
    });
    expect(rest).toEqual(DEFAULTS);
    expect(problems).toMatchObject([
      { path: 'chatzoo.bots', found: '1' },
      { path: 'chatzoo.mode', found: '"Arena"', expected: 'one of arena, debug' },
      { path: 'chatzoo.annotation.mode', found: 'null', expected: 'one of session, reply' },
      {
        path: 'chatzoo.annotator',
        found: '7',
        expected: 'one line of at most 80 characters',
      },
      { path: 'chatzoo.database.path', found: '{}' },
      {
        path: 'chatzoo.database.backups',
        found: '"3"',
        expected: 'a whole number from 0 to 50',
      },
      { path: 'chatzoo.share.folder', found: '[]', expected: 'the path of a folder' },
      {
        path: 'chatzoo.generation.concurrency',
        found: '"many"',
        expected: 'one of auto, parallel, sequential',
      },
      { path: 'chatzoo.generation.stallTimeout', expected: 'a number from 5 to 3600' },
      { path: 'chatzoo.generation.idleTimeout', expected: 'a number from 0 to 10080' },
      { path: 'chatzoo.generation.memoryLimit', expected: 'a whole number, 0 or more' },
    ]);
  });

  it.each(['two\nlines', 'tab\there', 'line\u2028separator', '\u0000', 'x'.repeat(81)])(
    'signs no vote with %j',
    annotator => {
      expect(parse({ annotator })).toMatchObject({
        annotator: 'me',
        problems: [{ path: 'chatzoo.annotator' }],
      });
    },
  );

  it('takes an annotator of 80 characters and an empty one without a word', () => {
    const longest = 'x'.repeat(80);
    expect(parse({ annotator: longest })).toMatchObject({ annotator: longest, problems: [] });
    expect(parse({ annotator: '  ' })).toMatchObject({ annotator: 'me', problems: [] });
  });

  it('signs shared votes with the name of the user, where nobody is named', () => {
    const shareFolder = '.chatzoo';
    expect(parse({ shareFolder }).annotator).toBe('li lei');
    expect(parse({ shareFolder, annotator: 'Han' }).annotator).toBe('Han');
  });

  it.each(['root', 'vscode', 'Administrator', 'UBUNTU', 'me', '', ' ', 'a\nb', 'x'.repeat(81)])(
    'shares nothing as %j, who may be anybody, until there is a name',
    name => {
      const shareFolder = '.chatzoo';
      const found = parse({ shareFolder }, () => name);
      expect(found).toMatchObject({
        annotator: 'me',
        shareFolder: '',
        problems: [{ path: 'chatzoo.annotator', found: '""' }],
      });
      expect(found.problems[0]?.expected).toContain('a name of your own');
      expect(parse({}, () => name)).toMatchObject({ annotator: 'me', problems: [] });
      expect(parse({ shareFolder, annotator: 'root' }, () => name)).toMatchObject({
        annotator: 'root',
        shareFolder: '/resolved/.chatzoo',
        problems: [],
      });
    },
  );

  it.each([-1, 51, 1.5, NaN, Infinity, null])('does not keep %s backups', backups => {
    expect(parse({ backups })).toMatchObject({
      backups: 3,
      problems: [{ path: 'chatzoo.database.backups' }],
    });
  });

  it('says what package.json says', () => {
    const properties = manifest.contributes.configuration.properties;
    const { minimum, maximum, default: usual } = properties['chatzoo.database.backups'];
    expect(parse({}).backups).toBe(usual);
    expect(parse({ backups: minimum }).problems).toEqual([]);
    expect(parse({ backups: maximum }).problems).toEqual([]);
    expect(parse({ backups: minimum - 1 }).problems).toHaveLength(1);
    expect(parse({ backups: maximum + 1 }).problems).toHaveLength(1);
    const generation = {
      concurrency: properties['chatzoo.generation.concurrency'].default,
      stallTimeout: properties['chatzoo.generation.stallTimeout'].default,
      idleTimeout: properties['chatzoo.generation.idleTimeout'].default,
      memoryLimit: properties['chatzoo.generation.memoryLimit'].default,
    };
    expect(parse(generation)).toEqual(parse({}));
    expect(properties['chatzoo.generation.concurrency'].enum).toEqual(CONCURRENCIES);
    for (const [name, limits] of Object.entries(GENERATION_LIMITS)) {
      const schema = properties[`chatzoo.generation.${name as keyof typeof GENERATION_LIMITS}`];
      const { integer, ...range } = { integer: false, ...limits };
      expect(schema).toMatchObject({ type: integer ? 'integer' : 'number', ...range });
      expect('maximum' in schema).toBe('maximum' in limits);
    }
    const { maxLength } = properties['chatzoo.annotator'];
    expect(parse({ annotator: 'x'.repeat(maxLength) }).problems).toEqual([]);
    expect(parse({ annotator: 'x'.repeat(maxLength + 1) }).problems).toHaveLength(1);
  });

  it('takes no folder or file with a control character in its path', () => {
    expect(parse({ databasePath: 'a\u0000b', shareFolder: 'c\nd' })).toMatchObject({
      databasePath: '',
      shareFolder: '',
      problems: [{ path: 'chatzoo.database.path' }, { path: 'chatzoo.share.folder' }],
    });
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
        annotator: garbage(random, 1),
        databasePath: garbage(random, 1),
        backups: garbage(random, 1),
        shareFolder: garbage(random, 1),
        concurrency: garbage(random, 1),
        stallTimeout: garbage(random, 1),
        idleTimeout: garbage(random, 1),
        memoryLimit: garbage(random, 1),
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
  '{{ x }} {}',
  'x'.repeat(200),
  10n,
  Symbol('odd'),
  () => {},
  new Map(),
];
const KEYS = [
  ...['name', 'kind', 'modelPath', 'baseUrl', 'model', 'systemPrompt', 'sampling', 'stop'],
  ...['template', 'lora', 'devices', 'gpuLayers', 'backend', 'contextOverflow', 'user_prompt'],
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
