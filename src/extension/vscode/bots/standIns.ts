import type { BotEntry } from '../../app/botEntries.ts';
import { demoEntries } from '../demoBots.ts';
import { nameOf } from './entryChanges.ts';

/** The bot of this name that stands in while the settings have none. */
export function standInNamed(name: string, list: readonly BotEntry[]): BotEntry | undefined {
  return list.length > 0 ? undefined : demoEntries().find(entry => nameOf(entry) === name);
}

/**
 * What is to be written so that the entry is added. The first entry ends the standing in of all: to change one
 * of those that stand in is not to lose the others. By its model, for its name may be what was changed.
 */
export function entriesToAdd(entry: BotEntry, list: readonly BotEntry[]): readonly BotEntry[] {
  const standIns = list.length > 0 ? [] : demoEntries();
  const isThis = ({ modelPath }: BotEntry): boolean => modelPath === entry['modelPath'];
  return standIns.some(isThis) ? standIns.map(each => (isThis(each) ? entry : each)) : [entry];
}
