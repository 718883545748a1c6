import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  CONTENTS,
  type Content,
  type ExportFormat,
  type LeftOut,
} from '../../../../../src/core/formats/export/format.ts';
import { redact } from '../../../../../src/core/formats/export/redact.ts';
import { EXPORT_FORMATS } from '../../../../../src/core/formats/export/registry.ts';
import type { SessionRecord } from '../../../../../src/core/formats/record.ts';
import { aSession, twoBots } from '../../../../support/builders.ts';
import { exportRecords, joined, streamOf } from '../../../../support/exportRecords.ts';
import breaking from '../../../../fixtures/hostile/md-break.json' with { type: 'json' };

const docs = readFileSync(new URL('../../../../../docs/formats.md', import.meta.url), 'utf8');
const records = exportRecords(breaking);
const exportedAt = Date.UTC(2026, 1, 3, 4, 5, 6, 7);

async function rendered(
  format: ExportFormat,
  content: Content = format.contents[0]!,
  what: readonly SessionRecord[] = records,
): Promise<{ text: string; leftOut: Record<string, number> }> {
  const leftOut: Partial<Record<LeftOut, number>> = {};
  const redacted = what.map(record => redact(record, { content }));
  const text = await joined(
    format.render(streamOf(redacted), {
      content,
      exportedAt,
      sessions: what.length,
      onLeftOut: reason => (leftOut[reason] = (leftOut[reason] ?? 0) + 1),
    }),
  );
  return { text, leftOut };
}

const one = (id: string): ExportFormat => EXPORT_FORMATS.find(format => format.id === id)!;

describe('export formats', () => {
  it.each(EXPORT_FORMATS)('$id equals its golden file', async format => {
    const { text, leftOut } = await rendered(format);
    await expect(text).toMatchFileSnapshot(
      `../../../../fixtures/exports/${format.id}.golden.${format.extension}`,
    );
    await expect(`${JSON.stringify(leftOut)}\n`).toMatchFileSnapshot(
      `../../../../fixtures/exports/${format.id}.left-out.json`,
    );
  });

  it.each(EXPORT_FORMATS)('$id is described in docs/formats.md', ({ id, extension }) => {
    expect(docs).toMatch(new RegExp(`\\x60${id}\\x60[^\\n]*[.]${extension}\\b`));
  });

  it('have ids and files of their own', () => {
    expect(new Set(EXPORT_FORMATS.map(({ id }) => id)).size).toBe(EXPORT_FORMATS.length);
    expect(new Set(EXPORT_FORMATS.map(({ label }) => label)).size).toBe(EXPORT_FORMATS.length);
  });

  it.each(EXPORT_FORMATS)('$id renders a session without turns, votes or title', async format => {
    const bare = { session: aSession({ title: '', seats: twoBots }), turns: [], votes: [] };
    for (const what of [[], [bare]]) {
      const { text, leftOut } = await rendered(format, format.contents[0], what);
      expect(text).not.toMatch(/undefined|\[object/);
      expect(leftOut).toEqual({});
      if (format.extension === 'json') expect(() => JSON.parse(text) as unknown).not.toThrow();
    }
  });

  it.each(EXPORT_FORMATS)('$id gives no more than its content', async format => {
    const words = { prompts: 'By scent.', votes: 'How do ants talk?' };
    for (const content of CONTENTS) {
      if (content === 'full' || !format.contents.includes(content)) continue;
      const { text } = await rendered(format, content);
      expect(text).not.toContain(words.prompts);
      expect(text).not.toContain('气味');
      expect(text).not.toContain('smell');
      if (content === 'votes') expect(text).not.toContain(words.votes);
    }
  });

  it.each(EXPORT_FORMATS)('$id shows thinking only to read and to come back', async format => {
    const { text } = await rendered(format);
    const shows = ['markdown', 'html', 'json', 'jsonl'].includes(format.id);
    expect(text.includes('smell')).toBe(shows);
  });

  it.each(EXPORT_FORMATS)('$id tells no path or key of the machine', async format => {
    const { text } = await rendered(format);
    expect(text).not.toContain('/home/bob');
    expect(text).not.toContain('bob:pw');
    expect(text).not.toContain('key=abc');
  });

  it.each(EXPORT_FORMATS.filter(({ extension }) => extension === 'jsonl'))(
    '$id has a line a value, whatever line ends the texts have',
    async format => {
      const odd = 'a\u2028b\u2029c\u0085d\r\ne\ud800f';
      const [record] = records as [SessionRecord];
      const turns = record.turns.map(turn => ({ ...turn, prompt: odd }));
      const { text } = await rendered(format, 'full', [{ ...record, turns }]);
      expect(text.endsWith('\n')).toBe(true);
      const lines = text.slice(0, -1).split(/\r\n|[\n\r\u0085\u2028\u2029]/);
      const values = lines.map(line => JSON.parse(line) as unknown);
      expect(JSON.stringify(values)).toContain(JSON.stringify(odd).slice(1, -1));
    },
  );

  it('json and jsonl hold every word of the records', async () => {
    const { text } = await rendered(one('json'));
    const document = JSON.parse(text) as { sessions: unknown; exportedAt: string; version: number };
    // JSON has no undefined: a field that is undefined is a field that is not there.
    const expected = JSON.parse(
      JSON.stringify(records.map(record => redact(record, { content: 'full' }))),
    ) as unknown[];
    expect(document.sessions).toEqual(expected);
    expect(document.exportedAt).toBe('2026-02-03T04:05:06.007Z');
    const lines = (await rendered(one('jsonl'))).text.trimEnd().split('\n');
    expect(lines.map(line => JSON.parse(line) as unknown)).toEqual(
      expected.map(record => ({ format: 'chatzoo-session', version: 2, ...(record as object) })),
    );
  });
});
