import type { BotSpec } from '../../bots/botSpec.ts';
import { withoutSampling } from '../../bots/samplingFields.ts';
import { describeLimits, isWithin, MAX_STOPS, SAMPLING_LIMITS } from '../../bots/settingLimits.ts';
import { SAMPLING_NUMBERS, type Sampling } from '../../core/model.ts';
import { inEnglish } from '../../core/text.ts';
import { EXIT, Problem } from '../problem.ts';

/** The option of each parameter that is a number. */
export const SAMPLING_OPTIONS = {
  temperature: { type: 'string' },
  'top-p': { type: 'string' },
  'top-k': { type: 'string' },
  'min-p': { type: 'string' },
  'repeat-penalty': { type: 'string' },
  'frequency-penalty': { type: 'string' },
  'presence-penalty': { type: 'string' },
  'max-tokens': { type: 'string' },
  seed: { type: 'string' },
} as const;

type Option = keyof typeof SAMPLING_OPTIONS;

/** What the words say of the sampling. @throws Problem for a value that no setting takes */
export function samplingOf(
  words: Readonly<Partial<Record<Option, string>>>,
  stop: readonly string[] | undefined,
): Sampling {
  const given = SAMPLING_NUMBERS.flatMap(name => {
    const option = optionOf(name);
    const word = words[option];
    return word === undefined ? [] : [[name, numberOf(`--${option}`, word, name)] as const];
  });
  if (stop && (stop.length > MAX_STOPS || stop.includes(''))) {
    throw new Problem(EXIT.usage, `--stop takes 1 to ${MAX_STOPS} texts, none of them empty`);
  }
  return { ...Object.fromEntries(given), ...(stop ? { stop } : {}) };
}

/** The bot with these parameters over its own, also over those that it sends as fields of its own. */
export function withSampling(spec: BotSpec, given: Sampling): BotSpec {
  const sampling = { ...spec.sampling, ...given };
  return spec.kind === 'openai' && spec.extraBody
    ? { ...spec, sampling, extraBody: withoutSampling(spec.extraBody, given) }
    : { ...spec, sampling };
}

function optionOf(name: (typeof SAMPLING_NUMBERS)[number]): Option {
  return name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`) as Option;
}

function numberOf(option: string, word: string, name: (typeof SAMPLING_NUMBERS)[number]): number {
  const limits = SAMPLING_LIMITS[name];
  const number = word.trim() === '' ? NaN : Number(word);
  if (isWithin(number, limits)) return number;
  const expected = describeLimits(limits, inEnglish);
  throw new Problem(EXIT.usage, `${option} takes ${expected}; not "${word}"`);
}
