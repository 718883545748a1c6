import DOMPurify, { type Config } from 'dompurify';
import { safeAddress } from './links.ts';

/** Only what Markdown itself can say; a tag that a bot wrote never gets here (see engine.ts). */
const MARKDOWN_TAGS = [
  ...['p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'strong', 'em', 'del', 'a', 'span'],
  ...['code', 'pre', 'blockquote', 'ul', 'ol', 'li'],
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
];

const MARKDOWN: Config = {
  ALLOWED_TAGS: MARKDOWN_TAGS,
  ALLOWED_ATTR: ['href', 'align', 'start', 'class'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
  // Else their values would have to be addresses.
  ADD_URI_SAFE_ATTR: ['align', 'start'],
};

const HIGHLIGHTED: Config = {
  ALLOWED_TAGS: ['span'],
  ALLOWED_ATTR: ['class'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

/** Class names that the renderer and highlight.js give. */
const OWN_CLASS = /^(?:language-[\w+#.-]{1,32}|md-image|hljs-[\w-]+(?: \w+_)*)$/;

const purifier = DOMPurify(window);
purifier.addHook('uponSanitizeAttribute', (_node, attribute) => {
  if (attribute.attrName === 'class' && !OWN_CLASS.test(attribute.attrValue)) {
    attribute.keepAttr = false;
  }
  if (attribute.attrName === 'href' && safeAddress(attribute.attrValue) === undefined) {
    attribute.keepAttr = false;
  }
});

/** Never a string again: what was sanitised is what is shown, not a second reading of it. */
function sanitize(html: string, config: Config): DocumentFragment {
  return purifier.sanitize(html, { ...config, RETURN_DOM_FRAGMENT: true });
}

export const sanitizeMarkdown = (html: string): DocumentFragment => sanitize(html, MARKDOWN);
export const sanitizeHighlighted = (html: string): DocumentFragment => sanitize(html, HIGHLIGHTED);
