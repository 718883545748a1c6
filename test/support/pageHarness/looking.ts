import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Result } from 'axe-core';
import type { Page } from 'playwright-core';

/** The Chinese of every text that is translated. */
export async function chineseBundle(): Promise<Readonly<Record<string, string>>> {
  const text = await readFile('l10n/bundle.l10n.zh-cn.json', 'utf8');
  return JSON.parse(text) as Record<string, string>;
}

/** What axe finds serious or worse. */
export async function faults(page: Page): Promise<string[]> {
  await page.evaluate(await axe());
  const violations = await page.evaluate<readonly Result[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}

let source: Promise<string> | undefined;

function axe(): Promise<string> {
  return (source ??= readFile(
    createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
    'utf8',
  ));
}
