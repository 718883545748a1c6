import { describe, expect, it } from 'vitest';
import { parseBots } from '../../../src/bots/parseBots.ts';
import {
  BOT_LIMITS,
  MAX_NAME,
  MAX_STOPS,
  SAMPLING_LIMITS,
} from '../../../src/bots/settingLimits.ts';
import { BOT_KINDS } from '../../../src/core/model.ts';
import { inEnglish } from '../../../src/core/text.ts';
import manifest from '../../../package.json' with { type: 'json' };

interface Schema {
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly { readonly if: Schema; readonly then: Schema }[];
  readonly defaultSnippets?: readonly { readonly body: object }[];
}

const { contributes } = manifest as unknown as {
  contributes: { configuration?: { properties: Readonly<Record<string, Schema>> } };
};
const bot = contributes.configuration?.properties['chatzoo.bots']?.items ?? {};
const { sampling, ...rest } = bot.properties ?? {};

// What the settings editor underlines and what the extension refuses must be the same.
describe('the schema of chatzoo.bots in package.json', () => {
  it('knows every kind', () => {
    expect(rest['kind']?.enum).toEqual(BOT_KINDS);
    expect(bot.allOf).toHaveLength(BOT_KINDS.length);
  });

  it.each(Object.entries({ ...SAMPLING_LIMITS, ...BOT_LIMITS }))(
    'has the limits of %s',
    (key, limits) => {
      const schema = sampling?.properties?.[key] ?? rest[key];
      const isExclusive = 'exclusiveMinimum' in limits;
      expect(schema).toMatchObject({
        type: 'integer' in limits ? 'integer' : 'number',
        [isExclusive ? 'exclusiveMinimum' : 'minimum']: limits.minimum,
      });
      expect(schema?.maximum).toBe('maximum' in limits ? limits.maximum : undefined);
    },
  );

  it('has the limits of texts and lists', () => {
    expect(rest['name']?.maxLength).toBe(MAX_NAME);
    expect(sampling?.properties?.['stop']?.maxItems).toBe(MAX_STOPS);
  });

  it('knows the same keys, for each kind', () => {
    for (const kind of BOT_KINDS) {
      const entry = { name: 'X', kind, unknown: 1, sampling: { unknown: 1 } };
      const { problems } = parseBots([entry], { t: inEnglish, resolvePath: path => path });
      const known = (path: string): readonly string[] =>
        (problems.find(problem => problem.path.endsWith(path))?.expected ?? '')
          .replace('one of ', '')
          .split(', ');
      const foreign = Object.keys(
        bot.allOf?.find(rule => constOf(rule) === kind)?.then.properties ?? {},
      );
      const own = Object.keys(bot.properties ?? {}).filter(key => !foreign.includes(key));
      expect([...known('[0].unknown')].sort()).toEqual(own.sort());
      expect([...known('sampling.unknown')].sort()).toEqual(
        Object.keys(sampling?.properties ?? {}).sort(),
      );
    }
  });

  it('offers snippets that work', () => {
    const filled = JSON.stringify(bot.defaultSnippets?.map(snippet => snippet.body)).replace(
      /\$\{\d:([^}]*)\}/g,
      '$1',
    );
    const { bots, problems } = parseBots(JSON.parse(filled), { t: inEnglish, resolvePath: p => p });
    expect(problems).toEqual([]);
    expect(bots.map(({ kind }) => kind)).toEqual(BOT_KINDS);
  });
});

function constOf(rule: { readonly if: Schema }): string | undefined {
  return rule.if.properties?.['kind']?.const;
}
