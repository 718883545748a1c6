import type { Sampling } from '../../core/model.ts';
import { SAMPLING_KEYS, USUAL_NAMES } from '../usualNames.ts';

type Values = Readonly<Record<string, unknown>>;

/** By which name a module knows a parameter, if its default settings name it. */
function nameIn(defaults: Values, key: keyof Sampling): string | undefined {
  return [key, USUAL_NAMES[key]].find(name => Object.hasOwn(defaults, name));
}

/** The parameters that a module says it uses. */
export function honouredBy(defaults: Values): readonly (keyof Sampling)[] {
  return SAMPLING_KEYS.filter(key => nameIn(defaults, key) !== undefined);
}

export interface SettingSources {
  readonly defaults: Values;
  /** The entry's own. */
  readonly own: Values;
  readonly sampling: Sampling;
  /** The module's fixed ones, which win over all. */
  readonly extra: Values;
}

/** What a reply runs with. A parameter has the name that the defaults use for it, or else its own here. */
export function mergeSettings({ defaults, own, sampling, extra }: SettingSources): Values {
  const named = SAMPLING_KEYS.flatMap(key => {
    const value = sampling[key];
    return value === undefined ? [] : [[nameIn(defaults, key) ?? key, value] as const];
  });
  return { ...defaults, ...own, ...Object.fromEntries(named), ...extra };
}
