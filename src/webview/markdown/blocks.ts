import type { Links } from 'marked';
import { CodeBlock, type OnCopy } from './codeBlock.ts';
import { noLinks, toHtml } from './engine.ts';
import { PlainText } from './plainText.ts';
import { sanitizeMarkdown } from './sanitize.ts';
import { makeTreeVisible } from './visible.ts';

export interface BlockHost {
  readonly onCopy: OnCopy;
  readonly links: Links;
}

/** Characters without a blank line; above it, it is shown as it is: reading it would cost a pause. */
const MOST = 30_000;
/** Quotations in quotations, or a list indented by hundreds: no bot means that, and it costs seconds. */
const TOO_DEEP = /^(?:[ \t]*>){50}|^[ \t]{250}/m;

/** The elements of one stretch of Markdown. */
export function renderMarkdown(source: string, host: BlockHost, isFinal: boolean): Node[] {
  if (source.length > MOST || TOO_DEEP.test(source)) return [plain(source)];
  let html: string;
  try {
    // A definition that is still being written is not one yet.
    html = toHtml(source, isFinal ? host.links : Object.assign(noLinks(), host.links));
  } catch {
    return [plain(source)]; // nested deeper than the stack
  }
  const fragment = sanitizeMarkdown(html);
  for (const pre of fragment.querySelectorAll('pre')) dressCode(pre, host, isFinal);
  makeTreeVisible(fragment);
  for (const anchor of fragment.querySelectorAll('a')) {
    // The tooltip is the address, whatever the text claims.
    anchor.title = anchor.href;
    anchor.rel = 'noreferrer';
  }
  for (const table of fragment.querySelectorAll('table')) boxTable(table);
  return [...fragment.childNodes];
}

function plain(source: string): Node {
  const text = new PlainText();
  text.show(source);
  return text.element;
}

/** Gives code inside a list or a quotation the header and the colours of other code. */
function dressCode(pre: HTMLPreElement, { onCopy }: BlockHost, isFinal: boolean): void {
  const code = pre.querySelector('code');
  if (!code) return;
  const block = new CodeBlock({
    language: /^language-(.*)$/.exec(code.className)?.[1] ?? '',
    onCopy,
  });
  const text = code.textContent.replace(/\n$/, '');
  if (isFinal) block.finish(text);
  else block.show(text);
  pre.replaceWith(block.element);
}

/** A wide table scrolls in its own box and not over the next pane. */
function boxTable(table: HTMLTableElement): void {
  const box = document.createElement('div');
  box.className = 'table-box';
  box.tabIndex = 0;
  table.replaceWith(box);
  box.append(table);
}
