// @ts-check
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SECRETS_KEY } from './patch.mjs';

/** A language without a translation of VS Code itself, so that extensions' own translations are used. */
const LANGUAGE = 'zh-cn';
const LANGUAGE_LABEL = '中文(简体)';

/**
 * code-server's workbench keeps the user's settings on the server, not in the browser. Those of an earlier run stay.
 *
 * @param {string} dataDir
 * @param {Readonly<Record<string, unknown>>} settings
 */
export async function ensureUserSettings(dataDir, settings) {
  const file = path.join(dataDir, 'data', 'User', 'settings.json');
  if (existsSync(file)) return;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(settings, null, 2));
}

/**
 * The browser keeps the secrets, encrypted; the server keeps this half of their key.
 *
 * @param {string} dataDir
 */
export async function ensureSecretsKey(dataDir) {
  const file = path.join(dataDir, 'data', SECRETS_KEY);
  if (existsSync(file)) return;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, randomBytes(32), { mode: 0o600 });
}

/**
 * Lets the browser's language decide, page by page, between English and Chinese.
 *
 * The server takes a language only if a language pack for it is listed. None can be had from npm, so an empty one is
 * listed: VS Code's own words stay English, `vscode.env.language` and the strings of extensions become Chinese.
 * And it looks at the browser only if `argv.json` exists without naming a language.
 *
 * @param {string} dataDir
 */
export async function allowChinese(dataDir) {
  const data = path.join(dataDir, 'data');
  const user = path.join(data, 'User');
  const translations = path.join(data, 'empty.i18n.json');
  const packs = {
    [LANGUAGE]: {
      hash: 'empty',
      label: LANGUAGE_LABEL,
      extensions: [
        { extensionIdentifier: { id: 'chatzoo.empty-language-pack' }, version: '1.0.0' },
      ],
      translations: { vscode: translations },
    },
  };
  await mkdir(user, { recursive: true });
  await Promise.all([
    writeFile(path.join(user, 'argv.json'), '{}'),
    writeFile(translations, '{"contents":{}}'),
    writeFile(path.join(data, 'languagepacks.json'), JSON.stringify(packs)),
  ]);
}
