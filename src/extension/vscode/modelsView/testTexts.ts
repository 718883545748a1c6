import type { ServerTrial } from '../../../bots/serverTest.ts';
import type { Translate } from '../../../core/text.ts';
import type { Trial } from '../../app/trial.ts';
import { oneLine } from '../sessionsView/plainText.ts';

/** Longest piece of an answer that is shown, in characters. */
const MOST_SHOWN = 80;

/** “Owl” answers: “Hello!” · first words after 0.4 s · 31 tokens/s */
export function trialText(name: string, { text, thinking, timings }: Trial, t: Translate): string {
  const said =
    text === ''
      ? t('“{0}” answers. So far it only thought: “{1}”', name, shown(thinking))
      : t('“{0}” answers: “{1}”', name, shown(text));
  if (!timings) return said;
  const speed = timings.tokensPerSecond;
  return [
    said,
    t('first words after {0} s', seconds(timings.firstTokenMs)),
    ...(speed === undefined ? [] : [t('{0} tokens/s', speed.toFixed(speed < 10 ? 1 : 0))]),
  ].join(' · ');
}

/** The same of a server, with what is odd about it. */
export function serverTrialText(
  { name, baseUrl, model }: { name: string; baseUrl: string; model: string },
  trial: ServerTrial,
  t: Translate,
): string {
  const { models, isListed, firstTokenMs, text, answeredAs, streams } = trial;
  return [
    t('“{0}” answers from {1}: “{2}”', name, baseUrl, shown(text)),
    t('first words after {0} s', seconds(firstTokenMs)),
    ...(models.length > 0 && !isListed
      ? [t('the server does not list {0}; it has {1}', model, someOf(models))]
      : []),
    ...(answeredAs === undefined ? [] : [t('the model calls itself {0}', answeredAs)]),
    ...(streams ? [] : [t('the answer came in one piece')]),
  ].join(' · ');
}

/** Names are many on some servers. */
function someOf(models: readonly string[]): string {
  const first = models.slice(0, 3).join(', ');
  return models.length > 3 ? `${first} …` : first;
}

function shown(text: string): string {
  const line = oneLine(text).replace(/ +/g, ' ').trim();
  const characters = Array.from(line);
  return characters.length > MOST_SHOWN ? `${characters.slice(0, MOST_SHOWN).join('')}…` : line;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(ms < 10_000 ? 1 : 0);
}
