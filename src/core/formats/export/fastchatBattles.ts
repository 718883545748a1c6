import { botKey, pairsOf } from '../../ranking/battles.ts';
import type { SeatedBot, Turn, Vote } from '../../model.ts';
import type { SessionRecord } from '../record.ts';
import { bySeat, countingVotes, judgedTurns } from './evidence.ts';
import { conversationId, roundsOf, seconds, sideOf, type Side } from './fastchat.ts';
import type { ExportContext, ExportFormat } from './format.ts';
import { languageOf } from '../../language.ts';
import { jsonArray } from './pieces.ts';
import { wordsOf } from './words.ts';

/** FastChat's spelling; ChatZoo's own tool writes `tie(both are bad)`. */
const WINNERS: Readonly<Record<Side, string>> = {
  a: 'model_a',
  b: 'model_b',
  tie: 'tie',
  bothBad: 'tie (bothbad)',
};

/**
 * The battles as FastChat's clean_battle_data.py gives them to its rating tools: of the content `full`
 * with the conversations (`clean_battle_conv_*.json`), of `votes` without them and without
 * `question_id` (`clean_battle_*.json`, mode simple). A vote on n bots becomes n - 1 battles, or
 * n (n - 1) / 2 ties. `tstamp` is in seconds; `num_tokens` is there where it was counted.
 *
 * @see https://github.com/lm-sys/FastChat, fastchat/serve/monitor/clean_battle_data.py
 */
export const fastchatBattles: ExportFormat = {
  id: 'fastchat-battles',
  label: 'FastChat battles',
  extension: 'json',
  contents: ['full', 'votes'],
  render: jsonArray(battlesOf),
};

function* battlesOf(record: SessionRecord, context: ExportContext): Iterable<unknown> {
  const votes = countingVotes(record);
  if (votes.length === 0 && record.turns.length > 0) context.onLeftOut('noVote');
  for (const vote of votes) {
    for (const pair of pairsOf(vote)) {
      if (botKey(pair.a) === botKey(pair.b)) continue;
      yield battleOf(record, vote, bySeat([pair.a, pair.b]), context);
    }
  }
}

function battleOf(
  record: SessionRecord,
  vote: Vote,
  [a, b]: readonly SeatedBot[],
  { content }: ExportContext,
): unknown {
  const last = judgedTurns(record, vote).at(-1);
  const turns = record.turns.filter(({ index }) => last !== undefined && index <= last.index);
  const side = a && b && sideOf(vote.verdict, a, b);
  const withText = content === 'full' && a !== undefined && b !== undefined;
  return {
    ...(withText ? { question_id: conversationId(record.session.id, a.seat) } : {}),
    model_a: a?.name,
    model_b: b?.name,
    winner: side && WINNERS[side],
    judge: `arena_user_${vote.voter.name}`,
    ...(withText
      ? { conversation_a: conversationOf(a, turns), conversation_b: conversationOf(b, turns) }
      : {}),
    turn: a ? roundsOf(a.seat, turns).length : 0,
    anony: vote.blind,
    language: languageOf(turns[0]?.prompt ?? ''),
    tstamp: seconds(vote.castAt),
  };
}

function conversationOf(bot: SeatedBot, turns: readonly Turn[]): unknown[] {
  return roundsOf(bot.seat, turns).flatMap(({ prompt, reply }) => [
    { role: 'user', content: prompt },
    {
      role: 'assistant',
      content: wordsOf(reply) ?? '',
      num_tokens: reply?.tokens?.completion,
    },
  ]);
}
