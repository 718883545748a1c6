import type { LanguageFn, Mode } from 'highlight.js';

/**
 * Colours CSS by its shape. The grammar of highlight.js knows it by lists of all names there are, which
 * are the heaviest part of all its languages together; by its shape what is newer than a list is
 * coloured too.
 */
export const css: LanguageFn = hljs => {
  const comment = hljs.C_BLOCK_COMMENT_MODE;
  const variable: Mode = { scope: 'attr', match: /--[\w-]+/ };
  const values: Mode[] = [
    comment,
    hljs.APOS_STRING_MODE,
    hljs.QUOTE_STRING_MODE,
    variable,
    { scope: 'number', match: /#[\da-f]{3,8}\b/i },
    { scope: 'number', match: /[+-]?(?:\d+\.?|\.)\d*(?:e[+-]?\d+)?(?:%|[a-z]+)?/i },
    { scope: 'meta', match: /!\s*[a-z]+/i },
    // An address without quotes holds what elsewhere would end it.
    {
      begin: [/url/, /\(/, /[^)"']+/],
      beginScope: { 1: 'built_in', 3: 'string' },
    },
    { scope: 'built_in', match: /[a-z][\w-]*(?=\()/i },
  ];
  return {
    name: 'CSS',
    case_insensitive: true,
    contains: [
      comment,
      {
        scope: 'keyword',
        match: /@[a-z-]+/i,
        starts: {
          end: /(?=[{};])/,
          keywords: { $pattern: /[a-z]+/, keyword: 'and or not only' },
          contains: [{ scope: 'attribute', match: /[\w-]+(?=\s*:)/ }, ...values],
        },
      },
      // A colon that a block follows is a selector's: `a:hover {`.
      {
        scope: 'attribute',
        match: /[\w-]+(?=\s*:(?![^;{}]*\{))/,
        starts: { end: /(?=[{};])/, contains: values },
      },
      { scope: 'selector-id', match: /#[\w-]+/ },
      { scope: 'selector-class', match: /\.[a-z_-][\w-]*/i },
      { scope: 'selector-pseudo', match: /::?[a-z-]+/i },
      { scope: 'selector-attr', begin: /\[/, end: /\]/, contains: [hljs.QUOTE_STRING_MODE] },
      { scope: 'number', match: /[\d.]+%/ },
      { scope: 'selector-tag', match: /[a-z][\w-]*/i },
    ],
  };
};
