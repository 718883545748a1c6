import { t } from '../l10n.ts';
import { makeVisible } from './visible.ts';

/** Characters in one box: the browser lays out again only the last box when text is added. */
const CHUNK = 8_000;
/** Characters shown; the rest is there to be copied. */
const MOST = 400_000;

interface PlainTextOptions {
  /** In code no invisible character is innocent. */
  readonly isCode: boolean;
  /** What is said where a text is cut that is longer than a page can show. */
  readonly rest: string;
}

/** Text shown as it is, in boxes that are finished one by one. */
export class PlainText {
  readonly element = document.createElement('div');
  #shown = 0;
  /** The text of the last box. */
  #last: Text | undefined;
  #isCut = false;
  readonly #options: PlainTextOptions;

  constructor(
    options: PlainTextOptions = {
      isCode: true,
      rest: t('The rest is not shown here. Copy gives all of it.'),
    },
  ) {
    this.#options = options;
    this.element.className = 'plain-text';
  }

  /** @param text what was shown before and more. */
  show(text: string): void {
    const end = Math.min(text.length, MOST);
    if (this.#isCut) return;
    let start = this.#shown;
    while (start < end) {
      const cut = cutAfter(text, start, end);
      const node = this.#last ?? this.#newBox();
      const shown = makeVisible(text.slice(start, cut), this.#options.isCode);
      // Only the end changes, so that a selection in what is there lives on.
      if (shown.startsWith(node.data)) node.appendData(shown.slice(node.data.length));
      else if (node.data.startsWith(shown)) node.deleteData(shown.length, node.length);
      else node.data = shown;
      // The last box may still grow.
      this.#last = cut === end ? node : undefined;
      if (cut < end) this.#shown = cut;
      start = cut;
    }
    if (end < text.length) this.#sayCut();
  }

  #newBox(): Text {
    const box = document.createElement('div');
    const node = document.createTextNode('');
    box.append(node);
    this.element.append(box);
    return node;
  }

  #sayCut(): void {
    const notice = document.createElement('div');
    notice.className = 'cut-notice';
    notice.textContent = this.#options.rest;
    this.element.append(notice);
    this.#isCut = true;
  }
}

/** Prefers to cut after a line feed, so that boxes and lines agree; never inside a character. */
function cutAfter(text: string, start: number, end: number): number {
  if (end - start <= CHUNK) return end;
  const lineEnd = text.lastIndexOf('\n', start + CHUNK);
  if (lineEnd >= start) return lineEnd + 1;
  const unit = text.charCodeAt(start + CHUNK);
  return start + CHUNK + (unit >= 0xdc00 && unit <= 0xdfff ? 1 : 0);
}
