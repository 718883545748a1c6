import { describe, expect, it } from 'vitest';
import { entryFields } from '../../../src/bots/entryFields.ts';
import { BOT_LIMITS, SAMPLING_LIMITS } from '../../../src/bots/settingLimits.ts';
import { BOT_KINDS, type BotKind } from '../../../src/core/model.ts';
import { inEnglish } from '../../../src/core/text.ts';
import manifest from '../../../package.json' with { type: 'json' };
import texts from '../../../package.nls.json' with { type: 'json' };

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly maxItems?: number;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly markdownDescription?: string;
}
interface Branch {
  readonly if: { readonly properties: { readonly kind: { readonly const: string } } };
  readonly then: { readonly properties: object; readonly required?: readonly string[] };
}

const { items } = manifest.contributes.configuration.properties['chatzoo.bots'];
const schemas = items.properties as unknown as Readonly<Record<string, Schema>>;
const branches = items.allOf as unknown as readonly Branch[];

function branchOf(kind: BotKind): Branch['then'] {
  const branch = branches.find(({ if: condition }) => condition.properties.kind.const === kind);
  if (!branch) throw new Error(`The schema has no branch for ${kind}`);
  return branch.then;
}

/** Every key that the schema takes of this kind, those within `sampling` by themselves. */
function keysOf(kind: BotKind): string[] {
  const refused = Object.entries(branchOf(kind).properties).filter(
    ([, schema]) => schema === false,
  );
  const without = new Set(['kind', 'sampling', ...refused.map(([key]) => key)]);
  return [
    ...Object.keys(schemas).filter(key => !without.has(key)),
    ...Object.keys(schemas['sampling']?.properties ?? {}).map(key => `sampling.${key}`),
  ].sort();
}

const schemaAt = (path: readonly string[]): Schema | undefined =>
  path.reduce<Schema | undefined>((schema, key) => schema?.properties?.[key], {
    properties: schemas,
  });

describe.each(BOT_KINDS)('the fields of %s', kind => {
  const fields = entryFields(kind, inEnglish);

  it('are exactly the keys that the schema takes of this kind, each once', () => {
    expect(fields.map(({ path }) => path.join('.')).sort()).toEqual(keysOf(kind));
  });

  it('need what the schema needs', () => {
    const needed = fields.filter(({ isRequired }) => isRequired).map(({ path }) => path[0]);
    const required = ['name', ...(branchOf(kind).required ?? [])];
    expect(needed.sort()).toEqual([...new Set(required)].sort());
  });

  it('have the limits and choices of the settings, and help', () => {
    const limits: Readonly<Record<string, unknown>> = { ...SAMPLING_LIMITS, ...BOT_LIMITS };
    for (const { path, control } of fields) {
      const key = path.join('.');
      const schema = schemaAt(path);
      if (control.kind === 'number' || control.kind === 'numberOr') {
        expect(control.limits, key).toEqual(limits[path.at(-1) ?? '']);
      }
      if (control.kind === 'choice') expect(control.choices, key).toEqual(schema?.enum);
      if (control.kind === 'texts') {
        const list = [schema, ...(schema?.anyOf ?? [])].find(each => each?.maxItems);
        expect(control.most, key).toBe(list?.maxItems);
      }
      if (control.kind === 'checkbox') expect(schema?.type, key).toBe('boolean');
      const help = schema?.markdownDescription?.slice(1, -1) ?? '';
      expect(Object.keys(texts), key).toContain(help);
    }
  });
});
