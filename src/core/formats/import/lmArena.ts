import type { Content, Found, ImportContext, ImportFormat } from './format.ts';
import { battleRecord } from './foreign/battle.ts';
import { verdictOf } from './foreign/battleVerdict.ts';
import { badField, tellUnknown } from './foreign/check.ts';
import type { MakeId } from './foreign/ids.ts';
import { idsOf } from './foreign/ids.ts';
import type { Item } from './foreign/items.ts';
import { itemsOf, samplesOf } from './foreign/items.ts';
import {
  KNOWN_FIELDS,
  lmArenaRow,
  looksLikeLmArena,
  sidesOf,
  winnerOf,
} from './foreign/lmArenaRow.ts';
import { millisOf } from './foreign/time.ts';

const ID = 'lmarena';

/**
 * Human preferences as LMArena publishes them, each row an arena session with its vote:
 *
 * - `chatbot_arena_conversations` and `arena-human-preference-100k`: FastChat's battles with
 *   conversations and marks of their own.
 * - `arena-human-preference-140k`: content in parts, `both_bad`, a time in words.
 * - `lmsys-arena-human-preference-55k` (a CSV): prompts and responses in lists written as JSON, three
 *   columns for the winner.
 *
 * The battles were blind unless a row says otherwise.
 */
export const lmArena: ImportFormat = {
  id: ID,
  label: 'LMArena human preferences',
  shapes: ['jsonl', 'json', 'csv'],
  recognises: content => samplesOf(content).some(looksLikeLmArena),
  async *read(content: Content, context: ImportContext): AsyncIterable<Found> {
    const makeId = idsOf(ID, context.hash);
    for await (const item of itemsOf(content)) yield foundIn(item, makeId, context);
  },
};

function foundIn(item: Item, makeId: MakeId, context: ImportContext): Found {
  if ('refused' in item) return item;
  const { t, onNotKept } = context;
  const { at } = item;
  const checked = lmArenaRow(item.row, t);
  if ('refused' in checked) return { at, refused: checked.refused };
  const { value } = checked;
  const winner = winnerOf(value);
  if (winner === undefined) return { at, refused: badField('winner', t) };
  const verdict = verdictOf(winner);
  if (verdict === undefined) {
    return { at, refused: t('The winner "{0}" is none that is known.', winner.slice(0, 80)) };
  }
  const sides = sidesOf(value, t, onNotKept);
  if ('refused' in sides) return { at, refused: sides.refused };
  tellUnknown(item.row, KNOWN_FIELDS, context);
  const battle = {
    origin: ID,
    key: value.id ?? value.question_id ?? '',
    models: [value.model_a, value.model_b],
    conversations: sides.value,
    verdict,
    voter: String(value.judge ?? value.judge_hash ?? value.evaluation_session_id ?? ''),
    castAt: millisOf(value.tstamp ?? value.timestamp),
    blind: !(value.anony === false || /^false$/i.test(String(value.anony))),
    otherPrompts: 'conversation_b.content',
  } as const;
  return { at, record: battleRecord(battle, makeId, context) };
}
