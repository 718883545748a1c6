import { t } from '../l10n.ts';
import { makeVisible } from './visible.ts';

/** Characters in one box: the browser lays out again only the last box when text is added. */
const CHUNK = 8_000;
/** Characters shown; the rest is there to be copied. */
const MOST = 400_000;

/** Text too long to be read as Markdown, shown as it is in boxes that are finished one by one. */
export class PlainText {
  readonly element = document.createElement('div');
  #shown = 0;
  #last: HTMLElement | undefined;
  #isCut = false;

  constructor() {
    this.element.className = 'plain-text';
  }

  /** @param text what was shown before and more. */
  show(text: string): void {
    const end = Math.min(text.length, MOST);
    if (this.#isCut) return;
    this.#last?.remove();
    this.#last = undefined;
    let start = this.#shown;
    while (start < end) {
      const box = document.createElement('div');
      const cut = cutAfter(text, start, end);
      box.textContent = makeVisible(text.slice(start, cut), true);
      this.element.append(box);
      // The last box may still grow: it is painted again next time.
      if (cut === end) this.#last = box;
      else this.#shown = cut;
      start = cut;
    }
    if (end < text.length) this.#sayCut();
  }

  #sayCut(): void {
    const notice = document.createElement('div');
    notice.className = 'cut-notice';
    notice.textContent = t('The rest is not shown here. Copy gives all of it.');
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
