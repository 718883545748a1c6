import type { Reply, SeatedBot, Turn, Vote } from '../../model.ts';
import { standing } from '../../ranking/battles.ts';
import type { SessionRecord } from '../record.ts';
import { bySeat, systemPromptOf } from './evidence.ts';
import { conversationId, roundsOf, seconds, sideOf, type Round, type Side } from './fastchat.ts';
import type { ExportContext, ExportFormat } from './format.ts';
import { jsonLines } from './pieces.ts';
import { isAnswer, wordsOf } from './words.ts';

const TYPES: Readonly<Record<Side, string>> = {
  a: 'leftvote',
  b: 'rightvote',
  tie: 'tievote',
  bothBad: 'bothbad_vote',
};

/**
 * What FastChat's arena writes to `YYYY-MM-DD-conv.json`: a `chat` line for each reply and a
 * `leftvote | rightvote | tievote | bothbad_vote` line for each vote on two bots; times are seconds.
 * `model_name` is the bot's name and `ip` the voter's name. Flagged votes are in it, as in a log, and
 * superseded ones are not.
 *
 * @see https://github.com/lm-sys/FastChat, fastchat/serve/gradio_block_arena_anony.py
 */
export const fastchatLog: ExportFormat = {
  id: 'fastchat-log',
  label: 'FastChat arena log',
  extension: 'jsonl',
  contents: ['full'],
  render: jsonLines(linesOf),
};

function* linesOf(record: SessionRecord, { onLeftOut }: ExportContext): Iterable<unknown> {
  const { session, turns, votes } = record;
  const open = standing(votes);
  for (const [index, turn] of turns.entries()) {
    for (const bot of session.seats) {
      const reply = turn.replies.find(({ seat }) => seat === bot.seat);
      if (!isAnswer(reply) || wordsOf(reply) === undefined) onLeftOut('noText');
      else yield chatLine(record, bot, turns.slice(0, index + 1), turn, reply);
    }
    for (const vote of open.filter(({ turnId }) => turnId === turn.id)) {
      yield* voteLines(record, vote, turns.slice(0, index + 1), onLeftOut);
    }
  }
  for (const vote of open.filter(({ turnId }) => turnId === undefined)) {
    yield* voteLines(record, vote, turns, onLeftOut);
  }
}

function chatLine(
  record: SessionRecord,
  bot: SeatedBot,
  turns: readonly Turn[],
  turn: Turn,
  { sampling, timings }: Reply,
): unknown {
  const start = turn.createdAt + (timings?.waitMs ?? 0);
  const finish = start + (timings?.totalMs ?? 0);
  return {
    tstamp: seconds(finish),
    type: 'chat',
    model: bot.name,
    gen_params: {
      temperature: sampling.temperature,
      top_p: sampling.topP,
      max_new_tokens: sampling.maxTokens,
    },
    start: seconds(start),
    finish: seconds(finish),
    state: stateOf(record, bot, turns),
    ip: '',
  };
}

function* voteLines(
  record: SessionRecord,
  vote: Vote,
  turns: readonly Turn[],
  onLeftOut: ExportContext['onLeftOut'],
): Iterable<unknown> {
  const [a, b, ...more] = bySeat(vote.shown);
  if (!a || !b || more.length > 0) {
    // Who never answered was not shown.
    onLeftOut(more.length > 0 ? 'moreThanTwoBots' : 'noText');
    return;
  }
  const side = sideOf(vote.verdict, a, b);
  if (side === undefined) {
    onLeftOut('noVote');
    return;
  }
  yield {
    tstamp: seconds(vote.castAt),
    type: TYPES[side],
    // What the page showed at that moment: nothing while names are hidden.
    models: vote.blind ? ['', ''] : [a.name, b.name],
    states: [stateOf(record, a, turns), stateOf(record, b, turns)],
    ip: vote.voter.name,
  };
}

function stateOf(record: SessionRecord, bot: SeatedBot, turns: readonly Turn[]): unknown {
  return {
    template_name: 'chatzoo',
    system_message: systemPromptOf(record, bot.seat),
    roles: ['user', 'assistant'],
    messages: roundsOf(bot.seat, turns).flatMap(messagesOf),
    offset: 0,
    conv_id: conversationId(record.session.id, bot.seat),
    model_name: bot.name,
  };
}

/** FastChat has null where a bot did not answer. */
function messagesOf({ prompt, reply }: Round): [string, string | null][] {
  return [
    ['user', prompt],
    ['assistant', wordsOf(reply) ?? null],
  ];
}
