// Titles and replies come from models and from files: what shows them must take nothing in them for
// its own markup.

/** Characters that break a row or turn its reading order round, each of one UTF-16 unit. */
const UNRULY = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]|\s/gu;

/** The text as one line, as long as it was, so that offsets into it still hold. */
export function oneLine(text: string): string {
  return text.replace(UNRULY, ' ');
}

/** Whether there is anything to see: blanks, controls, joiners and fillers are nothing. */
export function isBlank(text: string): boolean {
  return !/[^\p{Z}\p{Cc}\p{Cf}\p{Mn}\u115f\u1160\u2800\u3164\uffa0]/u.test(text);
}

/** For pick lists, which turn `$(name)` into a picture. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}

/** For Markdown: every mark as an entity, so that neither markup nor a bare address means anything. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, mark => `&#${mark.charCodeAt(0)};`);
}
