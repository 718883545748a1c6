import type { Reply, ReplyState, Seat, SeatedBot, Session, Timestamp, Vote } from '../../model.ts';
import { orderText, placeOf } from '../../order.ts';
import { standing } from '../../ranking/battles.ts';
import { assertNever } from '../../std/assertNever.ts';
import { turnNumber } from './evidence.ts';
import type { SessionRecord } from '../record.ts';

// The facts that a reader of a transcript is told, as plain text; each format escapes them its own way.

/** ISO 8601 in UTC. */
export function isoTime(time: Timestamp): string {
  return new Date(time).toISOString();
}

export function sessionFacts(session: Session): readonly (readonly [string, string])[] {
  return [
    ['Session', session.id],
    ['Created', isoTime(session.createdAt)],
    ['Mode', `${session.mode}; annotation: ${session.annotationMode}`],
    ...(session.annotatedAt === undefined
      ? []
      : [['Annotated', isoTime(session.annotatedAt)] as const]),
    ...(session.tags.length === 0 ? [] : [['Tags', session.tags.join(', ')] as const]),
    ...(session.origin === undefined ? [] : [['Imported from', session.origin] as const]),
  ];
}

export function botFacts({ name, kind, model, fingerprint }: SeatedBot): string {
  return `${name} (${kind}, ${model}, ${fingerprint})`;
}

/** State, model, fingerprint, counts, turns left out, timings and the parameters that were in force. */
export function replyFacts(reply: Reply): readonly string[] {
  const { model, fingerprint, state, tokens, timings, sampling, attempt, leftOutTurns } = reply;
  return [
    stateOf(state),
    model,
    fingerprint,
    ...(tokens ? [`${tokens.prompt} + ${tokens.completion} tokens`] : []),
    ...(tokens?.evaluated === undefined ? [] : [`${tokens.evaluated} of the prompt evaluated`]),
    ...(leftOutTurns === undefined || leftOutTurns === 0
      ? []
      : [`oldest turns not shown: ${leftOutTurns}`]),
    ...(timings
      ? [
          `waited ${Math.round(timings.waitMs)} ms`,
          `first token ${Math.round(timings.firstTokenMs)} ms`,
          `total ${Math.round(timings.totalMs)} ms`,
        ]
      : []),
    ...(timings?.tokensPerSecond === undefined
      ? []
      : [`${timings.tokensPerSecond.toFixed(1)} tokens/s`]),
    ...(attempt > 1 ? [`attempt ${attempt}`] : []),
    ...Object.entries(sampling)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name} ${JSON.stringify(value)}`),
  ];
}

function stateOf(state: ReplyState): string {
  switch (state.kind) {
    case 'queued':
    case 'streaming':
      return 'not finished';
    case 'done':
      return state.finish === 'length' ? 'cut at the token limit' : 'finished';
    case 'stopped':
      return 'stopped';
    case 'failed':
      return `failed (${state.code})${state.message === '' ? '' : `: ${state.message}`}`;
    default:
      return assertNever(state);
  }
}

export interface VoteFacts {
  /** `Vote on turn 1` or `Vote on the session`. */
  readonly on: string;
  readonly said: string;
  readonly comment: string;
  readonly by: string;
}

/** Who said what of which bots; a superseded or flagged vote says that it is one. */
export function voteFacts(record: SessionRecord, vote: Vote): VoteFacts {
  const turn = turnNumber(record, vote);
  const notes = [
    ...(standing(record.votes).includes(vote) ? [] : ['superseded']),
    ...vote.flags.map(flag => `flag ${flag}`),
    ...(vote.blind ? ['blind'] : []),
  ];
  return {
    on: turn === undefined ? 'Vote on the session' : `Vote on turn ${turn}`,
    said: verdictOf(vote) + (notes.length === 0 ? '' : ` [${notes.join(', ')}]`),
    comment: vote.comment,
    by: `${vote.voter.name}, ${isoTime(vote.castAt)}`,
  };
}

function verdictOf({ verdict, shown }: Vote): string {
  switch (verdict.kind) {
    case 'best': {
      const name = shown.find(bot => bot.seat === verdict.winner)?.name ?? '?';
      const others = shown.filter(bot => bot.seat !== verdict.winner).map(bot => bot.seat);
      return `${verdict.winner} (${name}) is best of ${[verdict.winner, ...others].join(', ')}`;
    }
    case 'allGood':
      return `all good (${shown.map(bot => bot.seat).join(', ')})`;
    case 'allBad':
      return `all bad (${shown.map(bot => bot.seat).join(', ')})`;
    case 'ranking': {
      const nameOf = (seat: Seat): string =>
        `${seat} (${shown.find(bot => bot.seat === seat)?.name ?? '?'})`;
      const others = shown.filter(bot => placeOf(verdict.order, bot.seat) === undefined);
      const notRanked =
        others.length === 0 ? '' : `; not ranked: ${others.map(bot => bot.seat).join(', ')}`;
      return `ranking ${orderText(verdict.order, nameOf)}${notRanked}`;
    }
    default:
      return assertNever(verdict);
  }
}

/** For headings, list items and cells, where a line break would end the element. */
export function oneLine(text: string): string {
  // Controls and marks of direction would change how the rest of the line reads.
  return text.replace(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

/** The title, or what stands for one. */
export function titleOf(session: Session): string {
  return oneLine(session.title) || 'ChatZoo session';
}
