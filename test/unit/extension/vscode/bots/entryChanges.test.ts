import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../src/core/text.ts';
import type { RefusalCode } from '../../../../../src/extension/app/refusal.ts';
import {
  withEntryChange,
  type EntryChange,
} from '../../../../../src/extension/vscode/bots/entryChanges.ts';
import { valueAt } from '../../../../../src/extension/vscode/bots/settingsText.ts';

const PATH = ['chatzoo.bots'];
const TEXT = `{
  "chatzoo.bots": [
    { "name": " Owl ", "kind": "llama" }, // asks who
    "broken",
    { "name": "Far", "kind": "openai", "mystery": { "a": [1] } }
  ]
}
`;

const changed = (text: string, change: EntryChange) =>
  withEntryChange(text, PATH, change, inEnglish);
const codeOf = (attempt: () => unknown): RefusalCode | undefined => {
  try {
    attempt();
  } catch (error) {
    return (error as { code?: RefusalCode }).code;
  }
  return undefined;
};

describe('a change of the list of bots', () => {
  it('adds entries at the end, all or none', () => {
    const entries = [
      { name: 'A', kind: 'llama' },
      { name: 'B', kind: 'llama' },
    ];
    const text = changed(TEXT, { kind: 'add', entries });
    expect(valueAt(text, PATH)).toEqual([...(valueAt(TEXT, PATH) as object[]), ...entries]);
    expect(text).toContain('// asks who');
    const twice = [entries[0] ?? {}, { name: 'A ' }];
    expect(codeOf(() => changed(TEXT, { kind: 'add', entries: twice }))).toBe('nameTaken');
    expect(codeOf(() => changed(TEXT, { kind: 'add', entries: [{ name: 'Owl' }] }))).toBe(
      'nameTaken',
    );
  });

  it('begins a list where there is none', () => {
    const text = changed('', { kind: 'add', entries: [{ name: 'A' }] });
    expect(JSON.parse(text)).toEqual({ 'chatzoo.bots': [{ name: 'A' }] });
  });

  it('changes one entry by its name, without the spaces that people leave around it', () => {
    const edits = [
      { path: ['sampling', 'temperature'], value: 0.5 },
      { path: ['kind'], value: undefined },
    ];
    const text = changed(TEXT, { kind: 'change', name: 'Far', edits });
    expect(text).toBe(
      TEXT.replace(
        '"kind": "openai", "mystery": { "a": [1] } }',
        '"mystery": { "a": [1] }, "sampling": { "temperature": 0.5 } }',
      ),
    );
    const named = [{ path: ['threads'], value: 2 }];
    expect(changed(TEXT, { kind: 'change', name: 'Owl', edits: named })).toBe(
      TEXT.replace('"llama" }', '"llama", "threads": 2 }'),
    );
  });

  it('renames, but to no name that another bot has', () => {
    const rename = (value: string): EntryChange => ({
      kind: 'change',
      name: 'Far',
      edits: [{ path: ['name'], value }],
    });
    expect(changed(TEXT, rename('Near'))).toBe(TEXT.replace('"Far"', '"Near"'));
    expect(changed(TEXT, rename('Far'))).toBe(TEXT);
    expect(codeOf(() => changed(TEXT, rename('Owl')))).toBe('nameTaken');
    expect(codeOf(() => changed(TEXT, rename(' Owl')))).toBe('nameTaken');
  });

  it('removes one entry and leaves the broken one', () => {
    const text = changed(TEXT, { kind: 'remove', name: 'Owl' });
    expect(valueAt(text, PATH)).toEqual(['broken', (valueAt(TEXT, PATH) as unknown[])[2]]);
    expect(codeOf(() => changed(text, { kind: 'remove', name: 'Owl' }))).toBe('unknownBot');
    const edits = [{ path: ['kind'], value: 'llama' }];
    expect(codeOf(() => changed(TEXT, { kind: 'change', name: 'No', edits }))).toBe('unknownBot');
  });

  it('is of the one that answers, of several with one name', () => {
    const twin = (model: unknown) => ({
      name: 'Twin',
      kind: 'openai',
      baseUrl: 'http://127.0.0.1:9/v1',
      model,
    });
    const text = JSON.stringify({ 'chatzoo.bots': [twin(5), twin('right'), twin('late')] });
    const edits = [{ path: ['model'], value: 'better' }];
    const models = (of: string) =>
      (valueAt(of, PATH) as readonly { readonly model: unknown }[]).map(({ model }) => model);
    const change: EntryChange = { kind: 'change', name: 'Twin', edits };
    expect(models(changed(text, change))).toEqual([5, 'better', 'late']);
    expect(models(changed(text, { kind: 'remove', name: 'Twin' }))).toEqual([5, 'late']);
    const broken = JSON.stringify({ 'chatzoo.bots': [twin(5), twin(6)] });
    expect(models(changed(broken, change))).toEqual(['better', 6]);
  });

  it('is refused where the setting is no list', () => {
    const add: EntryChange = { kind: 'add', entries: [{ name: 'A' }] };
    expect(codeOf(() => changed('{ "chatzoo.bots": {} }', add))).toBe('badSettings');
  });
});
