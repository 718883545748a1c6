import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../src/core/text.ts';
import {
  memoryFit,
  type MemoryView,
} from '../../../../../src/extension/vscode/adding/memoryFit.ts';
import {
  modelDetail,
  modelLine,
  parametersText,
  templateText,
  type Reader,
} from '../../../../../src/extension/vscode/adding/modelTexts.ts';
import { described } from './described.ts';

const GB = 1e9;
const memory = (available: number, total = 16 * GB, limit?: number): MemoryView => ({
  machine: { available, countsMapped: true },
  total,
  limit,
});
const reader = (view: MemoryView): Reader => ({ t: inEnglish, language: 'en', memory: view });

it('says size and making in one line', () => {
  expect(modelLine(described(), { language: 'en' })).toBe('Q4_K · 4.9 GB · 8B');
  const bare = described({ quantisation: undefined, parameters: 460_000, fileSize: 478_000 });
  expect(modelLine(bare, { language: 'en' })).toBe('478 kB · 460K');
});

it.each([
  [460_000, '460K'],
  [135_000_000, '135M'],
  [494_000_000, '494M'],
  [999_000_000, '1B'],
  [1_540_000_000, '1.5B'],
  [70_600_000_000, '71B'],
])('counts %d parameters as %s', (parameters, text) => {
  expect(parametersText(parameters, 'en')).toBe(text);
});

it('says memory, context and template in one line', () => {
  expect(modelDetail(described(), undefined, reader(memory(9 * GB)))).toBe(
    'about 5.6 GB of memory, fits · 4,096 tokens, up to 131,072 · own template',
  );
  const small = described({ trainContextSize: 2048, contextSize: 2048 });
  expect(modelDetail(small, undefined, reader(memory(9 * GB)))).toMatch(/ · 2,048 tokens · /);
});

describe('the template', () => {
  const text = (path: string, knownAs?: string) =>
    templateText({ hasTemplate: false, path }, knownAs, { t: inEnglish });

  it('is told by the file’s name, or by what another program calls it', () => {
    expect(text('/m/vicuna-7b.gguf')).toBe('template by its name: vicuna_v1.1');
    expect(text('/m/sha256-aa', 'vicuna:7b')).toBe('template by its name: vicuna_v1.1');
    expect(text('/m/x.gguf')).toBe('no template: a plain one is used');
  });
});

describe('memory', () => {
  const { need } = described();
  it.each([
    ['fits', memory(9 * GB)],
    ['notNow', memory(3 * GB)],
    ['tooLarge', memory(3 * GB, 4 * GB)],
    ['fits', memory(1 * GB, 16 * GB, 6 * GB)],
    ['tooLarge', memory(9 * GB, 16 * GB, 5 * GB)],
  ])('%s', (kind, view) => {
    expect(memoryFit(need, view)).toMatchObject({ kind, needed: 5.6 * GB });
  });

  it('is said with what to do', () => {
    const said = (view: MemoryView) => modelDetail(described(), undefined, reader(view));
    expect(said(memory(3 * GB))).toMatch(
      /^about 5\.6 GB of memory, 2\.5 GB can be used now: close/,
    );
    expect(said(memory(3 * GB, 4 * GB))).toMatch(/too large for this machine · /);
  });
});
