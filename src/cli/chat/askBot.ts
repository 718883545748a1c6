import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { BotError, type Bot } from '../../bots/bot.ts';
import type { BotSpec } from '../../bots/botSpec.ts';
import { completeSampling } from '../../bots/defaults.ts';
import type { Message, ReplyErrorCode, Sampling, Timings, TokenCounts } from '../../core/model.ts';
import { assertNever } from '../../core/std/assertNever.ts';
import { threadsEach } from '../../extension/app/planner/cores.ts';
import { inOwnWords } from './ownWords.ts';

/** What became of one prompt. */
export interface Answered {
  readonly text: string;
  /** What a reasoning model thought first. */
  readonly thinking?: string;
  readonly finish?: 'stop' | 'length' | 'stopped';
  readonly tokens?: TokenCounts;
  readonly timings?: Timings;
  /** As they were in force, the drawn seed included. */
  readonly sampling: Sampling;
  readonly error?: { readonly code: ReplyErrorCode; readonly message: string };
}

/**
 * Asks a bot one prompt.
 *
 * @param onText told what it says, as it comes; of a module of the user once it has ended, as that may take
 *   back what it said.
 * @returns also what it said before it failed or was stopped.
 */
export async function askBot(
  bot: Bot,
  spec: BotSpec,
  {
    prompt,
    signal,
    onText,
  }: {
    readonly prompt: string;
    readonly signal: AbortSignal;
    readonly onText: (text: string) => void;
  },
): Promise<Answered> {
  const sampling = completeSampling(spec, randomInt(2 ** 31 - 1));
  const system: readonly Message[] =
    spec.systemPrompt === '' ? [] : [{ role: 'system', text: spec.systemPrompt }];
  const messages: readonly Message[] = [...system, { role: 'user', text: prompt }];
  const said = { text: '', thinking: '' };
  const isHeld = bot.kind === 'custom';
  const soFar = (): Answered => ({
    text: said.text,
    ...(said.thinking === '' ? {} : { thinking: said.thinking }),
    sampling,
  });
  try {
    const threads = threadsEach(availableParallelism(), 1);
    for await (const part of bot.reply({ messages, sampling, threads }, signal)) {
      switch (part.kind) {
        case 'restarting':
        case 'retrying':
        case 'loading':
        case 'started':
        case 'evaluating':
        case 'tokens':
          break;
        case 'thinking':
          said.thinking += part.text;
          break;
        case 'text':
          said.text += part.text;
          if (!isHeld) onText(part.text);
          break;
        case 'replaced':
          said.text = part.text;
          break;
        case 'end': {
          const { finish, tokens, timings } = part;
          return { ...soFar(), finish, ...(tokens ? { tokens } : {}), timings };
        }
        default:
          assertNever(part);
      }
    }
  } catch (error) {
    // An interrupt ends the model's process too, which it may tell first.
    if (!signal.aborted) {
      if (!(error instanceof BotError)) throw error;
      return { ...soFar(), error: { code: error.code, message: inOwnWords(error.message) } };
    }
  } finally {
    if (isHeld && said.text !== '') onText(said.text);
  }
  return { ...soFar(), finish: 'stopped' };
}
