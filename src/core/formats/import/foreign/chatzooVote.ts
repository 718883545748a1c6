import * as z from 'zod/mini';
import type { Timestamp } from '../../../model.ts';
import type { Translate } from '../../../text.ts';
import type { TableRow } from '../format.ts';
import type { Checked } from './check.ts';
import { asObject, badField, check, key, name, optionalText, optionalTime } from './check.ts';
import { fromJson } from './conversation.ts';
import { MOST_SEATS } from './draft.ts';
import { millisOf } from './time.ts';

const row = z.object({
  vote_id: z.int(),
  username_id: z.nullish(key),
  username: z.nullish(key),
  vote_model: name,
  vote_result: z.string(),
  created_time: optionalTime,
  dialogue_id: z.nullish(z.union([z.string(), z.number()])),
  turn_id: z.nullish(z.union([z.string(), z.number()])),
  vote_model_sequeue: optionalText,
});
export const VOTE_FIELDS = Object.keys(row.shape);

export interface ChatzooVote {
  readonly voteId: number;
  readonly username: string;
  readonly castAt: Timestamp;
  /** The compared bots: their keys, and the id of each one's configuration. */
  readonly bots: readonly { readonly key: string; readonly configId: string }[];
  /** The session that was voted on; '' for a vote on one round. */
  readonly turnId: string;
  /** The answers that were voted on, by the bots' keys; empty for a vote on a session. */
  readonly dialogues: ReadonlyMap<string, number>;
  /** The keys of the bots that were chosen: none, one or all. */
  readonly chosen: readonly string[];
  /** Whether the page named the bots Model_A, Model_B … */
  readonly blind: boolean;
}

/** Reads a row of the table `vote`, of either branch of ChatZoo. */
export function chatzooVote(raw: TableRow, t: Translate): Checked<ChatzooVote> {
  const checked = check(row, raw, t);
  if ('refused' in checked) return checked;
  const { value } = checked;
  const models = asObject(fromJson(value.vote_model));
  const count = Object.keys(models ?? {}).length;
  if (models === undefined || count === 0 || count > MOST_SEATS) {
    return { refused: badField('vote_model', t) };
  }
  const bots = Object.entries(models).map(([bot, id]) => ({ key: bot, configId: plain(id) }));
  const keys = bots.map(bot => bot.key);
  const blind = /^Model_[A-Z]$/.test(value.vote_result);
  const chosen = chosenOf(value.vote_result, keys, value.vote_model_sequeue ?? '', t);
  if ('refused' in chosen) return chosen;
  const dialogues = new Map<string, number>();
  const ids = asObject(typeof value.dialogue_id === 'string' ? fromJson(value.dialogue_id) : null);
  for (const [bot, id] of Object.entries(ids ?? {})) {
    if (typeof id === 'number') dialogues.set(bot, id);
  }
  return {
    value: {
      voteId: value.vote_id,
      username: String(value.username_id ?? value.username ?? ''),
      castAt: millisOf(value.created_time),
      bots,
      turnId: dialogues.size > 0 ? '' : turnIdIn(value.turn_id),
      dialogues,
      chosen: chosen.value,
      blind,
    },
  };
}

function chosenOf(
  result: string,
  keys: readonly string[],
  sequence: string,
  t: Translate,
): Checked<readonly string[]> {
  const unclear = {
    refused: t('It cannot be told which bots the vote "{0}" is for.', result.slice(0, 80)),
  };
  const list = fromJson(result);
  if (Array.isArray(list)) {
    // The page let one name twice; the set is what was meant.
    const chosen = [...new Set(list as unknown[])].filter(bot => typeof bot === 'string');
    const known = chosen.every(bot => keys.includes(bot));
    if (!known || new Set(list).size !== chosen.length) return unclear;
    return [0, 1, keys.length].includes(chosen.length) ? { value: chosen } : unclear;
  }
  // The dev branch writes the label of the button instead.
  if (result === '都不符合') return { value: [] };
  if (result === '都符合') return { value: keys };
  if (keys.includes(result)) return { value: [result] };
  const letter = /^Model_([A-Z])$/.exec(result)?.[1];
  if (letter === undefined) return unclear;
  const named = sequenceOf(sequence)[letter.charCodeAt(0) - 65];
  return named !== undefined && keys.includes(named) ? { value: [named] } : unclear;
}

/** The bots in the order of Model_A, Model_B …: JSON, or a list as Python prints it, or with commas. */
function sequenceOf(text: string): readonly string[] {
  const list = fromJson(text);
  if (Array.isArray(list)) return (list as unknown[]).map(plain);
  const inner = /^\s*[[(]?(.*?)[\])]?\s*$/s.exec(text)?.[1] ?? '';
  return inner.split(',').map(part => part.trim().replace(/^(['"])(.*)\1$/s, '$2'));
}

/** A JSON column with a text, or the text itself. */
function turnIdIn(cell: string | number | null | undefined): string {
  if (typeof cell !== 'string') return cell == null ? '' : String(cell);
  const value = fromJson(cell);
  if (value === null) return '';
  return typeof value === 'string' ? value : cell;
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
