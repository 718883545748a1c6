import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { lexer, walkTokens, type Token } from 'marked';
import { describe, expect, it } from 'vitest';
import type { ExportFormat } from '../../../../../src/core/formats/export/format.ts';
import { html } from '../../../../../src/core/formats/export/html.ts';
import { markdown } from '../../../../../src/core/formats/export/markdown.ts';
import { markdownToHtml } from '../../../../../src/core/formats/export/markdownToHtml.ts';
import type { SessionRecord } from '../../../../../src/core/formats/record.ts';
import { aBot, aReply, aSession, aTurn, aVote } from '../../../../support/builders.ts';
import { joined, streamOf } from '../../../../support/exportRecords.ts';
import { sharedData } from '../../../../support/sharedData.ts';
import breaking from '../../../../fixtures/hostile/md-break.json' with { type: 'json' };

const render = (format: ExportFormat, records: readonly SessionRecord[]): Promise<string> =>
  joined(format.render(streamOf(records), { content: 'full', exportedAt: 0, onLeftOut: () => {} }));

/** The text in each place there is. */
function everywhere(text: string): SessionRecord {
  const bots = [aBot({ name: text, model: text, systemPrompt: text })];
  return {
    session: aSession({ title: text, tags: [text], origin: text, seats: bots }),
    turns: [
      aTurn({
        prompt: text,
        replies: [
          aReply({
            text,
            thinking: text,
            correction: text,
            botName: text,
            model: text,
            sampling: { stop: [text] },
            state: { kind: 'failed', code: 'internal', message: text },
          }),
        ],
      }),
    ],
    votes: [
      aVote(
        { kind: 'allBad' },
        { comment: text, shown: bots, voter: { kind: 'human', name: text } },
      ),
    ],
  };
}

const HOSTILE = [
  ...breaking,
  '```\nunclosed',
  '<!-- unclosed',
  '[x]: javascript:alert(1)\n\n[x]',
  '![a](http://exfil.invalid/a.png)',
  '"><img src=x onerror=__pwn=1>',
  '`````\n````',
  'a\rb\r\n# c',
  '[x](command:a) [y](java\nscript:a) <http://evil.invalid>',
  '1. a\n=\n- b',
  '- [docs]: https://evil.invalid\n\n[docs]',
  '* [x]: https://evil.invalid',
  '1. [x]: https://evil.invalid',
  '[a\nb]: https://evil.invalid',
];

/** The only HTML in Markdown: places to lead to, and what thinking is folded into. */
const OURS = /^(?:<\/?a( id="[\w-]+")?>|<details>\n<summary>Thinking<\/summary>|<\/details>)/;

describe('markdown', () => {
  it.each(HOSTILE)('keeps %j in its place', async text => {
    const plain = await render(markdown, [everywhere('word')]);
    const written = await render(markdown, [everywhere(text)]);
    const [front, body] = written.split(/^---$/m).slice(1, 3);
    expect(front).toBe('\ngenerator: ChatZoo\nexported: 1970-01-01T00:00:00.000Z\ncontent: full\n');
    expect(outline(written)).toEqual(outline(plain));
    expect(body).not.toBe('');
    void walkTokens(lexer(written), token => {
      if (token.type === 'html') expect(token.raw.trimEnd()).toMatch(OURS);
      expect(token.type).not.toBe('image');
    });
    // A reference that any text defines would make links of other texts' words.
    expect(Object.keys((lexer(written) as { links?: object }).links ?? {})).toEqual([]);
  });

  /** The blocks of the file itself, however long each text in them is. */
  function outline(written: string): string[] {
    return lexer(written.replace(/^---[^]*?---\n/, ''))
      .filter(({ type }) => type !== 'space')
      .map(({ type, ...token }) => {
        // A text is quoted or fenced, as it needs.
        if (type === 'blockquote' || type === 'code') return 'text';
        return type === 'heading'
          ? `heading ${String((token as Token & { depth: number }).depth)}`
          : type;
      });
  }

  it('ends several sessions with a list of contents', async () => {
    const records = ['One', 'Two *2*'].map(title => ({
      ...everywhere('x'),
      session: aSession({ title }),
    }));
    const written = await render(markdown, records);
    expect(written).toContain('1. [One](#session-1)\n2. [Two \\*2\\*](#session-2)\n');
    expect(written).toContain('<a id="session-2"></a>\n\n# Two \\*2\\*\n');
  });
});

describe('the list of contents', () => {
  it.each([
    [markdown, '\n[Contents](#contents)\n', '<a id="contents">'],
    [html, '<a href="#contents">Contents</a></header>', '<nav id="contents"'],
  ])(
    'of $id is led to from the beginning, if there are several sessions',
    async (format, link, list) => {
      const given = async (sessions: number, count: number): Promise<string> =>
        joined(
          format.render(streamOf(Array.from({ length: count }, () => everywhere('x'))), {
            content: 'full',
            exportedAt: 0,
            sessions,
            onLeftOut: () => {},
          }),
        );
      const two = await given(2, 2);
      expect(two.indexOf(link)).toBeGreaterThan(0);
      expect(two.indexOf(link)).toBeLessThan(two.indexOf('id="session-1"'));
      expect(two.indexOf(list)).toBeGreaterThan(two.indexOf('id="session-2"'));
      // Never a link that leads nowhere, also where a session was deleted meanwhile.
      expect(await given(2, 1)).toContain(list);
      const one = await given(1, 1);
      expect(one).not.toContain(link);
      expect(one).not.toContain(list);
    },
  );
});

