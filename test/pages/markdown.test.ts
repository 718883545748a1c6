import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundlePage } from '../support/pageHarness/bundle.ts';
import { inPieces } from '../support/pageHarness/pieces.ts';
import { launch, openPage, type OpenPage } from '../support/pageHarness/open.ts';
import { sharedData } from '../support/sharedData.ts';

// What a bot writes is hostile: in a real browser, with and without the page's policy, whole and
// streamed, nothing runs, nothing is loaded and nothing is lost.

const ELEMENTS = new Set(
  'P BR HR H1 H2 H3 H4 H5 H6 STRONG EM CODE PRE UL OL LI BLOCKQUOTE TABLE THEAD TBODY TR TH TD A SPAN DEL'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(['href', 'title', 'align', 'start', 'class', 'rel', 'tabindex']);
/** What the page itself adds around code, tables and long text. */
const OWN = '.code-block, .code-header, .code-header *, .table-box, .plain-text, .plain-text > div';
const OWN_CLASS = /^(?:language-[\w+#.-]{1,32}|hljs[\w-]*(?: \w+)*|md-image)$/;

/** Runs in the page. */
interface Painted {
  whole(text: string): number;
  streamed(pieces: readonly string[]): number;
  readonly root: HTMLElement;
  readonly copied: readonly string[];
}
declare const painted: Painted;

const own = path.join(import.meta.dirname, '../fixtures/markdown');
const shared = sharedData('hostile', 'markdown');
const filesIn = (folder: string | undefined) =>
  folder === undefined
    ? []
    : readdirSync(folder)
        .filter(name => name.endsWith('.md'))
        .map(name => path.join(folder, name));

let browser: Browser;
let files: { js: string; css: string };
let open: OpenPage;

beforeAll(async () => {
  [browser, files] = await Promise.all([
    launch(),
    bundlePage('test/support/pageHarness/markdownPage.ts'),
  ]);
});
afterAll(() => browser.close());

const whole = (text: string) => open.page.evaluate(source => painted.whole(source), text);
const streamed = (pieces: readonly string[]) =>
  open.page.evaluate(parts => painted.streamed(parts), pieces);
const shownText = (page: Page) => page.evaluate(() => painted.root.textContent.trim());
const shownHtml = (page: Page) => page.evaluate(() => painted.root.innerHTML);

/** Everything in the reply that nobody allowed. */
async function strangers(page: Page): Promise<string[]> {
  const found = await page.evaluate(ownSelector => {
    const all = [...painted.root.querySelectorAll('*')];
    return all.map(element => ({
      tag: element.tagName,
      isOwn: element.matches(ownSelector),
      attributes: [...element.attributes].map(({ name, value }) => [name, value] as const),
    }));
  }, OWN);
  return found.flatMap(({ tag, isOwn, attributes }) => {
    if (isOwn) return [];
    const bad = attributes.filter(
      ([name, value]) =>
        !ATTRIBUTES.has(name) ||
        (name === 'class' && !OWN_CLASS.test(value)) ||
        (name === 'href' && !/^(?:https?|mailto):/.test(value)),
    );
    const named = bad.map(([name, value]) => `${tag} ${name}=${value}`);
    return ELEMENTS.has(tag) ? named : [tag, ...named];
  });
}

describe.each([true, false])('with the policy of the page: %s', csp => {
  // One page for all: what a reply leaves behind would show with the next.
  beforeAll(async () => {
    open = await openPage(browser, { page: 'markdown', files, csp });
  });
  afterAll(() => open.page.close());

  it
    .skipIf(shared === undefined && filesIn(own).length === 0)
    .each([...filesIn(own), ...filesIn(shared)].map(file => [path.basename(file), file]))(
    'shows %s without harm',
    { timeout: 60_000 },
    async (_name, file) => {
      const text = readFileSync(file, 'utf8');
      const outside = await open.page.evaluate(() => document.head.innerHTML.length);
      const address = open.page.url();
      for (const way of ['whole', 'streamed'] as const) {
        const ms = way === 'whole' ? await whole(text) : await streamed(inPieces(text, 7));
        expect(ms).toBeLessThan(text.length < 200_000 ? 500 : 1_500);
        await open.page.waitForTimeout(way === 'whole' ? 60 : 0);
        expect(await strangers(open.page)).toEqual([]);
      }
      expect(await open.page.evaluate(() => (globalThis as { __pwn?: unknown }).__pwn)).toBe(
        undefined,
      );
      expect(open.requests).toEqual([]);
      expect(open.page.url()).toBe(address);
      expect(await open.page.evaluate(() => document.head.innerHTML.length)).toBe(outside);
      expect(await open.page.evaluate(() => document.body.childElementCount)).toBe(3);
    },
  );
});

describe('a reply as Markdown', () => {
  beforeEach(async () => {
    open = await openPage(browser, { page: 'markdown', files });
  });
  afterEach(() => open.page.close());

  it('is the same whole and streamed, in any pieces', { timeout: 60_000 }, async () => {
    for (const file of filesIn(path.join(own, 'ordinary'))) {
      const text = readFileSync(file, 'utf8');
      await whole(text);
      const expected = await shownHtml(open.page);
      for (const seed of [1, 2, 3, 4, 5]) {
        await streamed(inPieces(text, seed));
        expect(await shownHtml(open.page), `${file}, seed ${seed}`).toBe(expected);
      }
    }
  });

  it('shows tags as they were written', async () => {
    await whole('a <div class="x">b</div> <img src=x> &amp; <b>bold</b>');
    expect(await shownText(open.page)).toBe('a <div class="x">b</div> <img src=x> & bold');
    expect(await open.page.locator('.markdown strong').textContent()).toBe('bold');
  });

  it('makes links of web addresses only, with the real address as tooltip', async () => {
    await whole(
      '[bank](https://evil.example/x) [run](command:foo) [up](../a) ![pic](https://a.b/c)',
    );
    const anchors = open.page.locator('.markdown a');
    expect(await anchors.count()).toBe(1);
    expect(await anchors.getAttribute('title')).toBe('https://evil.example/x');
    expect(await shownText(open.page)).toBe('bank [run](command:foo) [up](../a) pic');
  });

  it('counts on after code between two items, and aligns cells as asked', async () => {
    await whole('1. one\n\n```js\na\n```\n\n2. two\n\n| a | b |\n|---|--:|\n| c | d |\n');
    expect(await open.page.locator('ol[start="2"] li').textContent()).toBe('two');
    expect(await open.page.locator('td[align=right]').textContent()).toBe('d');
  });

  it('uses a definition that comes after its use', async () => {
    const text = 'See [the page][1].\n\nMore.\n\n[1]: https://example.com/\n';
    await streamed(inPieces(text, 3));
    expect(await open.page.locator('.markdown a').getAttribute('href')).toBe(
      'https://example.com/',
    );
  });

  it('copies code exactly as it was written', async () => {
    const code = 'x = "a\u200bb\u202e"\n\tif x:  # <b>';
    await whole(`Text\n\n\`\`\`python\n${code}\n\`\`\`\n`);
    await open.page.locator('.code-header button').click();
    expect(await open.page.evaluate(() => painted.copied)).toEqual([code]);
    expect(await open.page.locator('pre').textContent()).toContain('⟦U+200B⟧');
  });

  it('colours code once its block is closed', async () => {
    await streamed(['```js\nconst a', ' = 1;\n']);
    // The last piece finishes it; before, it is plain.
    expect(await open.page.locator('.hljs-keyword').count()).toBe(1);
  });

  it.each([
    [
      'c',
      '#include <stdio.h>\nint main(void) { return 0; } // 1',
      'meta type keyword number comment',
    ],
    ['css', 'nav > a.b { color: #fff }', 'selector-tag selector-class attribute number'],
  ])('colours %s, which shares a grammar or has its own', async (language, code, scopes) => {
    await whole(`\`\`\`${language}\n${code}\n\`\`\`\n`);
    for (const scope of scopes.split(' ')) {
      expect(await open.page.locator(`.hljs-${scope}`).count(), scope).toBeGreaterThan(0);
    }
    expect(await open.page.locator('pre').textContent()).toBe(code);
  });

  it('keeps up with an open block of a million characters', async () => {
    const line = 'word and more words in one line of text without any end ';
    const text = line.repeat(20_000);
    const pieces = Array.from({ length: 500 }, (_, index) =>
      text.slice(index * 2_240, (index + 1) * 2_240),
    );
    expect(await streamed(pieces)).toBeLessThan(500);
    const code = `\`\`\`js\n${'const a = 1; // and a comment\n'.repeat(33_000)}`;
    const parts = Array.from({ length: 500 }, (_, index) =>
      code.slice(index * 2_000, (index + 1) * 2_000),
    );
    expect(await streamed(parts)).toBeLessThan(500);
  });
});
