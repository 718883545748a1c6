import type { SeatedBot, Verdict, Vote } from '../../model.ts';
import type { SessionRecord } from '../record.ts';
import type { Content, Found, ImportContext, ImportFormat } from './format.ts';
import { bareName, cleaned } from './cleaning.ts';
import { sessionVote } from './foreign/battle.ts';
import { asObject, check, tellUnknown } from './foreign/check.ts';
import { importedBot, recordOf, turnsSideBySide } from './foreign/draft.ts';
import type { ChatRow, PairRow } from './foreign/fastchatRow.ts';
import {
  CHAT_FIELDS,
  chatRow,
  LINE_TYPES,
  OTHER_TYPES,
  PAIR_FIELDS,
  pairRow,
  saidIn,
  tellUnknownState,
} from './foreign/fastchatRow.ts';
import { HeldSessions } from './foreign/heldSessions.ts';
import type { MakeId } from './foreign/ids.ts';
import { idsOf } from './foreign/ids.ts';
import { itemsOf, samplesOf } from './foreign/items.ts';
import { roundsOf } from './foreign/said.ts';
import { millisOf } from './foreign/time.ts';

const ID = 'fastchat-log';

/**
 * FastChat's arena log, a line of JSON an event.
 *
 * - A vote on two bots gives an arena session with their conversations; a later vote on the same two
 *   conversations supersedes it. FastChat's cleaning gives its flags (cleaning.ts).
 * - `chat` lines that no vote follows give a debug session with one bot, as the conversation's latest
 *   line has it.
 * - Thumbs on a single reply, flags and shared pictures compare nothing: they are counted as not kept.
 *
 * A log is read once and may be larger than memory, so a session waits for later lines only as long
 * as there is room (heldSessions.ts); one that goes on after that comes a second time, with the same id.
 */
export const fastchatLog: ImportFormat = {
  id: ID,
  label: 'FastChat arena log',
  // A log of one line is a document too.
  shapes: ['jsonl', 'json'],
  recognises: content =>
    samplesOf(content).some(
      ({ type, state, states }) =>
        typeof type === 'string' &&
        LINE_TYPES.includes(type) &&
        (asObject(state) !== undefined || Array.isArray(states)),
    ),
  async *read(content: Content, context: ImportContext): AsyncIterable<Found> {
    const log = new Log(context);
    for await (const item of itemsOf(content)) {
      if ('refused' in item) yield item;
      else yield* log.add(item.at, item.row);
    }
    yield* log.held.flush();
  },
};

class Log {
  readonly held = new HeldSessions();
  readonly #context: ImportContext;
  readonly #makeId: MakeId;

  constructor(context: ImportContext) {
    this.#context = context;
    this.#makeId = idsOf(ID, context.hash);
  }

  *add(at: string, row: unknown): Iterable<Found> {
    const { t, onNotKept } = this.#context;
    const type = asObject(row)?.['type'];
    if (typeof type === 'string' && OTHER_TYPES.includes(type)) {
      onNotKept(type);
      return;
    }
    if (type === 'chat') {
      const checked = check(chatRow, row, t);
      if ('refused' in checked) yield { at, refused: checked.refused };
      else yield* this.#chat(at, row, checked.value);
      return;
    }
    const checked = check(pairRow, row, t);
    if ('refused' in checked) yield { at, refused: checked.refused };
    else yield* this.#pair(at, row, checked.value);
  }

