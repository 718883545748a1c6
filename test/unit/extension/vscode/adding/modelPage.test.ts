import { expect, it } from 'vitest';
import { inEnglish } from '../../../../../src/core/text.ts';
import { modelPageHtml } from '../../../../../src/extension/vscode/adding/modelPage.ts';
import type { Reader } from '../../../../../src/extension/vscode/adding/modelTexts.ts';
import { described } from './described.ts';

const reader: Reader = {
  t: inEnglish,
  language: 'en',
  memory: { machine: { available: 9e9, countsMapped: true }, total: 16e9, limit: undefined },
};
const page = { fileName: 'owl.gguf', addLink: 'command:chatzoo.addModel?%5B%5D', nonce: 'N0nce' };

it('shows what the header says, and a way to add the model', () => {
  const html = modelPageHtml({ ...page, content: { model: described() } }, reader);
  for (const text of ['Owl 8B', 'llama', 'Q4_K', '8B', '4.9 GB', '131,072', 'apache-2.0', 'fits']) {
    expect(html).toContain(text);
  }
  expect(html).toContain('href="command:chatzoo.addModel?%5B%5D"');
  // Space does nothing on a link, so it must not be announced as a button.
  expect(html).not.toContain('role="button"');
});

it('runs and loads nothing', () => {
  const html = modelPageHtml({ ...page, content: { model: described() } }, reader);
  expect(html).toContain(`content="default-src 'none'; style-src 'nonce-N0nce'; base-uri 'none'`);
  expect(html).not.toMatch(/<script|src=|url\(/);
});

it('takes nothing in a file for markup', () => {
  const hostile = '"><img src=x onerror=alert(1)><a href="command:evil">';
  const model = described({
    name: hostile,
    licence: hostile,
    architecture: hostile,
    path: hostile,
  });
  const html = modelPageHtml({ ...page, content: { model } }, reader);
  expect(html).not.toContain('<img');
  expect(html.match(/<a /g)).toHaveLength(1);
});

it('says why a file cannot be added, without a way to', () => {
  const html = modelPageHtml({ ...page, content: { problem: 'It is <no> model.' } }, reader);
  expect(html).toContain('<h1>owl.gguf</h1>');
  expect(html).toContain('It is &#60;no&#62; model.');
  expect(html).not.toContain('href=');
});
