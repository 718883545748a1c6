import type { Message, SeatedBot, SessionId, Turn, Vote } from '../../model.ts';
import { pairsOf } from '../../ranking/battles.ts';
import type { SessionRecord } from '../record.ts';
import { countingVotes, judgedTurns } from './evidence.ts';
import type { ExportContext, LeftOut } from './format.ts';
import { correctedReplies, forgot, promptOf, talkOf, turnOf } from './talk.ts';
import { tellUnvoted } from './unvoted.ts';
import { correctionOf, wordsOf } from './words.ts';

/** Two answers to the same messages, of which one is better. */
export interface Preference {
  readonly prompt: readonly Message[];
  /** From the first reply on; of a vote on a session the whole rest of the talk. */
  readonly chosen: readonly Message[];
  readonly rejected: readonly Message[];
  /** What every line says of where it is from. */
  readonly source: {
    readonly chosen_model: string;
    readonly rejected_model: string;
    readonly session: SessionId;
    /** 1 for the first; null for several turns together. */
    readonly turn: number | null;
    /** null where a correction says it, which nobody signs. */
    readonly voter: string | null;
    /** Whether a person wrote the chosen text. */
    readonly edited: boolean;
  };
}

/**
 * The preferences of a session: the best bot's reply over each other bot's, or the higher ranked one's
 * over each lower one's, for each vote that counts, and each correction over what it corrects. The better
 * reply's correction stands for the reply. Only
 * what both bots were given alike can be compared, the system prompt included.
 */
export function* preferencesOf(
  record: SessionRecord,
  { onLeftOut }: ExportContext,
): Iterable<Preference> {
  const votes = countingVotes(record);
  tellUnvoted(record, votes, onLeftOut);
  for (const vote of votes) {
    if (vote.verdict.kind === 'allGood' || vote.verdict.kind === 'allBad') {
      onLeftOut('tie');
      continue;
    }
    const pairs = pairsOf(vote);
    if (pairs.length === 0) onLeftOut(vote.shown.length < 2 ? 'noText' : 'noVote');
    for (const { a, b, score } of pairs) {
      if (score === 0.5) {
        onLeftOut('tie');
        continue;
      }
      const found = compare(record, vote, a, b);
      if (typeof found === 'string') onLeftOut(found);
      else yield found;
    }
  }
  for (const { turn, reply, correction } of correctedReplies(record)) {
    const words = wordsOf(reply);
    if (words === undefined || words === correction) {
      onLeftOut(words === undefined ? 'noText' : 'sameText');
      continue;
    }
    yield {
      prompt: promptOf(record, reply.seat, turn),
      chosen: [{ role: 'assistant', text: correction }],
      rejected: [{ role: 'assistant', text: words }],
      source: {
        chosen_model: reply.model,
        rejected_model: reply.model,
        session: record.session.id,
        turn: turn.index + 1,
        voter: null,
        edited: true,
      },
    };
  }
}

function compare(
  record: SessionRecord,
  vote: Vote,
  best: SeatedBot,
  other: SeatedBot,
): Preference | LeftOut {
  const turns = judgedTurns(record, vote);
  const [first] = turns;
  if (!first) return 'noText';
  const prompt = promptOf(record, best.seat, first);
  if (!isSame(prompt, promptOf(record, other.seat, first))) return 'otherHistory';
  if (forgot(best.seat, turns) || forgot(other.seat, turns)) return 'otherHistory';
  const chosen = talkOf(best.seat, turns, true);
  const rejected = talkOf(other.seat, turns, false);
  if (!chosen || !rejected) return 'noText';
  if (isSame(chosen, rejected)) return 'sameText';
  return {
    prompt,
    chosen,
    rejected,
    source: {
      chosen_model: best.model,
      rejected_model: other.model,
      session: record.session.id,
      turn: turnOf(turns),
      voter: vote.voter.name,
      edited: turns.some(turn => isCorrected(turn, best)),
    },
  };
}

function isCorrected({ replies }: Turn, { seat }: SeatedBot): boolean {
  return correctionOf(replies.find(reply => reply.seat === seat)) !== undefined;
}

function isSame(one: readonly Message[], other: readonly Message[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ role, text }, i) => role === other[i]?.role && text === other[i].text)
  );
}
