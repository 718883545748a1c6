import { BotError } from '../../bots/bot.ts';
import type { BotSpec } from '../../bots/botSpec.ts';
import { completeSampling } from '../../bots/defaults.ts';
import type { Message, SessionId, Timings } from '../../core/model.ts';
import type { Translate } from '../../core/text.ts';
import type { BotDesk } from './botDesk.ts';
import type { Who } from './planner/waitingView.ts';

/** What a bot made of one short question. */
export interface Trial {
  readonly text: string;
  /** What it thought before it answered, if anything. */
  readonly thinking: string;
  /** Undefined if the bot does not tell. */
  readonly timings: Timings | undefined;
}

/** Asks without a session: those who wait beside it are told of one more, not of whom. */
export const NOBODY: Who = { sessionId: '' as SessionId, seat: '' };

/** Tokens: enough to see that it speaks and how fast. */
const MOST_TOKENS = 64;

/**
 * Asks the bot one short question outside of any session; nothing of it is kept.
 *
 * @throws BotError; the signal's reason if it aborts.
 */
export async function tryBot(
  desk: BotDesk,
  spec: BotSpec,
  { seed, t }: { readonly seed: number; readonly t: Translate },
  signal: AbortSignal,
): Promise<Trial> {
  const loan = await desk.lend(spec, NOBODY, signal, () => {});
  try {
    const sampling = completeSampling(spec, seed);
    const maxTokens = Math.min(MOST_TOKENS, sampling.maxTokens ?? MOST_TOKENS);
    const messages: Message[] = [{ role: 'user', text: t('Say hello in one short sentence.') }];
    if (spec.systemPrompt !== '') messages.unshift({ role: 'system', text: spec.systemPrompt });
    const request = { messages, sampling: { ...sampling, maxTokens }, threads: loan.threads };
    let [text, thinking] = ['', ''];
    let timings: Timings | undefined;
    for await (const part of loan.bot.reply(request, signal)) {
      if (part.kind === 'text') text += part.text;
      if (part.kind === 'thinking') thinking += part.text;
      if (part.kind === 'end') timings = part.timings;
    }
    signal.throwIfAborted();
    if (text === '' && thinking === '') {
      throw new BotError('emptyAnswer', t('The model ended its answer without a word.'));
    }
    return { text, thinking, timings };
  } finally {
    loan.giveBack();
  }
}
