import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { css } from './grammars/css.ts';
import { sanitizeHighlighted } from './sanitize.ts';

/** The ones people ask bots about most; each costs the page some KB. */
const LANGUAGES = {
  bash,
  cpp,
  csharp,
  css,
  diff,
  go,
  java,
  javascript,
  json,
  python,
  rust,
  sql,
  typescript,
  xml,
  yaml,
};
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);
// All that C has is in the grammar of C++.
hljs.registerAliases(['c', 'h'], { languageName: 'cpp' });

/** Characters; above it some grammars take longer than a frame may. */
const MOST = 15_000;

/** The code in colours, or undefined where it stays plain: unknown language, or too long. */
export function highlight(code: string, language: string): DocumentFragment | undefined {
  if (code.length > MOST || !hljs.getLanguage(language)) return undefined;
  const { value } = hljs.highlight(code, { language, ignoreIllegals: true });
  return sanitizeHighlighted(value);
}
