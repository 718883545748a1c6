import type { Reply, ReplyState, SeatedBot, Session, Turn, Vote } from '../../model.ts';
import type { SessionRecord } from '../record.ts';
import type { Content } from './format.ts';
import { scrub, scrubName } from './scrub.ts';

export interface Redaction {
  readonly content: Content;
  /** Gives a voter another name, the same one each time. */
  readonly pseudonym?: ((name: string) => string) | undefined;
}

/**
 * A record as it may leave the machine; every export begins here.
 *
 * - content `prompts`: no reply texts, thinking, corrections and tags; counts, timings and parameters stay.
 * - content `votes`: no prompts, title, comments, system prompts and failure messages either.
 * - always: messages of failures without absolute paths, keys, and user info and queries of addresses;
 *   names of bots and models without folders and keys, no origin but a format's name. Prompts and
 *   replies are the user's own words and stay.
 */
export function redact(record: SessionRecord, { content, pseudonym }: Redaction): SessionRecord {
  const { session, turns, votes } = record;
  return {
    session: redactSession(session, content),
    turns: turns.map(turn => redactTurn(turn, content)),
    votes: votes.map(vote => redactVote(vote, content, pseudonym)),
  };
}

/** `annotator-` and eight hex digits of the salted name's hash. */
export function pseudonymWith(
  salt: string,
  hash: (text: string) => string,
): (name: string) => string {
  return name => `annotator-${hash(salt + name).slice(0, 8)}`;
}

/** Names of formats; whatever else a file called its origin may be a path or a person. */
const ORIGIN = /^[a-z0-9-]{1,40}$/;

function redactSession({ origin, ...session }: Session, content: Content): Session {
  return {
    ...session,
    ...(origin !== undefined && ORIGIN.test(origin) ? { origin } : {}),
    title: content === 'votes' ? '' : session.title,
    tags: content === 'full' ? session.tags : [],
    seats: session.seats.map(bot => redactBot(bot, content)),
  };
}

function redactBot({ systemPrompt, ...bot }: SeatedBot, content: Content): SeatedBot {
  return {
    ...bot,
    name: scrubName(bot.name),
    model: scrubName(bot.model),
    ...(systemPrompt === undefined || content === 'votes' ? {} : { systemPrompt }),
  };
}

function redactTurn(turn: Turn, content: Content): Turn {
  return {
    ...turn,
    prompt: content === 'votes' ? '' : turn.prompt,
    replies: turn.replies.map(reply => redactReply(reply, content)),
  };
}

function redactReply({ correction, thinking, ...reply }: Reply, content: Content): Reply {
  return {
    ...reply,
    botName: scrubName(reply.botName),
    model: scrubName(reply.model),
    state: redactState(reply.state, content),
    text: content === 'full' ? reply.text : '',
    ...(thinking === undefined || content !== 'full' ? {} : { thinking }),
    ...(correction === undefined || content !== 'full' ? {} : { correction }),
  };
}

/** A server may quote the prompt in its message. */
function redactState(state: ReplyState, content: Content): ReplyState {
  if (state.kind !== 'failed') return state;
  return { ...state, message: content === 'votes' ? '' : scrub(state.message) };
}

function redactVote(vote: Vote, content: Content, pseudonym: Redaction['pseudonym']): Vote {
  return {
    ...vote,
    voter: { ...vote.voter, name: pseudonym?.(vote.voter.name) ?? vote.voter.name },
    shown: vote.shown.map(bot => redactBot(bot, content)),
    comment: content === 'votes' ? '' : vote.comment,
  };
}
