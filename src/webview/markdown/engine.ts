import { Marked, type Links, type Tokens } from 'marked';
import { safeAddress } from './links.ts';
import { languageOf } from './segments.ts';

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

/** Tags that bots write for plain formatting, by the Markdown that means the same. */
const FORMATTING: Readonly<Record<string, string>> = {
  br: 'br',
  b: 'strong',
  strong: 'strong',
  i: 'em',
  em: 'em',
  s: 'del',
  del: 'del',
};

/** A tag is shown as it was written, so that nothing a bot said is lost or obeyed. */
function html({ text, block }: Tokens.HTML | Tokens.Tag): string {
  const [, slash = '', name = ''] = /^<(\/?)([a-z]{1,6})\s*\/?>$/i.exec(text.trim()) ?? [];
  const tag = Object.hasOwn(FORMATTING, name.toLowerCase())
    ? FORMATTING[name.toLowerCase()]
    : undefined;
  if (tag !== undefined && !block) return `<${slash}${tag}>`;
  const shown = escapeHtml(text.trimEnd()).replaceAll('\n', '<br>');
  return block ? `<p>${shown}</p>` : shown;
}

const marked = new Marked({
  gfm: true,
  // A single line feed of a bot is meant: verses, addresses, lists without markers.
  breaks: true,
  renderer: {
    html,
    /** No request leaves the page, so a picture is its description. */
    image: ({ text, href }) =>
      `<span class="md-image">${escapeHtml(text === '' ? href : text)}</span>`,
    link({ tokens, href, raw }) {
      const address = safeAddress(href);
      if (address === undefined) return escapeHtml(raw);
      return `<a href="${escapeHtml(address)}">${this.parser.parseInline(tokens)}</a>`;
    },
    code({ text, lang }) {
      const language = languageOf(lang ?? '');
      const name = language === '' ? '' : ` class="language-${escapeHtml(language)}"`;
      return `<pre><code${name}>${escapeHtml(text)}\n</code></pre>\n`;
    },
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
});

/** Without a prototype: a bot chooses the names of the definitions. */
export const noLinks = (): Links => Object.create(null) as Links;

/**
 * Markdown to HTML that still has to be sanitised.
 *
 * @param links the reference definitions known so far; those of this source are added.
 * @throws RangeError if the source nests deeper than the stack allows.
 */
export function toHtml(source: string, links: Links): string {
  const lexer = new marked.Lexer(marked.defaults);
  Object.assign(lexer.tokens.links, links);
  const tokens = lexer.lex(source);
  Object.assign(links, tokens.links);
  return marked.parser(tokens);
}
