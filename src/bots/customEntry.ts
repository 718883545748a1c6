import type { Translate } from '../core/text.ts';
import type { CustomSpec } from './botSpec.ts';
import { isObject, type EntryReader } from './entryReader.ts';
import type { CommonValues } from './llamaEntry.ts';
import { BOT_LIMITS } from './settingLimits.ts';

/** Seconds; only computing without a pause counts. */
const DEFAULT_TIMEOUT = 120;
const SCRIPT = /\.(?:m|c)?js$/i;

interface Context {
  readonly t: Translate;
  readonly resolvePath: (path: string) => string;
}

/** The entry of a bot that the user wrote. */
export function readCustom(
  reader: EntryReader,
  common: CommonValues,
  { t, resolvePath }: Context,
): CustomSpec {
  const expected = t('the path of a JavaScript module that ends in .mjs, .cjs or .js');
  const path = reader.text('modulePath', expected);
  if (path !== undefined && !SCRIPT.test(path)) reader.refuse('modulePath', expected);
  return {
    kind: 'custom',
    ...common,
    modulePath: path === undefined ? '' : resolvePath(path),
    settings: readSettings(reader, t),
    timeoutSeconds: reader.number('timeoutSeconds', BOT_LIMITS.timeoutSeconds) ?? DEFAULT_TIMEOUT,
  };
}

function readSettings(reader: EntryReader, t: Translate): CustomSpec['settings'] {
  const value = reader.take('settings');
  if (value === undefined || isObject(value)) return value;
  reader.refuse('settings', t('an object'));
  return undefined;
}
