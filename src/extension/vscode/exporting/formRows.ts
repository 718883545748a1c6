import type { Content, LeftOut } from '../../../core/formats/export/format.ts';
import { assertNever } from '../../../core/std/assertNever.ts';
import type { Translate } from '../../../core/text.ts';
import type { Choices } from './choices.ts';
import { sizeOf, type Sample } from './sample.ts';
import { bytesText } from '../sessionsView/bytes.ts';
import { titleText } from '../sessionsView/rowTexts.ts';
import { formatName } from './purposes.ts';
import type { Scope } from './scopes.ts';
import { findingText } from './secrets.ts';

export type RowId =
  | 'write'
  | 'secrets'
  | 'looked'
  | 'leftOut'
  | 'format'
  | 'sessions'
  | 'content'
  | 'names'
  | 'place';

export interface FormRow {
  readonly id: RowId;
  /** The name of one of the editor's icons. */
  readonly icon: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly detail?: string | undefined;
}

export interface FormState {
  readonly choices: Choices;
  readonly scope: Scope;
  /** As people see it; undefined if there is no folder to write to without asking. */
  readonly target: string | undefined;
  /** Undefined while nothing is rendered yet. */
  readonly sample: Sample | undefined;
  /** The language for numbers. */
  readonly language: string;
}

/** As many finds as one line can name. */
const NAMED_FINDINGS = 3;

/** The form's rows: what Enter would write, and each choice as it is now. */
export function formRows(state: FormState, t: Translate): FormRow[] {
  const { choices, scope, target, sample } = state;
  const { format, content, pseudonyms } = choices;
  return [
    {
      id: 'write',
      icon: 'export',
      label: target === undefined ? t('Choose Where to Write…') : t('Write to {0}', target),
      description: `${countText(scope.ids.length, t)} · ${sizeNow(state, t)}`,
    },
    ...warning(sample, t),
    ...lookedAt(sample, t),
    ...omission(sample, t),
    {
      id: 'format',
      icon: 'file-code',
      label: t('Format: {0}', formatName(format, t)),
      description: `.${format.extension}`,
    },
    { id: 'sessions', icon: 'list-tree', label: t('Sessions: {0}', scopeText(scope, t)) },
    { id: 'content', icon: 'filter', label: t('Content: {0}', contentText(content, t)) },
    {
      id: 'names',
      icon: 'person',
      label: t('Names: {0}', pseudonyms ? t('pseudonyms') : t('as they are')),
    },
    { id: 'place', icon: 'folder', label: t('Other Place…') },
  ];
}

function countText(sessions: number, t: Translate): string {
  return sessions === 1 ? t('1 session') : t('{0} sessions', sessions);
}

function sizeNow({ sample, scope, language }: FormState, t: Translate): string {
  if (!sample) return '…';
  const { bytes, exact } = sizeOf(sample, scope.ids.length);
  const size = bytesText(bytes, language);
  return exact ? size : t('about {0}', size);
}

export function scopeText({ kind, ids }: Scope, t: Translate): string {
  switch (kind) {
    case 'one':
      return t('this session');
    case 'selected':
      return t('selected ({0})', ids.length);
    case 'filtered':
      return t('shown by the filter ({0})', ids.length);
    case 'all':
      return t('all ({0})', ids.length);
    default:
      return assertNever(kind);
  }
}

export function contentText(content: Content, t: Translate): string {
  switch (content) {
    case 'full':
      return t('everything');
    case 'prompts':
      return t('prompts and votes');
    case 'votes':
      return t('votes only');
    default:
      return assertNever(content);
  }
}

function omission(sample: Sample | undefined, t: Translate): FormRow[] {
  const parts = [...(sample?.leftOut ?? [])].filter(([, count]) => count > 0);
  if (parts.length === 0) return [];
  const total = parts.reduce((sum, [, count]) => sum + count, 0);
  return [
    {
      id: 'leftOut',
      icon: 'info',
      label:
        sample?.state === 'whole'
          ? t('This format leaves out: {0}', total)
          : t('This format leaves out at least: {0}', total),
      detail: parts.map(([reason, count]) => leftOutText(reason, count, t)).join(' · '),
    },
  ];
}

function leftOutText(reason: LeftOut, count: number, t: Translate): string {
  switch (reason) {
    case 'tie':
      return t('all good or all bad, so none is preferred: {0}', count);
    case 'noVote':
      return t('without a vote: {0}', count);
    case 'otherHistory':
      return t('the bots had seen different messages before: {0}', count);
    case 'notPlain':
      return t(
        'with messages before or a system prompt, which only formats of chats hold: {0}',
        count,
      );
    case 'sameText':
      return t('the same text twice, so none is preferred: {0}', count);
    case 'moreThanTwoBots':
      return t('more than two bots: {0}', count);
    case 'noText':
      return t('replies without text: {0}', count);
    default:
      return assertNever(reason);
  }
}

/** How many places there are to look at, for a file that was looked through as a whole. */
export function findingsText(places: number, t: Translate): string {
  return places === 1
    ? t('1 place looks like a key, a path or an e-mail address')
    : t('{0} places look like keys, paths or e-mail addresses', places);
}

/** Where the preview stopped early, what it did not find must not look like what is not there. */
function lookedAt(sample: Sample | undefined, t: Translate): FormRow[] {
  if (sample?.state !== 'part') return [];
  return [
    {
      id: 'looked',
      icon: 'info',
      label: t('The first {0} sessions were looked at', sample.sessions),
      detail: t('The others are looked at while they are written.'),
    },
  ];
}

function warning(sample: Sample | undefined, t: Translate): FormRow[] {
  const findings = sample?.findings ?? [];
  if (findings.length === 0) return [];
  const texts = findings.map(
    finding => `${titleText(finding.title, t)} (${findingText(finding, t)})`,
  );
  const named = texts.slice(0, NAMED_FINDINGS).join(' · ');
  return [
    {
      id: 'secrets',
      icon: 'warning',
      label:
        sample?.state === 'whole'
          ? findingsText(findings.length, t)
          : t('At least {0} places look like keys, paths or e-mail addresses', findings.length),
      detail: texts.length > NAMED_FINDINGS ? `${named} …` : named,
    },
  ];
}
