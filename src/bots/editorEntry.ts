import type { Translate } from '../core/text.ts';
import type { VscodeSpec } from './botSpec.ts';
import type { EntryReader } from './entryReader.ts';
import type { CommonValues } from './llamaEntry.ts';
import { BOT_LIMITS } from './settingLimits.ts';

/** Seconds; time in which the editor asks the user for consent does not count. */
const DEFAULT_TIMEOUT = 120;

/** The entry of a bot whose model the editor offers. */
export function readVscode(reader: EntryReader, common: CommonValues, t: Translate): VscodeSpec {
  const expected = t('a text such as {0}; “ChatZoo: Add a Model…” lists what there is', 'copilot');
  const optional = (key: 'vendor' | 'family' | 'id'): string | undefined =>
    reader.take(key) === undefined ? undefined : reader.text(key, expected);
  const [vendor, family, id] = [optional('vendor'), optional('family'), optional('id')];
  if (['vendor', 'family', 'id'].every(key => reader.take(key) === undefined)) {
    reader.refuse('id', t('at least one of {0}', 'vendor, family, id'));
  }
  return {
    kind: 'vscode',
    ...common,
    vendor,
    family,
    id,
    timeoutSeconds: reader.number('timeoutSeconds', BOT_LIMITS.timeoutSeconds) ?? DEFAULT_TIMEOUT,
  };
}