  *#chat(at: string, raw: unknown, row: ChatRow): Iterable<Found> {
    const context = this.#context;
    tellUnknown(raw, CHAT_FIELDS, context);
    tellUnknown(
      asObject(raw)?.['gen_params'],
      ['temperature', 'top_p', 'max_new_tokens'],
      context,
      'gen_params.',
    );
    tellUnknownState(asObject(raw)?.['state'], row.state, context);
    const id = this.#makeId('session', 'chat', row.state.conv_id);
    const createdAt = this.held.get(id)?.session.createdAt ?? millisOf(row.start ?? row.tstamp);
    const { systemPrompt, rounds } = roundsOf(saidIn(row.state));
    const bot = importedBot(0, row.model, context.hash, systemPrompt);
    const turns = turnsSideBySide([{ bot, rounds }], 0, () => {});
    const last = turns.length - 1;
    const draft = {
      id,
      origin: ID,
      mode: 'debug',
      annotationMode: 'session',
      createdAt,
      updatedAt: millisOf(row.finish ?? row.tstamp),
      seats: [bot],
      // The parameters of this line are those of its reply, the last one.
      turns: turns.map((turn, i) =>
        i < last
          ? turn
          : { ...turn, replies: turn.replies.map(r => ({ ...r, sampling: samplingOf(row) })) },
      ),
    } as const;
    yield* this.held.hold(id, at, recordOf(draft, [], this.#makeId, context));
  }

  *#pair(at: string, raw: unknown, row: PairRow): Iterable<Found> {
    const context = this.#context;
    const { t } = context;
    const cleaning = cleaned(row, context.cleaning);
    if (cleaning === undefined) {
      yield { at, refused: t('The vote does not say which bots were compared.') };
      return;
    }
    const [a, b] = row.states;
    const models = [bareName(cleaning.models[0]), bareName(cleaning.models[1])] as const;
    if (models[0] === '' || models[1] === '') {
      yield { at, refused: t('The vote does not say which bots were compared.') };
      return;
    }
    tellUnknown(raw, PAIR_FIELDS, context);
    const rawStates = asObject(raw)?.['states'] as readonly unknown[];
    tellUnknownState(rawStates[0], a, context);
    tellUnknownState(rawStates[1], b, context);
    for (const state of row.states) {
      this.held.drop(this.#makeId('session', 'chat', state.conv_id));
    }
    const id = this.#makeId('session', 'pair', a.conv_id, b.conv_id);
    const said = [roundsOf(saidIn(a)), roundsOf(saidIn(b))] as const;
    const seats = [
      importedBot(0, models[0], context.hash, said[0].systemPrompt),
      importedBot(1, models[1], context.hash, said[1].systemPrompt),
    ] as const;
    const earlier = this.held.get(id);
    const castAt = millisOf(row.tstamp);
    const vote: Vote = {
      ...sessionVote(
        {
          id,
          verdict: VERDICTS[row.type],
          voter: cleaning.voter,
          castAt,
          shown: seats,
          blind: cleaning.anonymous,
        },
        this.#makeId,
      ),
      flags: cleaning.flags,
    };
    const votes = withVote(earlier?.votes ?? [], vote, this.held.lastVote(id));
    this.held.rememberVote(id, vote.id);
    const createdAt = earlier?.session.createdAt ?? castAt;
    yield* this.held.hold(id, at, this.#pairRecord({ id, createdAt, seats, said, votes }));
  }

  #pairRecord(parts: {
    readonly id: Vote['sessionId'];
    readonly createdAt: number;
    readonly seats: readonly [SeatedBot, SeatedBot];
    readonly said: readonly [ReturnType<typeof roundsOf>, ReturnType<typeof roundsOf>];
    readonly votes: readonly Vote[];
  }): SessionRecord {
    const { id, createdAt, seats, said, votes } = parts;
    const turns = turnsSideBySide(
      [
        { bot: seats[0], rounds: said[0].rounds },
        { bot: seats[1], rounds: said[1].rounds },
      ],
      0,
      () => this.#context.onNotKept('states.messages'),
    );
    const modes = { mode: 'arena', annotationMode: 'session' } as const;
    const draft = { id, origin: ID, ...modes, createdAt, seats, turns };
    return recordOf(draft, votes, this.#makeId, this.#context);
  }
}

const VERDICTS: Readonly<Record<PairRow['type'], Verdict>> = {
  leftvote: { kind: 'best', winner: 'A' },
  rightvote: { kind: 'best', winner: 'B' },
  tievote: { kind: 'allGood' },
  bothbad_vote: { kind: 'allBad' },
};

/** The votes with one more, which supersedes the last; the same line twice is one vote. */
function withVote(
  votes: readonly Vote[],
  vote: Vote,
  last: Vote['id'] | undefined,
): readonly Vote[] {
  if (last === vote.id || votes.some(({ id }) => id === vote.id)) {
    return votes.length === 0 ? [vote] : votes;
  }
  return [...votes, last === undefined ? vote : { ...vote, supersedes: last }];
}

function samplingOf({ gen_params: parameters }: ChatRow): object {
  return {
    ...(parameters?.temperature == null ? {} : { temperature: parameters.temperature }),
    ...(parameters?.top_p == null ? {} : { topP: parameters.top_p }),
    ...(parameters?.max_new_tokens == null ? {} : { maxTokens: parameters.max_new_tokens }),
  };
}
