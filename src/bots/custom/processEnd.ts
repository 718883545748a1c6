import { BotError } from '../bot.ts';

/** How a process ended, as Node tells it, or why it could not even be started. */
export interface Death {
  readonly code?: number | null;
  readonly signal?: NodeJS.Signals | null;
  readonly message?: string;
}

/** Where to look, at the end of what is said of every death. */
const LOG = 'What it printed is in the log of ChatZoo (Show Log, level Debug).';

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

/** The process of the module ended by itself. */
export function diedError(death: Death, lastWords: readonly string[], heapMb: number): BotError {
  const words = lastWords.join(' · ');
  return new BotError('moduleFailed', `${whyDied(death, words, heapMb)} ${LOG}`);
}

function whyDied({ code, signal, message }: Death, words: string, heapMb: number): string {
  if (message !== undefined) return `The module's process could not be started: ${message}.`;
  if (/heap out of memory|heap limit/i.test(words)) {
    return `The module used more than the ${heapMb} MB of memory that its process may have for objects.`;
  }
  const told = words === '' ? '' : ` Its last words: ${words}`;
  if (signal !== null && signal !== undefined) {
    return `The module's process was ended (${signal}).${told}`;
  }
  return `The module ended its own process (exit code ${code ?? '?'}): look for process.exit in it.${told}`;
}

/** An error that the module did not catch, already in words. */
export const uncaughtError = (what: string): BotError =>
  new BotError('moduleFailed', `The module did not catch an error: ${what}`);

/** The main loop did not answer. */
export function blockedError(ms: number): BotError {
  return new BotError(
    'moduleFailed',
    `The module computed for ${seconds(ms)} without a pause, so its process was ended. Look for an endless loop; ` +
      `if it only needs long, await something now and then, or raise “timeoutSeconds” of this bot. ${LOG}`,
  );
}

/** Node did not come up. */
export const notStartedError = (ms: number): BotError =>
  new BotError(
    'processDied',
    `The process for the module did not start within ${seconds(ms)}: the machine may be too busy.`,
  );

/** A reply that was stopped went on. */
export function unstoppedError(ms: number): BotError {
  return new BotError(
    'moduleFailed',
    `Another reply of this module was stopped and did not end within ${seconds(ms)}, so its process was ended. ` +
      'Let generate heed context.signal.',
  );
}

export const closedError = (): BotError => new BotError('processDied', 'This bot was closed.');
