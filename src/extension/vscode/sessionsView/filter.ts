import { tagText } from './rowTexts.ts';

/** What the view is narrowed to: sessions with a hit for the text, and with the tag. */
export interface SessionsFilter {
  readonly text?: string | undefined;
  readonly tag?: string | undefined;
}

/** `“ants” #insects` */
export function filterText({ text, tag }: SessionsFilter): string {
  return [
    ...(text === undefined ? [] : [`“${text}”`]),
    ...(tag === undefined ? [] : [tagText(tag)]),
  ].join(' ');
}

/** The filter without blanks around its text; undefined if it excludes nothing. */
export function cleanFilter({ text, tag }: SessionsFilter): SessionsFilter | undefined {
  const words = text?.trim() ?? '';
  if (words === '' && tag === undefined) return undefined;
  return { ...(words === '' ? {} : { text: words }), ...(tag === undefined ? {} : { tag }) };
}
