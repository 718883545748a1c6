// Characters that change or hide what a reader sees. They are shown by name on the screen; "Copy"
// still gives the exact source. Left alone: tab and line feed, joiners in prose (emoji and many
// scripts need them), and the tag characters of flag emoji.

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;
const BIDI = /[\u202a-\u202e\u2066-\u2069]/gu;
const TAGS = /(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]*)[\u{e0000}-\u{e007f}]/gu;
const ZERO_WIDTH = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/gu;

const named = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  // U+2400 … are pictures of the control characters.
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return `⟦U+${code.toString(16).toUpperCase().padStart(4, '0')}⟧`;
};

/** @param isCode in code an invisible character is never innocent, so all of them are shown. */
export function makeVisible(text: string, isCode: boolean): string {
  const shown = text.replace(CONTROL, named).replace(BIDI, named).replace(TAGS, named);
  return isCode ? shown.replace(ZERO_WIDTH, named) : shown;
}

/** Does it to every text of a tree. */
export function makeTreeVisible(root: ParentNode & Node): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const shown = makeVisible(node.data, node.parentElement?.closest('code') != null);
    if (shown !== node.data) node.data = shown;
  }
}
