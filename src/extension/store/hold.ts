import type { FileNames } from './fileNames.ts';
import type { FileFacts, Files } from './files.ts';
import type { Journal } from './journal.ts';
import { Displaced } from './owner.ts';
import type { Owner } from './owner.ts';
import { replaceFile } from './replaceFile.ts';

/** What a window has of the files while the database is its own. */
export class Hold {
  readonly names: FileNames;
  readonly journal: Journal;
  readonly owner: Owner;
  readonly #files: Files;
  readonly #journalId: string;
  /** What may be at the main file's path: while one replaces the other, either. */
  #mains: readonly string[];
  /** Some network disks give a file another identity at every look: then there is nothing to watch. */
  readonly #watching: boolean;

  private constructor(parts: {
    readonly files: Files;
    readonly names: FileNames;
    readonly owner: Owner;
    readonly journal: Journal;
    readonly journalId: string;
    readonly mainId: string;
    readonly watching: boolean;
  }) {
    this.#files = parts.files;
    this.names = parts.names;
    this.owner = parts.owner;
    this.journal = parts.journal;
    this.#journalId = parts.journalId;
    this.#mains = [parts.mainId];
    this.#watching = parts.watching;
  }

  /** @throws Displaced if the main file is gone already. */
  static async of(files: Files, names: FileNames, owner: Owner, journal: Journal): Promise<Hold> {
    const [own, atPath, main] = await Promise.all([
      journal.facts(),
      files.facts(names.journal),
      files.facts(names.main),
    ]);
    if (!main) throw new Displaced(`${names.main} was removed while it was opened.`);
    const watching = atPath !== undefined && own.id === atPath.id;
    return new Hold({
      files,
      names,
      owner,
      journal,
      journalId: own.id,
      mainId: identity(main),
      watching,
    });
  }

  /** @throws StoreError `lost` if another window has written its token; Displaced */
  async check(): Promise<void> {
    await this.owner.check();
    if (!this.#watching) return;
    const { main, journal } = this.names;
    const [mainFacts, journalFacts] = await Promise.all([
      this.#files.facts(main),
      this.#files.facts(journal),
    ]);
    const mainIsOurs = mainFacts && this.#mains.includes(identity(mainFacts));
    if (!mainIsOurs || journalFacts?.id !== this.#journalId)
      throw new Displaced(`${mainIsOurs ? journal : main} was removed or replaced.`);
  }

  /** Replaces the main file. @throws StoreError `lost`; Displaced; what the disk said. */
  async writeMain(parts: readonly Uint8Array[]): Promise<void> {
    const before = this.#mains;
    const expect = (facts: FileFacts): void => {
      this.#mains = [...before, identity(facts)];
    };
    const file = await replaceFile(this.#files, this.owner, this.names.main, parts, expect);
    await file.close();
    this.#mains = this.#mains.slice(-1);
  }
}

/** Only a rename ever changes the main file, so its size is part of what it is. */
function identity({ id, size }: FileFacts): string {
  return `${id}:${size}`;
}
