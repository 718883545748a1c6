import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** What a served VS Code complains about without internet and without code-server around it. */
const NOISE =
  /Failed to load resource|ERR_NAME_NOT_RESOLVED|ERR_INTERNET_DISCONNECTED|ENOTFOUND|ECONNREFUSED|Service ?Worker|bad HTTP response code|open-vsx|vsda|Manifest fetch|Canceled/i;

/** Collects what the page and its webviews report as errors, without the noise. */
export function collectErrors(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('pageerror', error => {
    if (!NOISE.test(error.message)) errors.push(`page error: ${error.stack ?? error.message}`);
  });
  page.on('console', message => {
    if (message.type() !== 'error') return;
    const { url } = message.location();
    const text = `${message.text()} (${url})`;
    if (!NOISE.test(text)) errors.push(`console: ${text}`);
  });
  return errors;
}

/** The ends of the extension host's log and of the extension's own output channels. */
export async function readHostLogs(dataDir: string, lines = 30): Promise<string> {
  const logs = path.join(dataDir, 'data', 'logs');
  const files = await readdir(logs, { recursive: true }).catch(() => []);
  const wanted = files.filter(file => /exthost\d+.*(remoteexthost|chatzoo.*)\.log$/i.test(file));
  const parts = wanted.sort().map(async file => {
    const text = await readFile(path.join(logs, file), 'utf8');
    return `--- ${file}\n${text.trim().split('\n').slice(-lines).join('\n')}`;
  });
  return (await Promise.all(parts)).join('\n');
}
