/** One entry of the setting `chatzoo.bots`, as it is written: checked by nobody yet. */
export type BotEntry = Readonly<Record<string, unknown>>;

/** A change to one value of an entry. */
export interface EntryEdit {
  /** Such as `['sampling', 'temperature']`. */
  readonly path: readonly (string | number)[];
  /** Undefined takes the key away. */
  readonly value: unknown;
}

/**
 * The setting `chatzoo.bots` as the user wrote it. Whatever is not changed stays as it is: comments, the order
 * of keys, keys that this program does not know. A change is there, and read again, once its promise resolves;
 * a Refusal `notRead` says that it is there, but not read.
 */
export interface BotEntries {
  /** In the order of the setting; empty while the demo bots stand in. */
  all(): readonly BotEntry[];
  /** Adds these at the end, all or none. @throws Refusal `nameTaken` */
  add(entries: readonly BotEntry[]): Promise<void>;
  /** Changes the entry of this name. @throws Refusal `unknownBot`, `nameTaken` */
  change(name: string, edits: readonly EntryEdit[]): Promise<void>;
  /** @throws Refusal `unknownBot` */
  remove(name: string): Promise<void>;
}

/** The wanted name, or with a number behind it if another bot has it: `Owl`, `Owl 2` … */
export function freeBotName(wanted: string, taken: readonly string[]): string {
  const all = new Set(taken);
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted} ${number}`;
    if (!all.has(name)) return name;
  }
}
