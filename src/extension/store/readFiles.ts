import type { FileNames } from './fileNames.ts';
import type { Files } from './files.ts';
import { decodeJournal } from './journalFormat.ts';
import type { JournalContents, JournalRecord } from './journalFormat.ts';
import { createMain, isDamagedDisk, loadMain } from './mainFile.ts';
import type { Loaded } from './mainFile.ts';
import { migrate } from './migrations.ts';
import type { DamageReason } from './notice.ts';
import { recover } from './recover.ts';
import { replay, replayFitting } from './replay.ts';
import type { Source } from './source.ts';
import type { Memory } from './writers.ts';

/** What the files give; nothing has been written to get it. */
export interface Found {
  readonly memory: Memory;
  readonly mainDamage?: DamageReason | undefined;
  readonly journalDamage?: DamageReason | undefined;
  /** Bytes of an append that never ended. */
  readonly torn?: number | undefined;
  /** The records that the main file does not have yet. */
  readonly kept: readonly JournalRecord[];
  /** The main file has to be written before the first record: it is missing, damaged or older. */
  readonly mainIsOld: boolean;
  /** There is a main file that was found sound. */
  readonly isSound: boolean;
  readonly migrated: boolean;
  /** Set if rows had to be brought in from what is damaged: the backup, or '' for the file itself. */
  readonly recoveredFrom?: string | undefined;
}

/** Reads a database whole: the main file, and on it the journal. Damaged files give what they can. */
export async function readFiles(source: Source, names: FileNames): Promise<Found> {
  const { files, sqlJs } = source;
  const bytes = await readOrDamage(files, names.main);
  const journal = await readJournal(files, names.journal);
  const isThere = bytes !== undefined && (bytes === 'unreadable' || bytes.length > 0);
  const loaded = !isThere ? undefined : bytes === 'unreadable' ? bytes : loadMain(sqlJs, bytes);
  if (typeof loaded === 'object') {
    const found = await readOnSound(loaded, journal);
    if (found) return found;
    // The schema and its number contradict each other.
    return readDamaged(source, names, { bytes, damage: 'corrupt', journal });
  }
  return readDamaged(source, names, {
    bytes: isThere ? bytes : undefined,
    damage: loaded,
    journal,
  });
}

/** Like {@link Found}, before it is known what to do about the rest. */
interface ReadJournal {
  readonly contents?: JournalContents;
  readonly damage?: DamageReason;
}

async function readOnSound(
  loaded: Loaded,
  { contents, damage }: ReadJournal,
): Promise<Found | undefined> {
  const { engine, id } = loaded;
  try {
    const isOwn = contents?.databaseId === id;
    const records = isOwn ? contents.records : [];
    const replayed = await replay(engine, loaded.seq, records);
    let migrated: boolean;
    try {
      migrated = migrate(engine, loaded.version);
    } catch {
      engine.close();
      return undefined;
    }
    const journalDamage =
      contents && !isOwn ? orphaned(contents) : (damage ?? endDamage(contents) ?? replayed.problem);
    return {
      memory: { engine, id, seq: replayed.seq },
      journalDamage,
      torn: contents?.end.kind === 'torn' ? contents.end.bytes : undefined,
      kept: records.filter(({ seq }) => seq > loaded.seq),
      mainIsOld: migrated || journalDamage !== undefined,
      isSound: true,
      migrated,
    };
  } catch (error) {
    engine.close();
    throw error;
  }
}

async function readDamaged(
  source: Source,
  names: FileNames,
  parts: {
    readonly bytes: Buffer | 'unreadable' | undefined;
    readonly damage: DamageReason | undefined;
    readonly journal: ReadJournal;
  },
): Promise<Found> {
  const { damage, bytes, journal } = parts;
  const contents = journal.contents;
  const records = contents?.records ?? [];
  const empty = (): Loaded => createMain(source.sqlJs, contents?.databaseId);
  const nothingThere = bytes === undefined && records.length === 0;
  const recovered = nothingThere
    ? undefined
    : await recover(
        source,
        names,
        Buffer.isBuffer(bytes) ? bytes : undefined,
        contents?.databaseId,
      );
  const loaded = recovered?.loaded ?? empty();
  const { engine, id } = loaded;
  try {
    migrate(engine, loaded.version);
    const isOwn = contents?.databaseId === id;
    const newer = isOwn ? records.filter(({ seq }) => seq > loaded.seq) : [];
    const refused = await replayFitting(engine, newer);
    const complete = isOwn && refused === 0 && recovered !== undefined && !journal.damage;
    const journalDamage =
      journal.damage ??
      endDamage(contents) ??
      (contents && !complete ? orphaned(contents) : undefined);
    return {
      memory: { engine, id, seq: Math.max(loaded.seq, newer.at(-1)?.seq ?? 0) },
      mainDamage: damage,
      journalDamage,
      torn: contents?.end.kind === 'torn' ? contents.end.bytes : undefined,
      kept: [],
      mainIsOld: true,
      isSound: false,
      migrated: false,
      recoveredFrom: nothingThere ? undefined : (recovered?.backup ?? ''),
    };
  } catch (error) {
    engine.close();
    throw error;
  }
}

async function readJournal(files: Files, path: string): Promise<ReadJournal> {
  const bytes = await readOrDamage(files, path);
  if (bytes === 'unreadable') return { damage: 'unreadable' };
  if (bytes === undefined || bytes.length === 0) return {};
  const contents = decodeJournal(bytes);
  return contents ? { contents } : { damage: 'corrupt' };
}

/** A journal without a record is nobody's. */
function orphaned({ records, end }: JournalContents): DamageReason | undefined {
  return records.length === 0 && end.kind === 'clean' ? undefined : 'orphaned';
}

function endDamage(contents: JournalContents | undefined): 'corrupt' | 'gap' | undefined {
  const kind = contents?.end.kind;
  return kind === 'corrupt' || kind === 'gap' ? kind : undefined;
}

async function readOrDamage(
  files: Files,
  path: string,
): Promise<Buffer | 'unreadable' | undefined> {
  try {
    return await files.read(path);
  } catch (error) {
    if (isDamagedDisk(error)) return 'unreadable';
    throw error;
  }
}
