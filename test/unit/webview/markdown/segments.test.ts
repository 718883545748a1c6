import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageOf, Segmenter, type Segment } from '../../../../src/webview/markdown/segments.ts';
import { inPieces } from '../../../support/pageHarness/pieces.ts';

const folder = path.join(import.meta.dirname, '../../../fixtures/markdown/ordinary');

function segmentsOf(pieces: readonly string[]): Segment[] {
  const segmenter = new Segmenter();
  const segments = pieces.flatMap(piece => segmenter.push(piece));
  return segmenter.open ? [...segments, segmenter.open] : segments;
}

const markdown = (source: string): Segment => ({ kind: 'markdown', source });
const code = (language: string, text: string): Segment => ({ kind: 'code', language, code: text });

describe('segments', () => {
  it('parts paragraphs at blank lines', () => {
    expect(segmentsOf(['a\nb\n\n\nc\n'])).toEqual([markdown('a\nb\n\n\n'), markdown('c\n')]);
  });

  it('leaves the last line open: it may still turn out to belong to what came before', () => {
    expect(segmentsOf(['- a\n\n-'])).toEqual([markdown('- a\n\n-')]);
    expect(segmentsOf(['- a\n\n-', ' b\n'])).toEqual([markdown('- a\n\n- b\n')]);
  });

  it('gives code its own segment, closed or not', () => {
    expect(segmentsOf(['a\n```js x=1\nlet b;\n\nlet c;\n```\nd\n~~~\ne'])).toEqual([
      markdown('a\n'),
      code('js', 'let b;\n\nlet c;'),
      markdown('d\n'),
      code('', 'e'),
    ]);
  });

  it('closes a fence only with one as long, of the same kind', () => {
    expect(segmentsOf(['````md\n```\n~~~~\n`````\nout'])).toEqual([
      code('md', '```\n~~~~'),
      markdown('out'),
    ]);
  });

  it('does not show a closing fence while it is written', () => {
    expect(segmentsOf(['```\na\n```'])).toEqual([code('', 'a')]);
  });

  it('keeps a list with its paragraphs and its code together', () => {
    const list = '1. a\n\n   ```sh\n   b\n\nc\n   ```\n\n2. d\n\n   e\n';
    expect(segmentsOf([`${list}\nafter\n`])).toEqual([markdown(`${list}\n`), markdown('after\n')]);
  });

  it('takes the indent of a fence from its code', () => {
    expect(segmentsOf(['  ```\n  a\n    b\n  ```\n'])).toEqual([code('', 'a\n  b')]);
  });

  it('reads CRLF as LF', () => {
    expect(segmentsOf(['a\r\n\r\n```\r\nb\r\n```\r\n'])).toEqual([
      markdown('a\n\n'),
      code('', 'b'),
    ]);
  });

  it.each(readdirSync(folder))('are the same for %s in any pieces', name => {
    const text = readFileSync(path.join(folder, name), 'utf8');
    const whole = segmentsOf([text]);
    for (let seed = 1; seed <= 30; seed++) {
      expect(segmentsOf(inPieces(text, seed)), `seed ${seed}`).toEqual(whole);
    }
    expect(segmentsOf(Array.from(text))).toEqual(whole);
  });

  it('take time in proportion to the text, even without a line feed', () => {
    const segmenter = new Segmenter();
    const start = performance.now();
    for (let index = 0; index < 200_000; index++) segmenter.push('word ');
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(segmenter.open).toMatchObject({ kind: 'markdown' });
  });
});

describe('the language of a fence', () => {
  it.each([
    ['python', 'python'],
    [' TypeScript title="x"', 'typescript'],
    ['{.c++}', 'c++'],
    ['rust,ignore', 'rust'],
    ['"><img src=x>', ''],
    ['x'.repeat(40), ''],
    ['', ''],
  ])('%j is %j', (info, language) => {
    expect(languageOf(info)).toBe(language);
  });
});
