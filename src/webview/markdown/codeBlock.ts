import { t } from '../l10n.ts';
import { COPIED_MS } from '../ui/copied.ts';
import { highlight } from './highlight.ts';
import { PlainText } from './plainText.ts';
import { makeTreeVisible } from './visible.ts';

/** Characters; above it only the end of the block is painted again while it grows. */
const MOST_AT_ONCE = 20_000;

/** @returns whether it is copied. */
export type OnCopy = (code: string) => Promise<boolean>;

export interface CodeBlockOptions {
  /** '' if the bot did not say. */
  readonly language: string;
  readonly onCopy: OnCopy;
}

/** One block of code with its header; plain while it grows, coloured once it is finished. */
export class CodeBlock {
  readonly element = document.createElement('div');
  readonly #body = document.createElement('code');
  readonly #language: string;
  #code = '';
  #long: PlainText | undefined;

  constructor({ language, onCopy }: CodeBlockOptions) {
    this.#language = language;
    this.element.className = 'code-block';
    const header = document.createElement('div');
    header.className = 'code-header';
    const label = document.createElement('span');
    label.textContent = language === '' ? t('Code') : language;
    header.append(
      label,
      copyButton(() => onCopy(this.#code)),
    );
    const pre = document.createElement('pre');
    // Wide code scrolls in its own box, which the keyboard must reach too.
    pre.tabIndex = 0;
    if (/^[\w+-]{1,32}$/.test(language)) this.#body.className = `language-${language}`;
    pre.append(this.#body);
    this.element.append(header, pre);
  }

  get language(): string {
    return this.#language;
  }

  show(code: string): void {
    this.#code = code;
    if (code.length > MOST_AT_ONCE) {
      if (!this.#long) {
        this.#long = new PlainText();
        this.#body.replaceChildren(this.#long.element);
      }
      this.#long.show(code);
      return;
    }
    this.#body.textContent = code;
    makeTreeVisible(this.#body);
  }

  finish(code: string): void {
    const coloured = highlight(code, this.#language);
    if (!coloured) {
      this.show(code);
      return;
    }
    this.#code = code;
    this.#body.replaceChildren(coloured);
    makeTreeVisible(this.#body);
  }
}

function copyButton(copy: () => Promise<boolean>): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'link-button';
  button.textContent = t('Copy');
  button.setAttribute('aria-label', t('Copy code'));
  let timer: ReturnType<typeof setTimeout> | undefined;
  button.addEventListener('click', () => {
    void copy().then(isDone => {
      if (!isDone) return;
      clearTimeout(timer);
      button.textContent = t('Copied');
      timer = setTimeout(() => (button.textContent = t('Copy')), COPIED_MS);
    });
  });
  return button;
}
