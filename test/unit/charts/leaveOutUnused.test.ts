import { createRequire } from 'node:module';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaveOutUnused } from '../../../scripts/leaveOutUnused.mjs';
import type * as HtmlReport from '../../../src/charts/report/htmlReport.ts';
import { inEnglish as t } from '../../../src/core/text.ts';
import { boardWith } from '../../support/boards.ts';

describe('what is left out of the bundles', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'chatzoo-report-'));
  const whole = path.join(folder, 'whole.cjs');
  const shipped = path.join(folder, 'shipped.cjs');

  beforeAll(async () => {
    for (const [outfile, plugins] of [
      [whole, []],
      [shipped, [leaveOutUnused()]],
    ] as const) {
      await build({
        entryPoints: ['src/charts/report/htmlReport.ts'],
        outfile,
        bundle: true,
        minify: true,
        platform: 'node',
        format: 'cjs',
        plugins: [...plugins],
      });
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('changes no byte of any chart', () => {
    const board = boardWith({ bots: 5, votes: 300, annotators: 4, days: 40 });
    const [expected, found] = [whole, shipped].map(file => {
      const { htmlReport } = createRequire(import.meta.url)(file) as typeof HtmlReport;
      return htmlReport(board, { version: '1', t, locale: 'en' });
    });
    expect(found?.length).toBeGreaterThan(50_000);
    expect(found).toBe(expected);
  });

  it('is worth it', () => {
    expect(statSync(shipped).size).toBeLessThan(statSync(whole).size - 30_000);
  });
});
