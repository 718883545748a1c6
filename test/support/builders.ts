import type {
  Fingerprint,
  Reply,
  ReplyId,
  SeatedBot,
  Session,
  SessionId,
  Turn,
  TurnId,
  Verdict,
  Vote,
  VoteId,
} from '../../src/core/model.ts';

// Valid objects with every field filled in; a test names only what it is about.

export function aBot(change: Partial<SeatedBot> = {}): SeatedBot {
  const name = change.name ?? 'Ant';
  return {
    seat: 'A',
    name,
    kind: 'llama',
    model: `${name.toLowerCase()}.gguf`,
    fingerprint: '0a1b2c3d' as Fingerprint,
    ...change,
  };
}

export const twoBots: readonly SeatedBot[] = [
  aBot({ seat: 'A', name: 'Ant' }),
  aBot({
    seat: 'B',
    name: 'Bee',
    kind: 'openai',
    model: 'bee-7b',
    fingerprint: 'b2b2b2b2' as Fingerprint,
  }),
];

export function aSession(change: Partial<Session> = {}): Session {
  return {
    id: 'session-1' as SessionId,
    title: 'How do ants talk?',
    mode: 'arena',
    annotationMode: 'session',
    createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
    updatedAt: Date.UTC(2026, 0, 2, 3, 5, 0),
    pinned: false,
    tags: [],
    seats: twoBots,
    ...change,
  };
}

export function aReply(change: Partial<Reply> = {}): Reply {
  return {
    id: 'reply-1' as ReplyId,
    turnId: 'turn-1' as TurnId,
    seat: 'A',
    botName: 'Ant',
    model: 'ant.gguf',
    fingerprint: '0a1b2c3d' as Fingerprint,
    sampling: { temperature: 0.8, seed: 42, maxTokens: 64 },
    attempt: 1,
    text: 'By scent.',
    state: { kind: 'done', finish: 'stop' },
    timings: { waitMs: 1, firstTokenMs: 20, totalMs: 120, tokensPerSecond: 30 },
    tokens: { prompt: 12, completion: 4 },
    ...change,
  };
}

export function aTurn(change: Partial<Turn> = {}): Turn {
  const id = change.id ?? ('turn-1' as TurnId);
  return {
    id,
    sessionId: 'session-1' as SessionId,
    index: 0,
    prompt: 'How do ants talk?',
    createdAt: Date.UTC(2026, 0, 2, 3, 4, 10),
    replies: twoBots.map(({ seat, name, model, fingerprint }) =>
      aReply({
        id: `${id}-${seat}` as ReplyId,
        turnId: id,
        seat,
        botName: name,
        model,
        fingerprint,
      }),
    ),
    ...change,
  };
}

export function aVote(verdict: Verdict, change: Partial<Vote> = {}): Vote {
  return {
    id: 'vote-1' as VoteId,
    sessionId: 'session-1' as SessionId,
    castAt: Date.UTC(2026, 0, 2, 3, 6, 0),
    voter: { kind: 'human', name: 'me' },
    verdict,
    shown: twoBots,
    blind: false,
    comment: '',
    flags: [],
    ...change,
  };
}
