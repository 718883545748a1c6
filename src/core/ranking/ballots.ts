import type { SessionRecord } from '../formats/record.ts';
import { languageOf } from '../language.ts';
import type { Reply, SeatedBot, Session, Turn, Vote } from '../model.ts';
import type { Ballot, Contestant } from './ballot.ts';
import { standing } from './battles.ts';
import { JudgedReplies } from './judgedReplies.ts';

/**
 * The ballots of a session: its standing votes with all that a board may ask about them, but no text. A
 * session in debug mode has none: nothing counts there.
 *
 * What costs time is looking at the texts, so each reply is looked at once, whatever the number of votes.
 */
export function ballotsOf({ session, turns, votes }: SessionRecord): Ballot[] {
  if (session.mode !== 'arena' || votes.length === 0) return [];
  const replies = new JudgedReplies();
  const language = turns[0] && languageOf(turns[0].prompt);
  const asked = askedUpTo(turns);
  return standing(votes).map(vote => {
    const judged = judgedTurns(turns, vote);
    const shown = vote.shown.map(bot => contestantOf(bot, judged, replies, session));
    return {
      id: vote.id,
      sessionId: session.id,
      turnId: vote.turnId,
      title: session.title,
      castAt: vote.castAt,
      voter: vote.voter.name,
      verdict: vote.verdict,
      shown,
      blind: vote.blind,
      flags: flagsOf(vote, session, shown, judged, replies),
      tags: session.tags,
      annotationMode: session.annotationMode,
      origin: session.origin,
      language,
      asked: askedOf(vote, turns, asked),
      turnIndex: vote.turnId === undefined ? undefined : judged[0]?.index,
    };
  });
}

function judgedTurns(turns: readonly Turn[], { turnId }: Vote): readonly Turn[] {
  return turnId === undefined ? turns : turns.filter(turn => turn.id === turnId);
}

function contestantOf(
  bot: SeatedBot,
  turns: readonly Turn[],
  replies: JudgedReplies,
  session: Session,
): Contestant {
  const own = repliesOf(bot, turns);
  const facts = replies.factsOf(own);
  // Imported votes may come without the answers that they judged.
  const unknown = own.length === 0 || (session.origin !== undefined && facts.characters === 0);
  return {
    seat: bot.seat,
    name: bot.name,
    kind: bot.kind,
    model: bot.model,
    fingerprint: bot.fingerprint,
    systemPrompt: bot.systemPrompt,
    sampling: own[0]?.sampling,
    answer: unknown ? undefined : facts,
  };
}

function repliesOf({ seat }: Pick<SeatedBot, 'seat'>, turns: readonly Turn[]): Reply[] {
  return turns.flatMap(turn => turn.replies.find(reply => reply.seat === seat) ?? []);
}

/** Fewer characters are hardly an answer. */
const SHORT = 10;

/**
 * The flags that were stored and, for a vote cast here, those that its replies deserve. A bot that names
 * itself tells the voter something only where names were hidden.
 */
function flagsOf(
  vote: Vote,
  session: Session,
  shown: readonly Contestant[],
  turns: readonly Turn[],
  replies: JudgedReplies,
): Ballot['flags'] {
  const flags = new Set<Ballot['flags'][number]>(vote.flags);
  if (session.origin === undefined) {
    for (const bot of shown) {
      for (const reply of repliesOf(bot, turns)) {
        for (const flag of replies.flagsOf(reply, vote.blind)) flags.add(flag);
      }
    }
  }
  const answers = shown.flatMap(({ answer }) => answer ?? []);
  if (answers.length > 0 && answers.every(({ characters }) => characters < SHORT)) {
    flags.add('tooShort');
  }
  return [...flags];
}

/**
 * What the vote judged the answers to: all prompts up to the judged turn, since "continue" asks for another
 * thing after a poem than after a program. A whole session is another thing than its last turn.
 */
function askedOf(
  { turnId }: Vote,
  turns: readonly Turn[],
  asked: readonly string[],
): string | undefined {
  if (turnId === undefined) return asked.at(-1);
  const place = turns.findIndex(({ id }) => id === turnId);
  return place < 0 ? undefined : `turn-${asked[place] ?? ''}`;
}

/** By turn: FNV-1a, 32 bits, of the prompts up to it, with how many and how long they are. */
function askedUpTo(turns: readonly Turn[]): string[] {
  let hash = 0x811c9dc5;
  let length = 0;
  const add = (code: number): void => {
    hash = Math.imul(hash ^ code, 0x01000193);
  };
  return turns.map(({ prompt }, place) => {
    for (let i = 0; i < prompt.length; i++) add(prompt.charCodeAt(i));
    // Where one prompt ends and the next begins.
    add(0x1f);
    length += prompt.length;
    return `${(hash >>> 0).toString(36)}-${place + 1}-${length}`;
  });
}
