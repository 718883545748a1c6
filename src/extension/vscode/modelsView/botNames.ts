import { MAX_NAME } from '../../../bots/settingLimits.ts';
import type { Translate } from '../../../core/text.ts';
import { freeBotName } from '../../app/botEntries.ts';

/** Why a bot cannot be called so; undefined if it can. */
export function nameProblem(
  wanted: string,
  taken: readonly string[],
  t: Translate,
): string | undefined {
  const name = wanted.trim();
  if (name === '') return t('A bot needs a name.');
  if (name.length > MAX_NAME || /\p{Cc}/u.test(name)) {
    return t('A name is one line of at most {0} characters.', MAX_NAME);
  }
  return taken.includes(name) ? t('Another bot is called “{0}”.', name) : undefined;
}

/**
 * A name that tells what differs from the original: `Owl · temperature 0.2`. Of a bot that is itself such a
 * variant in the same parameter only the value changes.
 */
export function variantName(
  original: string,
  parameter: string,
  value: number,
  taken: readonly string[],
): string {
  const suffix = ` · ${parameter} ${value}`;
  const before = original.replace(new RegExp(` · ${parameter} -?[\\d.e+-]+( \\d+)?$`), '');
  // Room for a number behind it, should the name be taken.
  const room = MAX_NAME - suffix.length - 4;
  // A cut may go through a character of two units.
  const head = before.slice(0, room).replace(/[\ud800-\udbff]$/, '');
  return freeBotName(head.trim() + suffix, taken);
}
