import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { inEnglish } from '../../../../../src/core/text.ts';
import { writeFile } from '../../../../../src/extension/exchange/writeFile.ts';
import { writeErrorText } from '../../../../../src/extension/vscode/exporting/writeErrorText.ts';

it('says why a file could not be written, and nothing of other errors', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-write-'));
  await rm(folder, { recursive: true });
  async function* nothing(): AsyncIterable<string> {
    yield await Promise.resolve('');
  }
  const error: unknown = await writeFile(path.join(folder, 'x'), nothing()).catch(
    (reason: unknown) => reason,
  );
  expect(writeErrorText(error, 'exports/x', inEnglish)).toBe(
    'The folder of exports/x is not there any more. Nothing was written.',
  );
  expect(writeErrorText(new Error('x'), 'exports/x', inEnglish)).toBeUndefined();
});
