import { Marked, type Tokens } from 'marked';
import { escapeHtml } from './escapeHtml.ts';

/** Characters; a longer text is shown as it is. */
const MOST = 200_000;
/** Characters without a blank line: some marks cost the square of that. */
const MOST_IN_BLOCK = 20_000;
/** Quotations in quotations, or a list indented by hundreds: no bot means that, and it costs seconds. */
const TOO_DEEP = /^(?:[ \t]*>){50}|^[ \t]{250}/m;
const SAFE_ADDRESS = /^(?:https?:\/\/|mailto:|#)[^\s]*$/i;

/** Every text is escaped here and no element comes from the source, so what comes out is only ours. */
const marked = new Marked({
  gfm: true,
  // A single line feed of a bot is meant: verses, addresses, lists without markers.
  breaks: true,
  renderer: {
    /** A tag is shown as it was written, so that nothing a bot said is lost or obeyed. */
    html({ text, block }: Tokens.HTML | Tokens.Tag) {
      const shown = escapeHtml(text.trimEnd()).replaceAll('\n', '<br>');
      return block ? `<p>${shown}</p>\n` : shown;
    },
    /** Also where marked would pass text on as it is: after a tag that it takes for raw. */
    text(token) {
      return 'tokens' in token
        ? this.parser.parseInline(token.tokens)
        : escapeHtml(decodeEntities(token.text));
    },
    code: ({ text }) => `<pre><code>${escapeHtml(text)}\n</code></pre>\n`,
    codespan: ({ text }) => `<code>${escapeHtml(text)}</code>`,
    link({ tokens, href, raw }) {
      if (!SAFE_ADDRESS.test(href)) return escapeHtml(raw);
      const inside = this.parser.parseInline(tokens);
      return `<a href="${escapeHtml(href)}" rel="noopener noreferrer">${inside}</a>`;
    },
    /** The file loads nothing, so a picture is its description. */
    image: ({ text, href }) => escapeHtml(text === '' ? href : text),
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
});

/**
 * Markdown as HTML that is safe without a sanitiser: no attribute but a checked `href`, `align` and
 * `start`, no picture, no raw tag. What would take long to read, or make the output many times longer,
 * comes as it is, in a `pre`.
 */
export function markdownToHtml(source: string): string {
  if (source.length > MOST || TOO_DEEP.test(source) || hasLongBlock(source)) return plain(source);
  try {
    const tokens = marked.lexer(source);
    // One definition with a long address may be used a thousand times.
    let addresses = 0;
    void marked.walkTokens(tokens, token => {
      if (token.type === 'link' || token.type === 'image') {
        addresses += (token as Tokens.Link).href.length;
      }
    });
    if (addresses > 2 * source.length + 10_000) return plain(source);
    return marked.parser(tokens);
  } catch {
    return plain(source); // nested deeper than the stack allows
  }
}

function plain(source: string): string {
  return `<pre class="plain">${escapeHtml(source)}</pre>\n`;
}

function hasLongBlock(source: string): boolean {
  return source.length > MOST_IN_BLOCK && source.split(/\n[ \t]*\r?\n/).some(isLong);
}

function isLong(block: string): boolean {
  return block.length > MOST_IN_BLOCK;
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

/** The few entities that bots write; any other is shown as it is written. */
function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos|nbsp|#39);/g, (written, name: string) =>
    name === '#39' ? "'" : (NAMED[name] ?? written),
  );
}
