import { type BlockHost, renderMarkdown } from './blocks.ts';
import { CodeBlock, type OnCopy } from './codeBlock.ts';
import { noLinks } from './engine.ts';
import { PlainText } from './plainText.ts';
import { type Segment, Segmenter } from './segments.ts';

/** Characters; an open segment above this is shown as it is until it closes. */
const MOST_OPEN = 20_000;
/** Milliseconds of one call: a long reply that is there already must not stop the page. */
const SLICE = 8;

/** Shows a growing text as Markdown; only its last, open segment is ever painted again. */
export class Painter {
  readonly #root: HTMLElement;
  readonly #onCopy: OnCopy;
  /** Where the open segment's elements begin; all before it is final. */
  readonly #border = document.createComment('');
  #segmenter = new Segmenter();
  #host: BlockHost;
  #text = '';
  /** Closed, not painted yet. */
  #backlog: Segment[] = [];
  #isFinal = false;
  #isSecondReading = false;
  #openCode: CodeBlock | undefined;
  #openPlain: PlainText | undefined;

  /** @param onCopy gets the exact source of a block of code. */
  constructor(root: HTMLElement, onCopy: OnCopy) {
    this.#root = root;
    this.#onCopy = onCopy;
    this.#host = { onCopy, links: noLinks() };
    this.#root.replaceChildren(this.#border);
  }

  /**
   * @param isFinal no more text will come: what is open is finished.
   * @returns whether all is painted; if not, the next call goes on, with the same text or more.
   */
  paint(text: string, isFinal: boolean): boolean {
    const isSame = text === this.#text;
    if (this.#isFinal ? !isSame : !text.startsWith(this.#text)) this.#restart();
    if (!this.#isFinal) {
      this.#backlog.push(...this.#segmenter.push(text.slice(this.#text.length)));
      this.#text = text;
      if (isFinal) this.#finish();
    }
    const end = performance.now() + SLICE;
    while (this.#backlog.length > 0 && performance.now() < end) {
      const segment = this.#backlog.shift();
      if (segment) this.#settle(segment);
    }
    if (this.#backlog.length > 0) return false;
    if (!this.#isFinal) this.#paintOpen();
    else if (!this.#isSecondReading && Object.keys(this.#host.links).length > 0) {
      this.#readAgain();
      return false;
    }
    return true;
  }

  #restart(): void {
    this.#segmenter = new Segmenter();
    this.#host = { onCopy: this.#onCopy, links: noLinks() };
    this.#text = '';
    this.#backlog = [];
    this.#isFinal = false;
    this.#isSecondReading = false;
    this.#clear();
  }

  #clear(): void {
    this.#openCode = undefined;
    this.#openPlain = undefined;
    this.#root.replaceChildren(this.#border);
  }

  #finish(): void {
    this.#isFinal = true;
    const { open } = this.#segmenter;
    if (open) this.#backlog.push(open);
  }

  /** A definition may stand after its use: now that all are known, the whole is read once more. */
  #readAgain(): void {
    this.#isSecondReading = true;
    const segmenter = new Segmenter();
    this.#backlog = segmenter.push(this.#text);
    if (segmenter.open) this.#backlog.push(segmenter.open);
    this.#clear();
  }

  #paintOpen(): void {
    const { open } = this.#segmenter;
    if (!open) {
      this.#replaceOpen([]);
    } else if (open.kind === 'code') {
      if (this.#openCode?.language !== open.language) {
        this.#replaceOpen([]);
        this.#openCode = new CodeBlock({ language: open.language, onCopy: this.#onCopy });
        this.#root.append(this.#openCode.element);
      }
      this.#openCode.show(open.code);
    } else if (open.source.length > MOST_OPEN) {
      if (!this.#openPlain) {
        this.#replaceOpen([]);
        this.#openPlain = new PlainText();
        this.#root.append(this.#openPlain.element);
      }
      this.#openPlain.show(open.source);
    } else {
      this.#replaceOpen(renderMarkdown(open.source, this.#host, false));
    }
  }

  /** Leaves alone what is the same as before, so that a selection in it lives on. */
  #replaceOpen(nodes: readonly Node[]): void {
    this.#openCode = undefined;
    this.#openPlain = undefined;
    let old = this.#border.nextSibling;
    let same = 0;
    while (old && nodes[same]?.isEqualNode(old) === true) {
      old = old.nextSibling;
      same++;
    }
    while (old) {
      const next = old.nextSibling;
      old.remove();
      old = next;
    }
    this.#root.append(...nodes.slice(same));
  }

  #settle(segment: Segment): void {
    if (segment.kind === 'markdown') {
      this.#replaceOpen(renderMarkdown(segment.source, this.#host, true));
    } else {
      let block = this.#openCode;
      if (block?.language !== segment.language) {
        this.#replaceOpen([]);
        block = new CodeBlock({ language: segment.language, onCopy: this.#onCopy });
        this.#root.append(block.element);
      }
      block.finish(segment.code);
    }
    this.#root.append(this.#border);
    this.#openCode = undefined;
    this.#openPlain = undefined;
  }
}
