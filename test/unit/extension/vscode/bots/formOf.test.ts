import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../src/core/text.ts';
import { formOf } from '../../../../../src/extension/vscode/bots/formOf.ts';
import { manifestIn } from '../../../../support/pageHarness/botHost.ts';
import { translator } from '../../../../../src/webview/l10n.ts';
import chinese from '../../../../../l10n/bundle.l10n.zh-cn.json' with { type: 'json' };

const formWith = (entry: Readonly<Record<string, unknown>>, others: readonly unknown[] = []) =>
  formOf({
    entry,
    state: 'saved',
    others,
    servers: [],
    place: 'settings.json',
    manifest: manifestIn('en'),
    t: inEnglish,
  });

describe('the form of an entry', () => {
  it('tells what is wrong at the value that is, as the settings do', () => {
    const { problems } = formWith(
      {
        name: 'Twice',
        kind: 'llama',
        modelPath: 'a.gguf',
        sampling: { temperature: 'high', topP: 0.5 },
        lora: [{ path: 'b.gguf' }, { path: '', scale: 1 }],
      },
      ['broken', { name: 'Twice', kind: 'llama', modelPath: 'a.gguf' }],
    );
    expect(problems.map(({ path }) => path.join('.')).sort()).toEqual([
      'lora.1.path',
      'name',
      'sampling.temperature',
    ]);
    const [temperature] = problems.filter(({ path }) => path.includes('temperature'));
    expect(temperature?.text).toMatch(/0.*5/);
  });

  it('names the keys that it does not know, and warns of a key that is a secret', () => {
    const { unknown, entry } = formWith({
      name: 'Far',
      kind: 'openai',
      baseUrl: 'http://127.0.0.1:9/v1',
      model: 'm',
      note: 'ours',
      apiKey: 'sk-secret',
      headers: { Authorization: 'Bearer sk-secret', 'X-Team': 'zoo' },
    });
    expect(unknown.map(({ key }) => key)).toEqual(['note', 'apiKey']);
    expect(unknown.map(({ problem }) => problem !== undefined)).toEqual([false, true]);
    expect(JSON.stringify(entry)).not.toContain('sk-secret');
    expect(entry['headers']).toMatchObject({ 'X-Team': 'zoo' });
  });

  it('helps with the sentences of the manifest, without those for which kind they are', () => {
    const { fields } = formWith({ name: 'A', kind: 'llama', modelPath: 'a.gguf' });
    const helpOf = (key: string) => fields.find(({ path }) => path[0] === key)?.help ?? '';
    expect(helpOf('threads')).toMatch(/processor threads/);
    expect(fields.filter(({ help }) => help === '')).toEqual([]);
    expect(fields.filter(({ help }) => help.includes('For `llama`.'))).toEqual([]);
    const backend = fields.find(({ path }) => path[0] === 'backend');
    expect(backend?.choiceHelp).toHaveLength(5);
    const zh = formOf({
      entry: { name: 'A', kind: 'llama' },
      state: 'saved',
      others: [],
      servers: [],
      place: '',
      manifest: manifestIn('zh-cn'),
      t: translator(chinese),
    });
    expect(zh.fields.filter(({ help }) => /用于 `llama`。/.test(help))).toEqual([]);
  });

  it('shows an entry of an unknown kind with what is wrong', () => {
    const { fields, problems, canTest } = formWith({ name: 'A', kind: 'gpt' });
    expect(fields).toEqual([]);
    expect(problems.map(({ path }) => path)).toEqual([['kind']]);
    expect(canTest).toBe(false);
  });
});
