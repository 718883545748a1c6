import type { Bot, ReplyPart } from '../../src/bots/bot.ts';
import type { Fingerprint, Reply, ReplyId, TurnId } from '../../src/core/model.ts';
import { runReply } from '../../src/extension/app/replyRun.ts';

type Listener = Parameters<typeof runReply>[4];

interface Options {
  readonly queued?: Partial<Reply>;
  readonly listener?: Partial<Listener>;
  readonly signal?: AbortSignal;
  /** Once the last part was taken. */
  readonly onEnd?: () => void;
}

const QUEUED: Reply = {
  id: 'r' as ReplyId,
  turnId: 't' as TurnId,
  seat: 'A',
  botName: 'Ant',
  model: 'ant',
  fingerprint: '01234567' as Fingerprint,
  sampling: { maxTokens: 5 },
  attempt: 1,
  text: '',
  state: { kind: 'queued' },
};

/** What becomes of these parts of a bot's answer. */
export function replyOf(
  parts: readonly ReplyPart[],
  { queued, listener, signal = new AbortController().signal, onEnd }: Options = {},
): Promise<Reply> {
  const bot: Bot = {
    kind: 'llama',
    honours: [],
    // eslint-disable-next-line @typescript-eslint/require-await -- a bot answers with an async iterable
    async *reply() {
      yield* parts;
      onEnd?.();
    },
    idle: () => Promise.resolve(),
    dispose: () => Promise.resolve(),
  };
  return runReply(
    bot,
    { messages: [], sampling: {} },
    { ...QUEUED, ...queued },
    signal,
    { progress() {}, changed() {}, replaced() {}, said() {}, ...listener },
    error => {
      throw error;
    },
  );
}
