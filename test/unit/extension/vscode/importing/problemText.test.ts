import { expect, it } from 'vitest';
import { inEnglish } from '../../../../../src/core/text.ts';
import {
  IMPORT_PROBLEMS,
  ImportProblem,
} from '../../../../../src/extension/exchange/importProblem.ts';
import { importProblemText } from '../../../../../src/extension/vscode/importing/problemText.ts';

it('has a sentence of its own for each problem, which names the file', () => {
  const texts = IMPORT_PROBLEMS.map(code =>
    importProblemText(new ImportProblem(code, 'line 3'), 'zoo.json', inEnglish),
  );
  expect(new Set(texts).size).toBe(IMPORT_PROBLEMS.length);
  for (const text of texts) expect(text).toMatch(/^zoo\.json /);
  expect(texts[IMPORT_PROBLEMS.indexOf('badJson')]).toContain('line 3');
  expect(importProblemText(new Error('x'), 'zoo.json', inEnglish)).toBeUndefined();
});
