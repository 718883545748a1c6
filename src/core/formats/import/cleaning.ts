import { flagsOfText } from '../../flagTexts.ts';
import type { VoteFlag } from '../../model.ts';
import { millisOf } from './foreign/time.ts';
import type { PairRow } from './foreign/fastchatRow.ts';
import { countedMessages } from './foreign/fastchatRow.ts';
import type { CleaningOptions } from './format.ts';

// FastChat's rules for which votes of its arena count, from `clean_battle_data.py`. FastChat drops
// the others; here they stay, with flags.

/** A vote as FastChat's cleaning sees it. */
export interface Cleaned {
  /** The names that FastChat would rate, renamed. */
  readonly models: readonly [string, string];
  /** Whether the names were hidden when the vote was cast. */
  readonly anonymous: boolean;
  readonly voter: string;
  /**
   * All the rules that the vote breaks, in FastChat's order. FastChat goes by the first; where a vote
   * is invalid, the rules after it are tried all the same.
   */
  readonly flags: readonly VoteFlag[];
}

/**
 * Applies the rules to one line of the log.
 *
 * @returns undefined for a vote that names no bots: FastChat passes over it without counting it.
 */
export function cleaned(row: PairRow, options: CleaningOptions): Cleaned | undefined {
  const [first, second] = row.models;
  if (first === null || second === null) return undefined;
  const shown: readonly [string, string] = [withoutHeading(first), withoutHeading(second)];
  const hidden = hiddenNames(row, shown);
  const oneSided = (shown[0] === '') !== (shown[1] === '');
  const anonymous = shown[0] === '' || shown[0] === 'Model A';
  const misnamed = !anonymous && !hidden.every((name, i) => shown[i]?.includes(name));
  const [a] = row.states;
  const flags: VoteFlag[] = [];
  if (oneSided || misnamed || a.offset >= a.messages.length) flags.push('invalid');
  flags.push(...textFlags(row));
  const names = oneSided || anonymous ? hidden : shown;
  const models = [renamed(names[0], row), renamed(names[1], row)] as const;
  if (models.some(model => options.excludedModels.includes(bareName(model)))) {
    flags.push('excludedModel');
  }
  const ip = row.ip ?? '';
  if (options.bannedIps.includes(ip)) flags.push('banned');
  return { models, anonymous: anonymous || oneSided, voter: `arena_user_${ip}`, flags };
}

/**
 * A bot's own name. After a vote the page shows `### Model A: name`, and a second vote has that for a
 * name; FastChat keeps it, as if it were another bot's.
 */
export function bareName(shown: string): string {
  return /^\s*(?:#+\s*)?Model [AB]:\s*(\S.*?)\s*$/s.exec(shown)?.[1] ?? shown;
}

/** Early pages wrapped the name in `<h3>Model A: …</h3>` and a line break. */
function withoutHeading(shown: string): string {
  if (!shown.startsWith('<h3>')) return shown;
  const colon = shown.indexOf(': ');
  return shown.slice(colon < 0 ? '<h3>'.length : colon + 2).replace(/<\/h3>\n?$/, '');
}

function hiddenNames(
  { states: [a, b] }: PairRow,
  shown: readonly [string, string],
): readonly [string, string] {
  return [a.model_name ?? shown[0], b.model_name ?? shown[1]];
}

/** The flags for what stands in the messages of both sides. */
function textFlags({ states }: PairRow): VoteFlag[] {
  const texts = states.flatMap(state => countedMessages(state).map(({ text }) => text));
  // Joined without a blank, the user's words included: as FastChat does.
  const all = texts.map(text => (text ?? '').toLowerCase()).join('');
  const empty = texts.some(text => text === null || text === '');
  return [...(empty ? ['noneMessage' as const] : []), ...flagsOfText(all)];
}

/** From this second on the June 2023 versions answered under the plain names. */
const JUNE_VERSIONS_SINCE = 1_687_849_200;

function renamed(model: string, { tstamp }: PairRow): string {
  if (model === 'gpt-4' || model === 'gpt-3.5-turbo') {
    return `${model}-${millisOf(tstamp) > JUNE_VERSIONS_SINCE * 1000 ? '0613' : '0314'}`;
  }
  return RENAMED.get(model) ?? model;
}

const RENAMED: ReadonlyMap<string, string> = new Map([
  ['bard', 'palm-2'],
  ['claude-v1', 'claude-1'],
  ['claude-instant-v1', 'claude-instant-1'],
  ['oasst-sft-1-pythia-12b', 'oasst-pythia-12b'],
  ['claude-2', 'claude-2.0'],
  ['gpt-4-turbo', 'gpt-4-1106-preview'],
  ['gpt-4-0125-assistants-api', 'gpt-4-turbo-browsing'],
]);
