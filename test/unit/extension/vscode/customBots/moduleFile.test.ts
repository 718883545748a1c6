import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  mayWriteTypes,
  moduleFileName,
} from '../../../../../src/extension/vscode/customBots/moduleFile.ts';

describe('the file of a new custom bot', () => {
  it.each([
    ['My Bot!', 'my-bot.mjs'],
    ['我的 机器人', '我的-机器人.mjs'],
    ['../../etc/passwd', 'etc-passwd.mjs'],
    ['???', 'bot.mjs'],
    ['x'.repeat(80), `${'x'.repeat(40)}.mjs`],
    ['taken', 'taken-3.mjs'],
  ])('for %s is %s', (name, file) => {
    expect(moduleFileName(name, new Set(['taken.mjs', 'taken-2.mjs']))).toBe(file);
  });

  it.each([
    ['My bot', 'My-Bot.mjs', 'my-bot-2.mjs'],
    ['Caf\u00e9', 'cafe\u0301.mjs', 'caf\u00e9-2.mjs'],
  ])('for %s is not %j, which some file systems take for the same', (name, there, file) => {
    expect(moduleFileName(name, new Set([there]))).toBe(file);
  });

  it('brings its types, but writes over no file of the user', () => {
    const types = readFileSync('types/chatzoo.d.ts', 'utf8');
    expect(mayWriteTypes(undefined, types)).toBe(true);
    expect(mayWriteTypes(types.replace('Piece', 'OldPiece'), types)).toBe(true);
    expect(mayWriteTypes(types, types)).toBe(false);
    expect(mayWriteTypes('export {};', types)).toBe(false);
  });
});
