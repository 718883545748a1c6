import { BotError } from '../../bots/bot.ts';
import type { BotSpec } from '../../bots/botSpec.ts';
import { fingerprintOf, modelNameOf } from '../../bots/fingerprint.ts';
import { seatName, type Mode, type SeatedBot } from '../../core/model.ts';
import type { Translate } from '../../core/text.ts';

/** These bots in their seats, in order. */
export function seatAll(bots: readonly BotSpec[]): SeatedBot[] {
  return bots.map((spec, index) => ({
    seat: seatName(index),
    name: spec.name,
    kind: spec.kind,
    model: modelNameOf(spec),
    fingerprint: fingerprintOf(spec),
    ...(spec.systemPrompt === '' ? {} : { systemPrompt: spec.systemPrompt }),
  }));
}

/**
 * The description to run a seat with: today's settings, which an arena session takes only if they
 * still make the bot it began with; a debug session takes them as they are.
 *
 * @throws BotError `botMissing` or `botChanged`.
 */
export function specOf(
  seated: SeatedBot,
  mode: Mode,
  bots: readonly BotSpec[],
  t: Translate,
): BotSpec {
  const spec = bots.find(candidate => candidate.name === seated.name);
  if (!spec) {
    throw new BotError(
      'botMissing',
      t('"{0}" is no longer in the setting chatzoo.bots.', seated.name),
    );
  }
  if (mode === 'arena' && fingerprintOf(spec) !== seated.fingerprint) {
    throw new BotError(
      'botChanged',
      t('The settings of "{0}" have changed since this session began.', seated.name),
    );
  }
  return spec;
}
