import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chatzooDownload } from '../../../../../src/core/formats/import/chatzooDownload.ts';
import type { Found } from '../../../../../src/core/formats/import/format.ts';

describe('the ChatZoo download of several sessions', () => {
  it('is read back, a session an object', async () => {
    const golden = '../../../../fixtures/exports/chatzoo-download.golden.json';
    const value = JSON.parse(readFileSync(new URL(golden, import.meta.url), 'utf8')) as unknown;
    const content = { shape: 'json', value } as const;
    expect(chatzooDownload.recognises(content)).toBe(true);
    const found: Found[] = [];
    const lost: string[] = [];
    for await (const each of chatzooDownload.read(content, {
      t: text => text,
      now: 0,
      hash: text => createHash('sha256').update(text).digest('hex'),
      onNotKept: field => lost.push(field),
      cleaning: { excludedModels: [], bannedIps: [] },
    })) {
      found.push(each);
    }
    expect(lost).toEqual([]);
    expect(found.map(each => ('record' in each ? each.record.turns.length : each))).toEqual([
      3, 2, 1, 1, 1, 3,
    ]);
    const first = found[0] as Extract<Found, { record: unknown }>;
    expect(first.record.session.seats.map(({ name }) => name)).toEqual(['Ant', 'Bee']);
    expect(first.record.turns[1]?.replies[1]?.state.kind).toBe('failed');
    expect(found[4]?.at).toBe('[4]$');
  });
});
