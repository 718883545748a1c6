import { isSecretName } from '../../../bots/settingProblem.ts';
import type { BotEntry, EntryEdit } from '../../app/botEntries.ts';
import { valueAt } from './settingsText.ts';

/** Stands for a secret that was written into the settings, where none belongs: it is not sent about. */
const MASK = '…';

/** What a page asks for. */
interface PageEdit extends Pick<EntryEdit, 'path'> {
  readonly value?: unknown;
  /** Where the value is now, if it only is to move. */
  readonly from?: EntryEdit['path'] | undefined;
}

/** The entry as a page may see it. */
export function withoutSecrets(entry: BotEntry): BotEntry {
  return mapTexts(entry, (key, text) => (isSecretName(key) ? MASK : text));
}

/** What a page kept of an entry, without what it never knew. */
export function withoutMasks(entry: BotEntry): BotEntry {
  return mapTexts(entry, (key, text) => (isSecretName(key) && text === MASK ? undefined : text));
}

/** The edits that a page means: it knows only the mask of a secret, and what stays is in the entry. */
export function editsMeant(asked: readonly PageEdit[], entry: BotEntry): readonly EntryEdit[] {
  return asked.flatMap(({ path, value, from }) => {
    if (from === undefined) return value === MASK && isSecretAt(path) ? [] : [{ path, value }];
    const moved = valueAt(JSON.stringify(entry), from);
    return moved === undefined
      ? []
      : [
          { path: from, value: undefined },
          { path, value: moved },
        ];
  });
}

function isSecretAt(path: EntryEdit['path']): boolean {
  const key = path.at(-1);
  return typeof key === 'string' && isSecretName(key);
}

/** Of the entry itself and of its headers: elsewhere a name says nothing. */
function mapTexts(
  entry: BotEntry,
  map: (key: string, text: string) => string | undefined,
): BotEntry {
  const mapped = (values: BotEntry): BotEntry =>
    Object.fromEntries(
      Object.entries(values)
        .map(([key, value]) => [key, typeof value === 'string' ? map(key, value) : value] as const)
        .filter(([, value]) => value !== undefined),
    );
  const { headers } = entry;
  const isList = typeof headers === 'object' && headers !== null && !Array.isArray(headers);
  return { ...mapped(entry), ...(isList ? { headers: mapped(headers as BotEntry) } : {}) };
}
