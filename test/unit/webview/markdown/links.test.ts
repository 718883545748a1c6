import { expect, it } from 'vitest';
import { safeAddress } from '../../../../src/webview/markdown/links.ts';

it.each([
  ['https://example.com/a?b#c', 'https://example.com/a?b#c'],
  ['HTTP://EXAMPLE.com', 'http://example.com/'],
  ['mailto:me@example.com', 'mailto:me@example.com'],
  // Look-alike letters are shown as what they are.
  ['https://аpple.com/', 'https://xn--pple-43d.com/'],
])('opens %s', (written, address) => {
  expect(safeAddress(written)).toBe(address);
});

it.each([
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  'command:workbench.action.quit',
  'vscode://x/y',
  'vscode-insiders:x',
  'data:text/html,<script>',
  'file:///etc/passwd',
  'blob:https://example.com/1',
  '//example.com/x',
  '../up',
  '#there',
  'C:\\x',
  '',
])('never opens %j', written => {
  expect(safeAddress(written)).toBe(undefined);
});
