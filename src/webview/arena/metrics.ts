import type { Reply, TokenCounts } from '../../core/model.ts';
import type { Translate } from '../../core/text.ts';

type Measured = Pick<Reply, 'timings' | 'tokens'>;

/** The line below a reply: how much, how soon, how fast. */
export function metricsText({ timings, tokens }: Measured, t: Translate, locale: string): string {
  // Three digits say it: 8.42, 97.5, 1,130.
  const speed = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const parts: string[] = [];
  if (tokens) parts.push(t('{0} tokens', whole.format(tokens.completion)));
  if (timings) parts.push(t('first {0} ms', whole.format(timings.firstTokenMs)));
  if (timings?.tokensPerSecond !== undefined) {
    parts.push(t('{0} tok/s', speed.format(timings.tokensPerSecond)));
  }
  return parts.join(' · ');
}

/** All one needs to repeat the reply, a line each: the tooltip of the metrics. */
export function detailsText(reply: Reply, t: Translate, locale: string): string {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const lines = [
    t('Model: {0}', reply.model),
    t('Fingerprint: {0}', reply.fingerprint),
    t('Attempt: {0}', reply.attempt),
  ];
  const { tokens, timings } = reply;
  if (tokens) lines.push(promptText(tokens, whole, t));
  if (timings) {
    lines.push(t('Waited: {0} ms', whole.format(timings.waitMs)));
    lines.push(t('Took: {0} ms', whole.format(timings.totalMs)));
  }
  for (const [name, value] of Object.entries(reply.sampling)) {
    if (typeof value === 'number') {
      // A seed is copied by hand, so it has no separators.
      lines.push(`${name}: ${name === 'seed' ? String(value) : number.format(value)}`);
    } else if (Array.isArray(value) && value.length > 0) {
      lines.push(`${name}: ${value.map(stop => JSON.stringify(stop)).join(', ')}`);
    }
  }
  return lines.join('\n');
}

function promptText(
  { prompt, evaluated }: TokenCounts,
  whole: Intl.NumberFormat,
  t: Translate,
): string {
  if (evaluated === undefined || evaluated >= prompt) {
    return t('Prompt: {0} tokens', whole.format(prompt));
  }
  return t(
    'Prompt: {0} of {1} tokens evaluated, the rest was known',
    whole.format(evaluated),
    whole.format(prompt),
  );
}
