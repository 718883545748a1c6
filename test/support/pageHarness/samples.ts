import type {
  Fingerprint,
  Reply,
  ReplyId,
  ReplyState,
  SeatedBot,
  Session,
  SessionId,
  Turn,
  TurnId,
} from '../../../src/core/model.ts';
import type { ArenaSnapshot } from '../../../src/protocol/arenaPage.ts';

const BOTS = [
  ['Qwen small', 'qwen2.5-0.5b-instruct-q4_k_m.gguf'],
  ['Llama', 'llama-3.2-1b-instruct-q4_k_m.gguf'],
  ['Remote', 'gpt-4o-mini'],
  ['小模型', 'tiny-zh-q8_0.gguf'],
  ['Parrot (demo, talks nonsense)', 'parrot-demo-f16.gguf'],
  ['Echo on the other machine', 'echo-1'],
] as const;

export function seats(count: number): SeatedBot[] {
  return BOTS.slice(0, count).map(([name, model], index) => ({
    seat: String.fromCharCode(65 + index),
    name,
    model,
    kind: model.endsWith('.gguf') ? 'llama' : 'openai',
    fingerprint: `0a1b2c3${index}` as Fingerprint,
  }));
}

export function sampleSession(change: Partial<Session> = {}): Session {
  return {
    id: 's1' as SessionId,
    title: 'Why is the sky blue?',
    mode: 'arena',
    annotationMode: 'reply',
    createdAt: 0,
    updatedAt: 0,
    pinned: false,
    tags: [],
    seats: seats(3),
    ...change,
  };
}

function sampleReply(turn: string, bot: SeatedBot, state: ReplyState, text: string): Reply {
  const hasRun = state.kind === 'done' || state.kind === 'stopped';
  return {
    id: `${turn}-${bot.seat}` as ReplyId,
    turnId: turn as TurnId,
    seat: bot.seat,
    botName: bot.name,
    model: bot.model,
    fingerprint: bot.fingerprint,
    sampling: { temperature: 0.7, topP: 0.9, maxTokens: 256, seed: 1234567, stop: ['</s>'] },
    attempt: 1,
    text,
    state,
    ...(hasRun && {
      timings: { waitMs: 12, firstTokenMs: 184, totalMs: 3210, tokensPerSecond: 41.27 },
      tokens: { prompt: 28, completion: 132 },
    }),
  };
}

export function sampleTurn(
  index: number,
  prompt: string,
  bots: readonly SeatedBot[],
  replies: readonly (readonly [ReplyState, string])[],
): Turn {
  const id = `t${index}`;
  return {
    id: id as TurnId,
    sessionId: 's1' as SessionId,
    index,
    prompt,
    createdAt: 0,
    replies: bots.map((bot, place) => {
      const [state, text] = replies[place] ?? [{ kind: 'queued' }, ''];
      return sampleReply(id, bot, state, text);
    }),
  };
}

export function snapshotOf(change: Partial<ArenaSnapshot> = {}): ArenaSnapshot {
  return {
    seq: 0,
    session: sampleSession(),
    turns: [],
    votes: [],
    gate: { ask: 'open', vote: 'nothingYet', winners: [] },
    progress: [],
    ...change,
  };
}
