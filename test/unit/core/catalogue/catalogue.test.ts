import { describe, expect, it } from 'vitest';
import { parseBots } from '../../../../src/bots/parseBots.ts';
import { CATALOGUE, presetEntry } from '../../../../src/core/catalogue/catalogue.ts';
import { modelAddress } from '../../../../src/core/catalogue/modelAddress.ts';
import { preset } from '../../../../src/core/catalogue/preset.ts';
import { findFamily } from '../../../../src/core/prompt/families.ts';
import { readTriple } from '../../../../src/core/prompt/triple.ts';
import { inEnglish } from '../../../../src/core/text.ts';

const named = CATALOGUE.map(each => [each.id, each] as const);
const downloads = CATALOGUE.flatMap(({ id, file }) => (file ? [[id, file] as const] : []));

describe('the catalogue', () => {
  it('holds the families of the sources and a handful of small models', () => {
    const ids = CATALOGUE.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(CATALOGUE.map(({ name }) => name)).size).toBe(ids.length);
    expect(CATALOGUE.filter(({ group }) => group === 'small').length).toBeGreaterThanOrEqual(12);
    for (const family of ['moss', 'chatglm2', 'chatglm3', 'baichuan2', 'internlm', 'vicuna']) {
      expect(
        ids.some(id => id.startsWith(family)),
        family,
      ).toBe(true);
    }
    for (const family of [
      'llama-2',
      'huozi',
      'educhat',
      'codefuse',
      'stablelm',
      'firefly',
      'belle',
    ]) {
      expect(
        ids.some(id => id.startsWith(family)),
        family,
      ).toBe(true);
    }
  });

  it.each(named)('%s fits the schema', (_, each) => {
    expect(preset.safeParse(each).error).toBeUndefined();
  });

  it.each(named)('%s has a chat template that there is', (_, { template }) => {
    if (typeof template === 'string') expect(findFamily(template)?.name).toBe(template);
    else expect(readTriple(template)).not.toHaveProperty('wrong');
  });

  it.each(named)('%s becomes an entry that the settings take', (_, each) => {
    const entry = { name: each.name, ...presetEntry(each), modelPath: '~/models/model.gguf' };
    const context = { t: inEnglish, resolvePath: (path: string) => path };
    const { bots, problems } = parseBots([entry], context);
    expect(problems).toEqual([]);
    expect(bots).toMatchObject([{ kind: 'llama', name: each.name }]);
  });

  it.each(downloads)('%s is fetched over https, from one file, under a licence', (_, file) => {
    const address = modelAddress(file.address);
    expect(address?.kind).toBe('hub');
    expect(file.address).toMatch(/\.gguf$/);
    expect(file.address).not.toMatch(/-\d{5}-of-\d{5}/);
    expect(file.address.toLowerCase()).toContain(file.quantisation.toLowerCase());
    expect(file.licence.name.trim()).not.toBe('');
    // A checksum without its size, or the other way round, was copied by halves.
    expect(file.sha256 === undefined).toBe(file.bytes === undefined);
  });

  it('names no file and no checksum twice', () => {
    const files = downloads.map(([, file]) => file);
    expect(new Set(files.map(({ address }) => address)).size).toBe(files.length);
    const sums = files.flatMap(({ sha256 }) => sha256 ?? []);
    expect(new Set(sums).size).toBe(sums.length);
  });
});

describe('an address', () => {
  const hub = { kind: 'hub', owner: 'o', repository: 'r', branch: 'main' };
  const hubTag = { kind: 'hubTag', owner: 'o', repository: 'r' };

  it.each([
    ['hf:o/r', { ...hubTag, tag: 'latest' }],
    ['hf:o/r:Q4_K_M', { ...hubTag, tag: 'Q4_K_M' }],
    [' huggingface:o/r:Q4_K_M\n', { ...hubTag, tag: 'Q4_K_M' }],
    ['hf://o/r/dir/m.gguf', { ...hub, file: 'dir/m.gguf' }],
    ['hf:o/r/m.gguf#v2', { ...hub, file: 'm.gguf', branch: 'v2' }],
    ['https://huggingface.co/o/r', { ...hubTag, tag: 'latest' }],
    ['https://huggingface.co/o/r/', { ...hubTag, tag: 'latest' }],
    ['https://huggingface.co/o/r/blob/main/m%201.gguf', { ...hub, file: 'm 1.gguf' }],
    ['https://hf.co/o/r/resolve/main/a/m.gguf?download=true', { ...hub, file: 'a/m.gguf' }],
    ['https://example.org/m.gguf?x=1', { kind: 'url', url: 'https://example.org/m.gguf?x=1' }],
    ['http://127.0.0.1:8000/m.gguf', { kind: 'url', url: 'http://127.0.0.1:8000/m.gguf' }],
    ['http://localhost/m.gguf', { kind: 'url', url: 'http://localhost/m.gguf' }],
  ])('is read from %j', (text, read) => {
    expect(modelAddress(text)).toEqual(read);
  });

  it.each([
    '',
    'm.gguf',
    '/home/me/m.gguf',
    'hf:',
    'hf:o',
    'hf:o/',
    'hf:o/../x',
    'hf:o/r/../../m.gguf',
    'hf:o/r:Q4/m.gguf',
    'http://example.org/m.gguf',
    'http://127.0.0.1.example.org/m.gguf',
    'https://me:secret@example.org/m.gguf',
    'https://example.org/a b.gguf',
    'ftp://example.org/m.gguf',
    'file:///etc/passwd',
  ])('is not read from %j', text => {
    expect(modelAddress(text)).toBeUndefined();
  });
});
