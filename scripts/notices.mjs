// @ts-check
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The licences of all packages whose code is in the bundles, as their authors ask for it.
 *
 * @param {string} root the repository
 * @param {Iterable<string>} inputs files of the bundles, relative to the root
 * @param {readonly string[]} copied packages that are copied as they are
 * @returns {Promise<string>}
 * @throws Error if a package brings no licence
 */
export async function thirdPartyNotices(root, inputs, copied) {
  const names = new Set(copied);
  for (const input of inputs) {
    const inside = input.split('node_modules/').at(-1);
    if (!inside || inside === input) continue;
    names.add(inside.split('/', inside.startsWith('@') ? 2 : 1).join('/'));
  }
  const notices = await Promise.all(
    [...names].sort().map(async name => {
      const folder = path.join(root, 'node_modules', name);
      const { version, license } = JSON.parse(
        await readFile(path.join(folder, 'package.json'), 'utf8'),
      );
      const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
      const text = file ? (await readFile(path.join(folder, file), 'utf8')).trim() : '';
      if (!file && !license) throw new Error(`${name} brings no licence`);
      return `${name} ${version} (${license})\n\n${text}`;
    }),
  );
  const line = `\n\n${'-'.repeat(80)}\n\n`;
  return ['ChatZoo contains code of these packages.', ...notices].join(line) + '\n';
}
