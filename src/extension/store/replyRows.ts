import { REPLY_ERROR_CODES, SAMPLING_NUMBERS } from '../../core/model.ts';
import type {
  Fingerprint,
  Reply,
  ReplyId,
  ReplyState,
  Sampling,
  Timings,
  TokenCounts,
  TurnId,
} from '../../core/model.ts';
import { badRow, jsonIn, numberIn, numberOrNone, oneOf, textIn, textOrNone } from './columns.ts';
import type { Row, SqlValue } from './statement.ts';

const STATES = ['queued', 'streaming', 'done', 'stopped', 'failed'] as const;
const FINISHES = ['stop', 'length'] as const;

/** What a reply's row holds beside its id, its turn and its place, by column. */
export function replyColumns(reply: Reply): Readonly<Record<string, SqlValue>> {
  const { state, timings, tokens } = reply;
  return {
    seat: reply.seat,
    bot_name: reply.botName,
    model: reply.model,
    fingerprint: reply.fingerprint,
    sampling: JSON.stringify(reply.sampling),
    attempt: reply.attempt,
    text: reply.text,
    thinking: reply.thinking ?? null,
    left_out_turns: reply.leftOutTurns ?? null,
    correction: reply.correction ?? null,
    state: state.kind,
    finish: state.kind === 'done' ? state.finish : null,
    error_code: state.kind === 'failed' ? state.code : null,
    error_message: state.kind === 'failed' ? state.message : null,
    wait_ms: timings?.waitMs ?? null,
    first_token_ms: timings?.firstTokenMs ?? null,
    total_ms: timings?.totalMs ?? null,
    tokens_per_second: timings?.tokensPerSecond ?? null,
    prompt_tokens: tokens?.prompt ?? null,
    completion_tokens: tokens?.completion ?? null,
    evaluated_tokens: tokens?.evaluated ?? null,
  };
}

export function replyOf(row: Row): Reply {
  return {
    id: textIn(row, 'id') as ReplyId,
    turnId: textIn(row, 'turn_id') as TurnId,
    seat: textIn(row, 'seat'),
    botName: textIn(row, 'bot_name'),
    model: textIn(row, 'model'),
    fingerprint: textIn(row, 'fingerprint') as Fingerprint,
    sampling: samplingOf(jsonIn(row, 'sampling')),
    attempt: numberIn(row, 'attempt'),
    text: textIn(row, 'text'),
    thinking: textOrNone(row, 'thinking'),
    leftOutTurns: numberOrNone(row, 'left_out_turns'),
    correction: textOrNone(row, 'correction'),
    state: stateOf(row),
    timings: timingsOf(row),
    tokens: tokensOf(row),
  };
}

function stateOf(row: Row): ReplyState {
  const kind = oneOf(row, 'state', STATES);
  switch (kind) {
    case 'queued':
    case 'streaming':
    case 'stopped':
      return { kind };
    case 'done':
      return { kind, finish: oneOf(row, 'finish', FINISHES) };
    case 'failed':
      return {
        kind,
        code: oneOf(row, 'error_code', REPLY_ERROR_CODES),
        message: textOrNone(row, 'error_message') ?? '',
      };
  }
}

function timingsOf(row: Row): Timings | undefined {
  const waitMs = numberOrNone(row, 'wait_ms');
  const firstTokenMs = numberOrNone(row, 'first_token_ms');
  const totalMs = numberOrNone(row, 'total_ms');
  if (waitMs === undefined || firstTokenMs === undefined || totalMs === undefined) return undefined;
  const tokensPerSecond = numberOrNone(row, 'tokens_per_second');
  return { waitMs, firstTokenMs, totalMs, tokensPerSecond };
}

function tokensOf(row: Row): TokenCounts | undefined {
  const prompt = numberOrNone(row, 'prompt_tokens');
  const completion = numberOrNone(row, 'completion_tokens');
  if (prompt === undefined || completion === undefined) return undefined;
  return { prompt, completion, evaluated: numberOrNone(row, 'evaluated_tokens') };
}

/** A parameter that is not what it should be is left out: the reply can still be read. */
function samplingOf(json: unknown): Sampling {
  if (typeof json !== 'object' || json === null) throw badRow('sampling', json);
  const found = json as Readonly<Record<string, unknown>>;
  const sampling: { -readonly [Name in keyof Sampling]: Sampling[Name] } = {};
  for (const name of SAMPLING_NUMBERS) {
    const value = found[name];
    if (typeof value === 'number') sampling[name] = value;
  }
  const stop = found['stop'];
  if (Array.isArray(stop)) sampling.stop = stop.filter(each => typeof each === 'string');
  return sampling;
}
