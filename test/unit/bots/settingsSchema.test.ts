import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { BACKENDS, CONTEXT_OVERFLOWS } from '../../../src/bots/botSpec.ts';
import { parseBots } from '../../../src/bots/parseBots.ts';
import {
  BOT_LIMITS,
  LORA_SCALE,
  MAX_HEADERS,
  MAX_LORAS,
  MAX_NAME,
  MAX_SERVERS,
  MAX_STOPS,
  SAMPLING_LIMITS,
} from '../../../src/bots/settingLimits.ts';
import { BOT_KINDS } from '../../../src/core/model.ts';
import { FAMILY_NAMES } from '../../../src/core/prompt/familyNames.ts';
import { inEnglish } from '../../../src/core/text.ts';
import manifest from '../../../package.json' with { type: 'json' };

interface Schema {
  readonly type?: string;
  readonly default?: unknown;
  readonly pattern?: string;
  readonly anyOf?: readonly Schema[];
  readonly minItems?: number;
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

  it.each(Object.entries({ ...SAMPLING_LIMITS, ...BOT_LIMITS, scale: LORA_SCALE }))(
    'has the limits of %s',
    (key, limits) => {
      const found =
        sampling?.properties?.[key] ??
        rest[key] ??
        rest['lora']?.anyOf?.map(one => one.properties?.[key]).find(one => one);
      const schema = found?.anyOf?.[0] ?? found;
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
    const [one, several] = rest['lora']?.anyOf ?? [];
    expect(several).toMatchObject({ type: 'array', minItems: 1, maxItems: MAX_LORAS, items: one });
    expect(rest['devices']).toMatchObject({ type: 'array', minItems: 1, uniqueItems: true });
  });

  it('has the limits of what a server is asked with', () => {
    const [one, several] = rest['baseUrl']?.anyOf ?? [];
    expect(several).toMatchObject({ minItems: 1, maxItems: MAX_SERVERS, uniqueItems: true });
    expect(several?.items?.pattern).toBe(one?.pattern);
    expect(rest['headers']).toMatchObject({ type: 'object', maxProperties: MAX_HEADERS });
    expect(rest['secretHeaders']).toMatchObject({ minItems: 1, maxItems: MAX_HEADERS });
    const own = { messages: false, model: false, stream: false };
    expect(rest['extraBody']).toMatchObject({ type: 'object', properties: own });
  });

  it('has the words that may be chosen', () => {
    expect(rest['contextOverflow']?.enum).toEqual(CONTEXT_OVERFLOWS);
    expect(rest['backend']?.enum).toEqual(BACKENDS);
    expect(rest['gpuLayers']?.anyOf?.[1]?.enum).toEqual(['auto', 'max']);
    expect(rest['template']?.anyOf?.[0]?.enum).toEqual(FAMILY_NAMES);
  });

  it.each([
    'vicuna',
    '{{ x }}',
    '{% if x %}',
    'no family',
    '',
    7,
    {},
    { user_prompt: 'U: {}\n', bot_prompt: '{}' },
    { user_prompt: 'U', bot_prompt: '{}' },
    { user_prompt: '{}', bot_prompt: '{}', meta_prompt: 7 },
  ])('takes the template %j if the extension does', template => {
    const entry = { name: 'X', kind: 'llama', modelPath: 'm.gguf', template };
    const { problems } = parseBots([entry], { t: inEnglish, resolvePath: path => path });
    expect(isTemplate(template)).toBe(problems.length === 0);
  });

  it('offers a template that works', () => {
    for (const { body } of rest['template']?.defaultSnippets ?? []) {
      expect(isTemplate(body)).toBe(true);
      expect(JSON.stringify(body)).not.toContain('$');
    }
    expect(rest['template']?.defaultSnippets).toHaveLength(1);
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

  it('is told in docs/bots.md, key by key, and the settings in both READMEs', () => {
    const docs = readFileSync('docs/bots.md', 'utf8');
    const keys = [...Object.keys(bot.properties ?? {}), ...Object.keys(sampling?.properties ?? {})];
    for (const key of keys) expect(docs).toContain(`\n| \`${key}\` `);
    for (const file of ['README.md', 'README.zh-CN.md']) {
      const readme = readFileSync(file, 'utf8');
      for (const setting of Object.keys(contributes.configuration?.properties ?? {}))
        expect(readme, file).toContain(`\n| \`${setting}\` `);
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

const isTemplate = new Ajv({ strict: false }).compile(rest['template'] ?? {});

function constOf(rule: { readonly if: Schema }): string | undefined {
  return rule.if.properties?.['kind']?.const;
}
