import { escapeHtml } from './escapeHtml.ts';

/** Nothing is loaded and nothing runs; the file's own style is all there is. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --dim: #59636e; --line: #d1d9e0; --page: #fff; --box: #f6f8fa; --link: #0550ae; --good: #1a7f37; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --dim: #9198a1; --line: #3d444d; --page: #0d1117; --box: #151b23; --link: #79c0ff; --good: #3fb950; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 110rem; padding: 1.5rem; display: flex; flex-direction: column; background: var(--page); color: var(--text); font: 1rem/1.55 system-ui, "Segoe UI", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
body > header { order: -2; color: var(--dim); }
body > nav { order: -1; }
a { color: var(--link); }
h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere; }
section { border-top: 2px solid var(--line); margin-top: 2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0 0 1rem; color: var(--dim); font-size: .9rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.prompt, .system, .comment, .correction, .thinking { border-left: 4px solid var(--line); background: var(--box); padding: .5rem 1rem; margin: .5rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
details { margin: .5rem 0; }
summary { color: var(--dim); cursor: pointer; }
.correction { border-color: var(--good); white-space: normal; }
.replies { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); align-items: start; }
.reply { border: 1px solid var(--line); border-radius: 6px; padding: 0 1rem 1rem; min-width: 0; }
.text { overflow-wrap: anywhere; overflow-x: auto; contain: paint; }
.facts { color: var(--dim); font-size: .8rem; overflow-wrap: anywhere; margin-bottom: 0; }
.vote { border: 1px solid var(--line); border-radius: 6px; padding: .5rem 1rem; margin: 1rem 0; }
.text > :first-child { margin-top: 0; }
.text > :last-child { margin-bottom: 0; }
.text h1, .text h2, .text h3 { font-size: 1.1rem; }
pre { background: var(--box); padding: .6rem; overflow-x: auto; border-radius: 4px; }
pre.plain { white-space: pre-wrap; }
code { font-family: ui-monospace, Consolas, monospace; font-size: .9em; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: .2rem .6rem; }
blockquote { margin: 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--dim); }
@media print {
  body { display: block; max-width: none; padding: 0; font-size: 10pt; }
  section { break-before: page; }
  .reply, .vote, .prompt { break-inside: auto; }
  pre { white-space: pre-wrap; }
  .text { contain: none; overflow: visible; }
  h1, h2, h3 { break-after: avoid; }
}
`;

/**
 * The file up to its first session.
 *
 * @param links HTML that stands below the line.
 */
export function pageStart(title: string, line: string, links: string): string {
  return `<!DOCTYPE html>
<html lang="und">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>${escapeHtml(line)}${links === '' ? '' : `<br>${links}`}</header>
`;
}

export const PAGE_END = '</body>\n</html>\n';