/** No attribute but these, and no address of another kind. */
const TAG =
  /^<\/?(?:p|br|hr|h[1-6]|strong|em|del|code|pre(?: class="plain")?|ul|ol(?: start="\d+")?|li|blockquote|table|thead|tbody|tr|t[hd](?: align="(?:left|right|center)")?|a(?: href="(?:https?:\/\/|mailto:|#)[^"<>\s]*" rel="noopener noreferrer")?)>$/i;

function expectSafe(written: string): void {
  for (const [tag] of written.matchAll(/<[^>]*>?/g)) expect(tag).toMatch(TAG);
}

describe('html', () => {
  it.each(HOSTILE)('shows %j as text', async text => {
    const written = await render(html, [everywhere(text)]);
    const body = written.slice(written.indexOf('<body>'));
    expect(body).not.toMatch(/<(?:script|img|iframe|style|link|meta|svg|form|input)/i);
    expect(body.match(/<details.{0,2}/gs)).toEqual(['<details>\n']);
    expect(body).not.toMatch(/<[^>]*\s(?:on\w+|src|style)\s*=/i);
    expect(body).not.toMatch(/href="(?!https?:\/\/|mailto:|#)/);
    expectSafe(markdownToHtml(text));
    // Nothing opened stays open.
    for (const name of ['section', 'article', 'div', 'details', 'blockquote', 'ul', 'pre']) {
      const count = (mark: string): number => body.split(mark).length;
      expect(count(`<${name}`), name).toBe(count(`</${name}>`));
    }
  });

  it('carries its own policy and needs nothing else', async () => {
    const written = await render(html, [everywhere('x')]);
    expect(written).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;;/,
    );
    expect(written).not.toMatch(/<script|<link|@import|url\(/);
    expect(written).toContain('prefers-color-scheme: dark');
  });

  it.each([
    ['**b** `c` ~~d~~', '<p><strong>b</strong> <code>c</code> <del>d</del></p>\n'],
    ['AT&amp;T &lt;b&gt; &copy; &', '<p>AT&#38;T &#60;b&#62; &#38;copy; &#38;</p>\n'],
    ['`&lt;`', '<p><code>&#38;lt;</code></p>\n'],
    ['<pre>\n**a** <b>&amp;', '<p>&#60;pre&#62;<br>**a** &#60;b&#62;&#38;amp;</p>\n'],
    ['a <script>**b**</script>', '<p>a &#60;script&#62;<strong>b</strong>&#60;/script&#62;</p>\n'],
    ['![cat](http://x.invalid/c.png)', '<p>cat</p>\n'],
    [
      '[a](HTTPS://x.org/?a="b")',
      '<p><a href="HTTPS://x.org/?a=&#34;b&#34;" rel="noopener noreferrer">a</a></p>\n',
    ],
    ['[a](javascript:b)', '<p>[a](javascript:b)</p>\n'],
    ['[a](vbscript&colon;b)', '<p>[a](vbscript&#38;colon;b)</p>\n'],
    ['- [x] done', '<ul>\n<li>☑ done</li>\n</ul>\n'],
    ['a\u0000\u0007\u202eb', '<p>a␀␇⟦U+202E⟧b</p>\n'],
  ])('renders %j', (source, expected) => {
    expect(markdownToHtml(source)).toBe(expected);
  });

  it.each([
    ['too long', 'word '.repeat(50_000)],
    ['a long block', '['.repeat(20_001)],
    ['deep quotations', '>'.repeat(5000)],
    ['deep lists', Array.from({ length: 400 }, (_, i) => `${' '.repeat(2 * i)}- a`).join('\n')],
    [
      'a long address used often',
      `${'[a] '.repeat(4000)}\n\n[a]: http://x.org/${'y'.repeat(5000)}`,
    ],
  ])('shows %s as it is', (_, source) => {
    expect(markdownToHtml(source)).toBe(
      `<pre class="plain">${source.replaceAll('>', '&#62;')}</pre>\n`,
    );
  });

  it.each([
    '[',
    '*a',
    '_a_',
    '`',
    '<',
    '![',
    '](',
    '|-',
    '> - ',
    '&',
    '<a ',
    'a@',
    '~',
    '\\',
    '**a ',
  ])('is quick for a block of %j', part => {
    const started = performance.now();
    const source = part.repeat(19_999 / part.length);
    expectSafe(markdownToHtml(source));
    expect(performance.now() - started).toBeLessThan(4000);
  });

  const folder = sharedData('hostile', 'markdown');
  it.skipIf(folder === undefined)('is safe and quick for the hostile corpus', () => {
    const files = readdirSync(folder!);
    expect(files.length).toBeGreaterThan(50);
    for (const file of files) {
      const source = readFileSync(path.join(folder!, file), 'utf8');
      const started = performance.now();
      const written = markdownToHtml(source);
      expect(performance.now() - started, file).toBeLessThan(4000);
      expect(written.length, file).toBeLessThan(8 * source.length + 2000);
      expectSafe(written);
    }
  });
});
