import type { Timestamp } from '../../../core/model.ts';
import type { Translate } from '../../../core/text.ts';
import type { Group, Hit, SessionSummary } from '../../app/ports.ts';
import { escapeMarkdown, isBlank, oneLine } from './plainText.ts';
import type { Ago } from './relativeTime.ts';

/** What the texts of a row depend on besides the session. */
export interface Reader {
  readonly t: Translate;
  readonly now: Timestamp;
  readonly ago: Ago;
}

export function titleText(title: string, t: Translate): string {
  return isBlank(title) ? t('New Session') : oneLine(title).trim();
}

export function groupText(group: Group, t: Translate): string {
  switch (group) {
    case 'todo':
      return t('To do');
    case 'annotated':
      return t('Annotated');
    case 'debug':
      return t('Debug');
  }
}

/** `5m · 3 turns · #tag`: in a narrow row the end is not seen. */
export function descriptionText(session: SessionSummary, { t, now, ago }: Reader): string {
  return [
    // Where the language says it with a word of its own, the word is left out.
    ago(session.updatedAt, now).replace(/ ago$/, ''),
    turnsText(session.turns, t),
    ...(session.tags.length === 0 ? [] : [session.tags.map(tagText).join(' ')]),
  ].join(' · ');
}

/**
 * All there is to know about the session, in Markdown that shows every text as it is.
 *
 * @param language such as `en` or `zh-cn`.
 */
export function tooltipMarkdown(session: SessionSummary, t: Translate, language: string): string {
  const lines = [
    `**${escapeMarkdown(titleText(session.title, t))}**`,
    ...[
      session.bots.join(' · '),
      `${turnsText(session.turns, t)} · ${groupText(session.group, t)}`,
      new Date(session.updatedAt).toLocaleString(language),
      session.tags.map(tagText).join(' '),
    ]
      .filter(line => line !== '')
      .map(line => escapeMarkdown(oneLine(line))),
  ];
  return lines.join('  \n');
}

/** What a screen reader says of the row. */
export function spokenText(session: SessionSummary, { t, now, ago }: Reader): string {
  return [
    titleText(session.title, t),
    ...(session.pinned ? [t('pinned')] : []),
    groupText(session.group, t),
    turnsText(session.turns, t),
    ago(session.updatedAt, now),
    ...session.tags,
  ].join(', ');
}

export function tagText(tag: string): string {
  return `#${oneLine(tag)}`;
}

/** Where a hit lies: `Turn 2 · B`. */
export function placeText(hit: Hit, t: Translate): string {
  const turn = hit.turnIndex === undefined ? [] : [t('Turn {0}', hit.turnIndex + 1)];
  const seat = hit.seat === undefined ? [] : [hit.seat];
  switch (hit.where) {
    case 'title':
      return t('Title');
    case 'prompt':
      return [...turn, t('Prompt')].join(' · ');
    case 'reply':
      return [...turn, ...seat].join(' · ');
    case 'correction':
      return [...turn, ...seat, t('Correction')].join(' · ');
    case 'comment':
      return [...turn, t('Comment')].join(' · ');
  }
}

/** A snippet with as many characters as this beside its match goes on in the text. */
const AROUND = 40;

/**
 * The snippet on one line, with dots where it goes on, and where its match lies in it.
 *
 * @param before most characters in front of the match: a narrow row would not show it else.
 */
export function snippetText(
  hit: Hit,
  before = Infinity,
): { readonly text: string; readonly match: [number, number] } {
  const line = oneLine(hit.snippet);
  const blanks = Math.min(line.length - line.trimStart().length, hit.start);
  const cut = Math.max(blanks, hit.start - before);
  const lead = cut > blanks || isFull(line.slice(0, hit.start)) ? '…' : '';
  const end = isFull(line.slice(hit.end)) ? '…' : '';
  const shift = cut - lead.length;
  const text = lead + line.slice(cut).trimEnd() + end;
  return { text, match: [hit.start - shift, hit.end - shift] };
}

function isFull(side: string): boolean {
  return Array.from(side).length >= AROUND;
}

function turnsText(turns: number, t: Translate): string {
  return turns === 1 ? t('1 turn') : t('{0} turns', turns);
}
