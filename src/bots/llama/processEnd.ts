import { basename, dirname } from 'node:path';
import { BotError } from '../bot.ts';
import { isKilled, meaning, shortly, type Death } from './death.ts';

/** Why a process is gone. */
export interface ProcessEnd {
  /** What replies that were running in it are told. */
  readonly error: BotError;
  /**
   * `crash`: it died by itself or hung, and may do so again. `failure`: it was ended because it was of
   * no use, which another start would not mend. `order`: somebody wanted it gone.
   */
  readonly by: 'crash' | 'failure' | 'order';
}

/** How long rendering the chat template may take, in milliseconds; it is a matter of a few. */
export const TEMPLATE_TIMEOUT_MS = 10_000;

const inSeconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

/** A process that died by itself. */
export function diedEnd(death: Death, loaded: boolean, lastWords: readonly string[]): ProcessEnd {
  const words = lastWords.length === 0 ? '' : `Its last words: ${lastWords.join(' · ')}`;
  const what = loaded
    ? `The process of the model ended (${shortly(death)}).`
    : `The process ended while it loaded the model (${shortly(death)}).`;
  const message = [what, meaning(death), words].filter(Boolean).join(' ');
  const code = loaded || isKilled(death) ? 'processDied' : 'modelBroken';
  return { by: 'crash', error: new BotError(code, message) };
}

/** Nothing was heard of a reply that had started. */
export function stalledEnd(afterMs: number): ProcessEnd {
  return stalled(`The model said nothing for ${inSeconds(afterMs)}, so its process was ended.`);
}

/** Nothing was heard while the model was loading. */
export function loadingStalledEnd(afterMs: number): ProcessEnd {
  const silence = `Loading the model came no further for ${inSeconds(afterMs)}`;
  return stalled(`${silence}, so its process was ended.`);
}

function stalled(what: string): ProcessEnd {
  const advice =
    'Often the memory is full and the machine is busy swapping: choose a smaller model or contextSize. ' +
    'For a slow machine or disk raise the setting chatzoo.generation.stallTimeout.';
  return { by: 'crash', error: new BotError('stalled', `${what} ${advice}`) };
}

/** Nothing was heard of a reply that had not started. */
export function templateEnd(afterMs: number): ProcessEnd {
  const message =
    `The chat template did not come to an end within ${inSeconds(afterMs)}, so the process of the ` +
    'model was ended. Set another template for this bot, such as the name of a model family.';
  return { by: 'failure', error: new BotError('templateFailed', message) };
}

/** What the other replies in the same process are told. */
export const besideError = ({ message }: BotError): BotError =>
  new BotError('processDied', `Another reply in the same process failed. ${message}`);

/** A stopped reply that went on. */
export function unstoppedEnd(afterMs: number): ProcessEnd {
  const message = `The process of the model was ended: a reply that was stopped did not end within ${inSeconds(afterMs)}.`;
  return { by: 'order', error: new BotError('processDied', message) };
}

export const unloadedEnd = (): ProcessEnd => ({
  by: 'order',
  error: new BotError('processDied', 'The model was taken out of memory.'),
});

export const closedEnd = (): ProcessEnd => ({
  by: 'order',
  error: new BotError('processDied', 'This bot was closed.'),
});

/** The numbers of a split model's part. */
const PART = /-\d{5}-of-\d{5}/;

/**
 * Names none of these files, nor another part of a split one: what a reply says is shown while names
 * are hidden.
 */
export function withoutFiles(text: string, paths: readonly string[]): string {
  return paths.reduce((rest, path) => {
    const name = escaped(basename(path)).replace(PART, PART.source);
    return rest.replace(new RegExp(`(${escaped(dirname(path))}[\\\\/])?${name}`, 'g'), 'the file');
  }, text);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Names files only by the end of their paths: llama.cpp tells where its own source code was built. */
export const withoutFolders = (text: string): string =>
  text.replace(/(?<![\w:/\\.])(?:[A-Za-z]:)?(?:[\\/][\w.-]+)+[\\/]([\w.-]+)/g, '$1');
