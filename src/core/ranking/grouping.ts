import { SAMPLING_NUMBERS } from '../model.ts';
import { familyNameForFile } from '../prompt/fileNames.ts';
import type { Contestant } from './ballot.ts';
import { botKey } from './battles.ts';
import { compareText } from './canonicalOrder.ts';
import type { Grouping } from './options.ts';

/** What a rating belongs to: one bot, or all that are alike in something. */
export interface Group {
  readonly key: string;
  /** What is shown; no two groups of a board have the same. */
  readonly name: string;
  /** The same however long it is, which is how an anchor may name it. */
  readonly fullName: string;
  /** The model, or the bots that fell together here; '' for nothing. */
  readonly detail: string;
  readonly fingerprint?: string | undefined;
}

/** Of a bot without a system prompt, or one that left the parameter to its default. */
const NONE = '—';

/** How a bot's group is called, in one string. Remembers what is slow to find out. */
export function groupKey(by: Grouping): (bot: Contestant) => string {
  switch (by) {
    case 'fingerprint':
      return botKey;
    case 'name':
    case 'model':
    case 'kind':
      return bot => bot[by];
    case 'family':
      return remembered(model => familyNameForFile(model) ?? model);
    case 'systemPrompt':
      return bot => bot.systemPrompt ?? '';
    default:
      return bot => String(bot.sampling?.[by] ?? '');
  }
}

function remembered(familyOf: (model: string) => string): (bot: Contestant) => string {
  const known = new Map<string, string>();
  return ({ model }) => {
    let family = known.get(model);
    if (family === undefined) known.set(model, (family = familyOf(model)));
    return family;
  };
}

/** The groupings that all bots have, and those that any of these has something to be grouped by. */
export function knownGroupings(contestants: Iterable<Contestant>): Grouping[] {
  const open = new Map(
    (['systemPrompt', ...SAMPLING_NUMBERS] as const).map(by => [by, groupKey(by)] as const),
  );
  const known: Grouping[] = ['fingerprint', 'name', 'model', 'family', 'kind'];
  for (const bot of contestants) {
    if (open.size === 0) break;
    if (!bot.sampling && !bot.systemPrompt) continue;
    for (const [by, keyOf] of open) if (keyOf(bot) !== '') open.delete(by);
  }
  return [
    ...known,
    ...(['systemPrompt', ...SAMPLING_NUMBERS] as const).filter(by => !open.has(by)),
  ];
}

/** What is known of the bots that fell into one group. */
export interface GroupMembers {
  readonly key: string;
  readonly first: Contestant;
  /** Models of a bot, or bots of anything else. */
  readonly details: ReadonlySet<string>;
}

/** What tells the members of a group apart. */
export function detailOf(by: Grouping, bot: Contestant): string {
  return by === 'fingerprint' || by === 'name' ? bot.model : bot.name;
}

/** Gives the groups their shown names, whatever the order in which they come. */
export function namedGroups(by: Grouping, members: readonly GroupMembers[]): Group[] {
  const plain = members.map(({ key, first }) => plainName(by, key, first));
  const shortened = plain.map(cut);
  const alike = countOf(shortened);
  const taken = new Map<string, number>();
  return members.map(({ key, first, details }, i) => {
    const full = plain[i] ?? '';
    let name = shortened[i] ?? '';
    const isTwin = by === 'fingerprint' && (alike.get(name) ?? 0) > 1;
    const mark = isTwin ? ` (${first.fingerprint})` : '';
    name += mark;
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return {
      key,
      // Beginnings of long system prompts may be the same.
      name: times > 1 ? `${name} #${times}` : name,
      fullName: full + mark,
      detail: listed(details, name),
      ...(by === 'fingerprint' ? { fingerprint: first.fingerprint } : {}),
    };
  });
}

const LONGEST_NAME = 60;

function plainName(by: Grouping, key: string, first: Contestant): string {
  switch (by) {
    case 'fingerprint':
      return oneLine(first.name);
    case 'name':
    case 'model':
    case 'family':
    case 'kind':
    case 'systemPrompt':
      return oneLine(key);
    default:
      return `${by} ${oneLine(key)}`;
  }
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line === '' ? NONE : line;
}

function cut(line: string): string {
  return line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME - 1)}…` : line;
}

/** The number of the group that is called so, as it is shown or in full; -1 for none. */
export function groupCalled(groups: readonly Group[], name: string): number {
  const shown = groups.findIndex(group => group.name === name);
  return shown >= 0 ? shown : groups.findIndex(group => group.fullName === oneLine(name));
}

const MOST_DETAILS = 3;

/** `Ant, Bee, Cat, +2`; '' if it says what the name says. */
function listed(details: ReadonlySet<string>, name: string): string {
  const sorted = [...details].filter(detail => detail !== name && detail !== '').sort(compareText);
  const shown = sorted.slice(0, MOST_DETAILS);
  const more = sorted.length - shown.length;
  return [...shown, ...(more > 0 ? [`+${more}`] : [])].join(', ');
}

function countOf(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** Names that differ by case, blanks or width only; each list in order, lists by their first. */
export function alikeNames(names: readonly string[]): string[][] {
  const folded = new Map<string, Set<string>>();
  for (const name of names) {
    const key = name.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
    folded.set(key, (folded.get(key) ?? new Set<string>()).add(name));
  }
  return [...folded.values()]
    .filter(same => same.size > 1)
    .map(same => [...same].sort(compareText))
    .sort((a, b) => compareText(a[0] ?? '', b[0] ?? ''));
}
