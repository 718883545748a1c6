import * as z from 'zod/mini';
import type { SeatedBot, SessionId, Verdict, Vote } from '../../model.ts';
import type { SessionRecord } from '../record.ts';
import type { Content, Found, ImportContext, ImportFormat } from './format.ts';
import { battleRecord, sessionVote } from './foreign/battle.ts';
import { verdictOf } from './foreign/battleVerdict.ts';
import {
  badField,
  check,
  hasFields,
  key,
  name,
  optionalTime,
  tellUnknown,
} from './foreign/check.ts';
import { conversationOf } from './foreign/conversation.ts';
import { importedBot, recordOf } from './foreign/draft.ts';
import type { MakeId } from './foreign/ids.ts';
import { idsOf } from './foreign/ids.ts';
import { itemsOf, samplesOf } from './foreign/items.ts';
import { looksLikeLmArena } from './foreign/lmArenaRow.ts';
import { millisOf } from './foreign/time.ts';

const ID = 'fastchat-battles';

const row = z.object({
  question_id: z.nullish(key),
  model_a: name,
  model_b: name,
  winner: name,
  judge: z.nullish(key),
  anony: z.nullish(z.boolean()),
  tstamp: optionalTime,
  conversation_a: z.optional(z.unknown()),
  conversation_b: z.optional(z.unknown()),
});
type Row = z.infer<typeof row>;
/** `turn` follows from the conversation. */
const KNOWN = [...Object.keys(row.shape), 'turn'];

/**
 * Battles as FastChat's cleaning writes them: `clean_battle_*.json` and `clean_battle_conv_*.json`, a
 * list or a row a line; also MT-bench's human judgements.
 *
 * With conversations each battle becomes an arena session. Without them there is nothing to show but
 * the votes: one session per pair of models holds all of theirs. Two rows that are equal in all that
 * is kept are the same vote.
 */
export const fastchatBattles: ImportFormat = {
  id: ID,
  label: 'FastChat battles',
  shapes: ['json', 'jsonl'],
  recognises: content =>
    (content.shape === 'json' || content.shape === 'jsonl') &&
    samplesOf(content).some(
      sample => hasFields(sample, 'model_a', 'model_b', 'winner') && !looksLikeLmArena(sample),
    ),
  read: readBattles,
};

async function* readBattles(content: Content, context: ImportContext): AsyncIterable<Found> {
  const { t } = context;
  const makeId = idsOf(ID, context.hash);
  const pairs = new Pairs(makeId, context);
  for await (const item of itemsOf(content)) {
    const { at } = item;
    if ('refused' in item) {
      yield item;
      continue;
    }
    const checked = check(row, item.row, t);
    if ('refused' in checked) {
      yield { at, refused: checked.refused };
      continue;
    }
    const { value } = checked;
    const verdict = verdictOf(value.winner);
    if (verdict === undefined) {
      yield {
        at,
        refused: t('The winner "{0}" is none that is known.', value.winner.slice(0, 80)),
      };
      continue;
    }
    tellUnknown(item.row, KNOWN, context);
    if (value.conversation_a !== undefined || value.conversation_b !== undefined) {
      yield withConversations(at, value, verdict, makeId, context);
      continue;
    }
    yield* pairs.add(at, value, verdict);
  }
  yield* pairs.flush();
}

function withConversations(
  at: string,
  value: Row,
  verdict: Verdict,
  makeId: MakeId,
  context: ImportContext,
): Found {
  const a = conversationOf(value.conversation_a, field =>
    context.onNotKept(`conversation_a.${field}`),
  );
  const b = conversationOf(value.conversation_b, field =>
    context.onNotKept(`conversation_b.${field}`),
  );
  if (a === undefined || b === undefined) {
    const field = a === undefined ? 'conversation_a' : 'conversation_b';
    return { at, refused: badField(field, context.t) };
  }
  const battle = {
    origin: ID,
    key: value.question_id ?? '',
    models: [value.model_a, value.model_b],
    conversations: [a, b],
    verdict,
    voter: voterOf(value),
    castAt: millisOf(value.tstamp),
    blind: value.anony ?? false,
    otherPrompts: 'conversation_b.content',
  } as const;
  return { at, record: battleRecord(battle, makeId, context) };
}

function voterOf({ judge }: Row): string {
  return String(judge ?? '');
}

/** So many votes are held back at most to give each pair's session once. */
const MOST_HELD = 20_000;

/** Gathers votes without conversations, a session per pair of models. */
class Pairs {
  readonly #makeId: MakeId;
  readonly #context: ImportContext;
  readonly #pairs = new Map<SessionId, { at: string; names: [string, string]; votes: Vote[] }>();
  #held = 0;

  constructor(makeId: MakeId, context: ImportContext) {
    this.#makeId = makeId;
    this.#context = context;
  }

  *add(at: string, value: Row, verdict: Verdict): Iterable<Found> {
    const swapped = value.model_b < value.model_a;
    const names: [string, string] = swapped
      ? [value.model_b, value.model_a]
      : [value.model_a, value.model_b];
    const id = this.#makeId('session', 'battles', ...names);
    const pair = this.#pairs.get(id) ?? { at, names, votes: [] };
    this.#pairs.set(id, pair);
    pair.votes.push(
      sessionVote(
        {
          id,
          // The seats go by name, but the first of a row stood to the left.
          shown: swapped ? this.#seats(names).reverse() : this.#seats(names),
          verdict: swapped ? mirrored(verdict) : verdict,
          voter: voterOf(value),
          castAt: millisOf(value.tstamp),
          blind: value.anony ?? false,
          key: JSON.stringify([value.question_id ?? null, swapped]),
        },
        this.#makeId,
      ),
    );
    if (++this.#held >= MOST_HELD) yield* this.flush();
  }

  *flush(): Iterable<Found> {
    for (const [id, { at, names, votes }] of this.#pairs) {
      yield { at, record: this.#recordOf(id, names, votes) };
    }
    this.#pairs.clear();
    this.#held = 0;
  }

  #seats(names: readonly [string, string]): SeatedBot[] {
    return names.map((model, index) => importedBot(index, model, this.#context.hash));
  }

  #recordOf(id: SessionId, names: [string, string], votes: readonly Vote[]): SessionRecord {
    const once = new Map(votes.map(vote => [vote.id, vote]));
    const sorted = [...once.values()].sort((a, b) => a.castAt - b.castAt);
    return recordOf(
      {
        id,
        title: `${names[0]} – ${names[1]}`,
        origin: ID,
        mode: 'arena',
        annotationMode: 'session',
        createdAt: 0,
        seats: this.#seats(names),
        turns: [],
      },
      sorted,
      this.#makeId,
      this.#context,
    );
  }
}

/** The verdict when the sides change places. */
function mirrored(verdict: Verdict): Verdict {
  if (verdict.kind !== 'best') return verdict;
  return { kind: 'best', winner: verdict.winner === 'A' ? 'B' : 'A' };
}
