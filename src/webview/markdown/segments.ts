/**
 * A stretch of Markdown that can be rendered without its neighbours. Borders are drawn where no
 * later text can change what came before; being coarser than CommonMark's blocks is always safe.
 */
export type Segment =
  | { readonly kind: 'markdown'; readonly source: string }
  | { readonly kind: 'code'; readonly language: string; readonly code: string };

const FENCE = /^( {0,3})(`{3,}|~{3,})(.*)$/;
const LIST_ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;
const INDENTED_CODE = /^(?: {4}|\t)/;

interface Fence {
  readonly indent: number;
  readonly marker: string;
  readonly language: string;
}

/**
 * Cuts a growing text into segments, a line at a time: no character is looked at twice, so the
 * work of a whole stream grows with its length and not with its square.
 */
export class Segmenter {
  /** Of the open segment: its complete lines, each with its line feed. */
  #open = '';
  #partial = '';
  #fence: Fence | undefined;
  /** A fence inside a list item: the blank lines in it part nothing. */
  #innerFence: string | undefined;
  #isList = false;
  #isIndented = false;
  #blankSeen = false;
  #closed: Segment[] = [];

  /** @returns the segments that this text closed, in order; they are final. */
  push(text: string): Segment[] {
    if (!text.includes('\n')) {
      this.#partial += text;
      return [];
    }
    const lines = (this.#partial + text).split('\n');
    this.#partial = lines.pop() ?? '';
    for (const line of lines) this.#line(line);
    const closed = this.#closed;
    this.#closed = [];
    return closed;
  }

  /** The open segment as it would be if the text ended here. */
  get open(): Segment | undefined {
    // A started line may turn out to be the closing fence; hiding it avoids a flicker.
    const text = this.#open + this.#partial;
    if (this.#fence) {
      return this.#code(this.#fence, this.#closes(this.#partial, this.#fence) ? this.#open : text);
    }
    const opening = this.#opens(this.#partial);
    if (opening && this.#open.trim() === '') return this.#code(opening, '');
    return text.trim() === '' ? undefined : { kind: 'markdown', source: text };
  }

  #line(written: string): void {
    const line = written.endsWith('\r') ? written.slice(0, -1) : written;
    if (this.#fence) {
      if (this.#closes(line, this.#fence)) this.#close(this.#code(this.#fence, this.#open));
      else this.#open += `${line}\n`;
      return;
    }
    if (this.#innerFence !== undefined) {
      if (line.trim().startsWith(this.#innerFence)) this.#innerFence = undefined;
      this.#open += `${line}\n`;
      return;
    }
    if (line.trim() === '') {
      this.#blankSeen = true;
      if (this.#open !== '') this.#open += '\n';
      return;
    }
    if (this.#blankSeen && !this.#continues(line)) this.#closeMarkdown();
    this.#blankSeen = false;
    const fence = this.#opens(line);
    if (fence) {
      this.#closeMarkdown();
      this.#fence = fence;
      return;
    }
    if (this.#open === '') {
      this.#isList = LIST_ITEM.test(line);
      this.#isIndented = INDENTED_CODE.test(line);
    } else if (LIST_ITEM.test(line)) this.#isList = true; // a list may interrupt a paragraph
    if (this.#isList)
      this.#innerFence = /^[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}|~{3,})/.exec(line)?.[1];
    this.#open += `${line}\n`;
  }

  /** Whether a line after a blank one still belongs to what came before the blank one. */
  #continues(line: string): boolean {
    if (this.#isList) return /^[ \t]/.test(line) || LIST_ITEM.test(line);
    return this.#isIndented && INDENTED_CODE.test(line);
  }

  #opens(line: string): Fence | undefined {
    const [, indent = '', marker = '', info = ''] = FENCE.exec(line) ?? [];
    if (marker === '' || (marker.startsWith('`') && info.includes('`'))) return undefined;
    // Indented after a list: the fence belongs to the item, and marked renders both together.
    if (indent !== '' && this.#isList && this.#open !== '') return undefined;
    return { indent: indent.length, marker, language: languageOf(info) };
  }

  #closes(line: string, fence: Fence): boolean {
    const [, , marker = '', rest = ''] = FENCE.exec(line) ?? [];
    return marker.startsWith(fence.marker) && rest.trim() === '';
  }

  #code({ indent, language }: Fence, code: string): Segment {
    const dedented = indent === 0 ? code : code.replace(new RegExp(`^ {1,${indent}}`, 'gm'), '');
    return { kind: 'code', language, code: dedented.replace(/\n$/, '') };
  }

  #closeMarkdown(): void {
    if (this.#open.trim() !== '') this.#close({ kind: 'markdown', source: this.#open });
    this.#open = '';
    this.#isList = false;
    this.#isIndented = false;
  }

  #close(segment: Segment): void {
    this.#closed.push(segment);
    this.#open = '';
    this.#fence = undefined;
    this.#isList = false;
    this.#isIndented = false;
    this.#blankSeen = false;
  }
}

/** The first word of what stands after the fence, fit for a class name and a label. */
export function languageOf(info: string): string {
  const word = /^\s*\{?\.?([\w+#.-]{1,32})(?=[\s{},:]|$)/.exec(info)?.[1] ?? '';
  return word.toLowerCase();
}
