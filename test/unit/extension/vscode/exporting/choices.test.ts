import { describe, expect, it } from 'vitest';
import type { ExportFormat } from '../../../../../src/core/formats/export/format.ts';
import { EXPORT_FORMATS } from '../../../../../src/core/formats/export/registry.ts';
import {
  inFormat,
  recall,
  remember,
  type Memory,
} from '../../../../../src/extension/vscode/exporting/choices.ts';

const formats = EXPORT_FORMATS as readonly [ExportFormat, ...ExportFormat[]];
const [markdown] = formats;
const votesCsv = formats.find(({ id }) => id === 'votes-csv')!;
const newSalt = (): string => 'fresh';

function memoryOf(kept?: unknown): Memory {
  const values = new Map<string, unknown>();
  if (kept !== undefined) values.set('chatzoo.export', kept);
  return {
    get: key => values.get(key),
    update: (key, value) => {
      // As the editor keeps it.
      values.set(key, JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
  };
}

describe('the choices of the export form', () => {
  it('begin with the first format, everything and names as they are', () => {
    expect(recall(memoryOf(), formats, newSalt)).toEqual({
      format: markdown,
      content: 'full',
      pseudonyms: false,
      salt: 'fresh',
      folder: undefined,
    });
  });

  it('come back as they were, with the same salt', async () => {
    const memory = memoryOf();
    const choices = {
      format: votesCsv,
      content: 'votes',
      pseudonyms: true,
      salt: 'pepper',
      folder: 'file:///zoo/exports',
    } as const;
    await remember(memory, choices);
    expect(recall(memory, formats, newSalt)).toEqual(choices);
  });

  it('are the default where what was kept is of no use', () => {
    for (const kept of ['x', 7, [], { format: 'gone', content: 1, salt: '', folder: null }]) {
      expect(recall(memoryOf(kept), formats, newSalt)).toEqual(
        recall(memoryOf(), formats, newSalt),
      );
    }
  });

  it('take a content that the new format can hold', () => {
    const choices = recall(memoryOf(), formats, newSalt);
    const changed = inFormat(votesCsv, choices);
    expect(votesCsv.contents).not.toContain('full');
    expect(changed.content).toBe(votesCsv.contents[0]);
    expect(inFormat(markdown, { ...choices, content: 'votes' }).content).toBe('votes');
  });
});
