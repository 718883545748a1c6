import hljs from 'highlight.js/lib/core';
import { describe, expect, it } from 'vitest';
import { css } from '../../../../../src/webview/markdown/grammars/css.ts';

const own = hljs.newInstance();
own.registerLanguage('css', css);
const coloured = (code: string) => own.highlight(code, { language: 'css' }).value;

/** The pieces of one colour, in order. */
const inScope = (code: string, scope: string) =>
  [...coloured(code).matchAll(new RegExp(`<span class="hljs-${scope}">([^<]*)</span>`, 'g'))].map(
    ([, text]) => text,
  );

const SHEET = `/* a: b; */
@media (min-width: 600px) and (hover) {
  nav > a.link#top:hover::before, input[type="text"] {
    color: #fff;
    margin: -1.5em auto 0 calc(100% - var(--gap));
    background: url(data:image/png;base64,a:b) no-repeat !important;
    --gap: .5rem;
    text-box-trim : trim-both
  }
}
@import "other.css";
@keyframes spin { 50% { rotate: 1turn } }`;

describe('the colours of CSS', () => {
  it('tell declarations from selectors, also where the list of a library would not know them', () => {
    expect(inScope(SHEET, 'attribute')).toEqual([
      ...['min-width', 'color', 'margin', 'background', '--gap', 'text-box-trim', 'rotate'],
    ]);
    expect(inScope(SHEET, 'selector-tag')).toEqual(['nav', 'a', 'input']);
    expect(inScope(SHEET, 'selector-class')).toEqual(['.link']);
    expect(inScope(SHEET, 'selector-id')).toEqual(['#top']);
    expect(inScope(SHEET, 'selector-pseudo')).toEqual([':hover', '::before']);
  });

  it('name at-rules, values, functions and comments', () => {
    expect(inScope(SHEET, 'keyword')).toEqual(['@media', 'and', '@import', '@keyframes']);
    expect(inScope(SHEET, 'number')).toEqual([
      ...['600px', '#fff', '-1.5em', '0', '100%', '.5rem', '50%', '1turn'],
    ]);
    expect(inScope(SHEET, 'built_in')).toEqual(['calc', 'var', 'url']);
    expect(inScope(SHEET, 'meta')).toEqual(['!important']);
    expect(inScope(SHEET, 'comment')).toEqual(['/* a: b; */']);
    expect(inScope(SHEET, 'string')).toEqual([
      ...['&quot;text&quot;', 'data:image/png;base64,a:b', '&quot;other.css&quot;'],
    ]);
  });

  it('lose no character of what is no CSS at all', () => {
    const odd = 'a { b: c; } } { ::: 100% url( "open\n@ --x: #ggg; ’𝒳 <b>';
    const text = coloured(odd)
      .replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"');
    expect(text).toBe(odd);
  });

  it('are found in a time that grows with the length', () => {
    const start = performance.now();
    coloured('a:'.repeat(7_500));
    coloured('b:c '.repeat(3_750));
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
