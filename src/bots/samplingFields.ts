import type { Sampling } from '../core/model.ts';

/** The fields by which servers take each sampling parameter. */
const SAMPLING_FIELDS: Readonly<Record<keyof Sampling, readonly string[]>> = {
  temperature: ['temperature'],
  topP: ['top_p'],
  topK: ['top_k'],
  minP: ['min_p'],
  repeatPenalty: ['repetition_penalty', 'repeat_penalty'],
  frequencyPenalty: ['frequency_penalty'],
  presencePenalty: ['presence_penalty'],
  maxTokens: ['max_tokens', 'max_completion_tokens'],
  seed: ['seed'],
  stop: ['stop'],
};

/** These fields of a request without those that a parameter is sent as which is set here. */
export function withoutSampling(
  fields: Readonly<Record<string, unknown>>,
  set: Sampling,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !parameterOf(name, set)));
}

/** The parameter that is set here and sent as this field, if there is one. */
export function parameterOf(field: string, set: Sampling): keyof Sampling | undefined {
  const parameters = Object.keys(SAMPLING_FIELDS) as readonly (keyof Sampling)[];
  return parameters.find(each => set[each] !== undefined && SAMPLING_FIELDS[each].includes(field));
}
