import type { Message, Seat, SeatedBot, SessionId, Turn, Verdict } from '../../model.ts';
import { placeOf } from '../../order.ts';
import { assertNever } from '../../std/assertNever.ts';
import type { SessionRecord } from '../record.ts';
import { countingVotes, judgedTurns } from './evidence.ts';
import type { ExportContext } from './format.ts';
import { correctedReplies, forgot, promptOf, talkOf, turnOf } from './talk.ts';
import { tellUnvoted } from './unvoted.ts';
import { correctionOf, wordsOf } from './words.ts';

/** One answer and whether it is wanted. */
export interface Label {
  readonly prompt: readonly Message[];
  readonly completion: readonly Message[];
  readonly label: boolean;
  /** What every line says of where it is from. */
  readonly source: {
    readonly model: string;
    readonly session: SessionId;
    /** 1 for the first; null for several turns together. */
    readonly turn: number | null;
    /** null where a correction says it, which nobody signs. */
    readonly voter: string | null;
    /** Whether a person wrote the text, or a part of it. */
    readonly edited: boolean;
  };
}

/**
 * What the votes that count and the corrections say of single answers: the best is wanted and the
 * others are not; all good, all bad; the first of a ranking is wanted and its last is not; a correction
 * is wanted and what it corrects is not, whatever the vote was.
 */
export function* labelsOf(record: SessionRecord, { onLeftOut }: ExportContext): Iterable<Label> {
  const votes = countingVotes(record);
  tellUnvoted(record, votes, onLeftOut);
  for (const vote of votes) {
    const turns = judgedTurns(record, vote);
    const [first] = turns;
    const { verdict } = vote;
    if (verdict.kind === 'best' && !vote.shown.some(({ seat }) => seat === verdict.winner)) {
      onLeftOut('noVote');
      continue;
    }
    for (const bot of vote.shown) {
      // The correction says more of a single reply than the vote, and says it below.
      const isCorrected = turns.some(turn => isCorrectedAt(turn, bot.seat));
      if (isCorrected && turns.length === 1) continue;
      const label = isWanted(verdict, bot);
      if (label === undefined) {
        onLeftOut('tie');
        continue;
      }
      const completion = talkOf(bot.seat, turns, label);
      if (!first || !completion) {
        onLeftOut('noText');
        continue;
      }
      if (forgot(bot.seat, turns)) {
        onLeftOut('otherHistory');
        continue;
      }
      yield {
        prompt: promptOf(record, bot.seat, first),
        completion,
        label,
        source: {
          model: bot.model,
          session: record.session.id,
          turn: turnOf(turns),
          voter: vote.voter.name,
          edited: label && isCorrected,
        },
      };
    }
  }
  yield* ofCorrections(record, onLeftOut);
}

function* ofCorrections(
  record: SessionRecord,
  onLeftOut: ExportContext['onLeftOut'],
): Iterable<Label> {
  for (const { turn, reply, correction } of correctedReplies(record)) {
    const prompt = promptOf(record, reply.seat, turn);
    const source = {
      model: reply.model,
      session: record.session.id,
      turn: turn.index + 1,
      voter: null,
    };
    const said = (text: string): Message[] => [{ role: 'assistant', text }];
    yield {
      prompt,
      completion: said(correction),
      label: true,
      source: { ...source, edited: true },
    };
    const words = wordsOf(reply);
    if (words === undefined) onLeftOut('noText');
    else if (words === correction) onLeftOut('tie');
    else {
      yield { prompt, completion: said(words), label: false, source: { ...source, edited: false } };
    }
  }
}

/** @returns undefined for what a ranking leaves open: between its ends, without a place, or all tied. */
function isWanted(verdict: Verdict, bot: SeatedBot): boolean | undefined {
  switch (verdict.kind) {
    case 'best':
      return verdict.winner === bot.seat;
    case 'allGood':
      return true;
    case 'allBad':
      return false;
    case 'ranking': {
      const place = placeOf(verdict.order, bot.seat);
      const last = verdict.order.length - 1;
      if (last < 1 || (place !== 0 && place !== last)) return undefined;
      return place === 0;
    }
    default:
      return assertNever(verdict);
  }
}

function isCorrectedAt({ replies }: Turn, seat: Seat): boolean {
  return correctionOf(replies.find(reply => reply.seat === seat)) !== undefined;
}
