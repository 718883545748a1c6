import type {
  CleaningOptions,
  Content,
  ImportFormat,
  Rows,
} from '../../core/formats/import/format.ts';
import { IMPORT_FORMATS } from '../../core/formats/import/registry.ts';
import type { SessionRecord } from '../../core/formats/record.ts';
import type { Timestamp } from '../../core/model.ts';
import type { Translate } from '../../core/text.ts';
import { createTally, type ImportReport } from './importReport.ts';
import type { MergeOutcome, OpenedContent, RecordStore } from './ports.ts';
import { Refusal } from './refusal.ts';
import { createSeenBefore } from './seenBefore.ts';
import { textSize } from './textSize.ts';

export type { ImportReport } from './importReport.ts';

export interface ImportJob {
  /** Called once a run. */
  readonly open: () => Promise<OpenedContent>;
  /** Without one the first that recognises the file. */
  readonly format?: ImportFormat | undefined;
  readonly cleaning?: CleaningOptions | undefined;
  /** Stops between two batches. */
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how many entries of the file have been read. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

export interface ImportTools {
  readonly records: RecordStore;
  /** SHA-256 as hex. */
  readonly hash: (text: string) => string;
  readonly now: () => Timestamp;
  readonly t: Translate;
}

/** A batch is all or nothing; most files are one. Texts count in UTF-16 code units. */
const BATCH = { sessions: 100, characters: 4 * 1024 * 1024 };
const PROGRESS_MS = 50;

/**
 * Says what {@link runImport} would do; nothing is written.
 *
 * @throws Refusal `unknownFormat`; whatever opening or reading the file throws.
 */
export function planImport(job: ImportJob, tools: ImportTools): Promise<ImportReport> {
  const before = createSeenBefore();
  return readAll(job, tools, async records =>
    before.correct(records, await tools.records.compare(records)),
  );
}

/**
 * Adds what is not there yet. Stopped or failed, it leaves whole batches; importing the file again
 * adds the rest.
 *
 * @throws as {@link planImport}; StoreError.
 */
export function runImport(job: ImportJob, tools: ImportTools): Promise<ImportReport> {
  return readAll(job, tools, records => tools.records.merge(records));
}

async function readAll(
  job: ImportJob,
  tools: ImportTools,
  take: (records: readonly SessionRecord[]) => Promise<readonly MergeOutcome[]>,
): Promise<ImportReport> {
  const opened = await job.open();
  try {
    const { format, content } = recognised(opened.content, job.format, tools.t);
    const tally = createTally(format);
    const isStopped = (): boolean => job.signal?.aborted ?? false;
    const progress = createProgress(job.onProgress, tools.now);

    let batch: { readonly at: string; readonly record: SessionRecord }[] = [];
    let characters = 0;
    const flush = async (): Promise<void> => {
      const taken = batch;
      batch = [];
      characters = 0;
      const outcomes = taken.length === 0 ? [] : await take(taken.map(({ record }) => record));
      for (const [index, { at, record }] of taken.entries()) {
        const outcome = outcomes[index];
        if (outcome) tally.merged(at, record, outcome);
      }
      await breathe();
    };

    const { hash, t } = tools;
    const cleaning = job.cleaning ?? { excludedModels: [], bannedIps: [] };
    const { notKept: onNotKept } = tally;
    const found = format.read(content, { t, now: tools.now(), hash, onNotKept, cleaning });
    for await (const each of found) {
      if (isStopped()) break;
      if (progress()) await breathe();
      if ('refused' in each) {
        tally.refused(each.at, each.refused);
        continue;
      }
      batch.push(each);
      characters += textSize(each.record.turns);
      if (batch.length >= BATCH.sessions || characters >= BATCH.characters) await flush();
    }
    if (!isStopped()) await flush();
    for (const note of opened.notes()) tally.notKept(note);
    progress(true);
    return tally.report(isStopped());
  } finally {
    await opened.close();
  }
}

/** The format, and the content in the shape that it reads. */
function recognised(
  content: Content,
  chosen: ImportFormat | undefined,
  t: Translate,
): { readonly format: ImportFormat; readonly content: Content } {
  const formats = chosen ? [chosen] : IMPORT_FORMATS;
  for (const each of [content, ...asOneLine(content)]) {
    const format = formats.find(
      one => one.shapes.includes(each.shape) && (chosen !== undefined || one.recognises(each)),
    );
    if (format) return { format, content: each };
  }
  throw new Refusal(
    'unknownFormat',
    chosen
      ? t('This file cannot hold {0}.', chosen.label)
      : t(
          'The file holds none of the formats that can be imported: {0}.',
          IMPORT_FORMATS.map(({ label }) => label).join(', '),
        ),
  );
}

/** JSON Lines with a single line look like a document. */
function asOneLine(content: Content): readonly Content[] {
  if (content.shape !== 'json') return [];
  const row = content.value;
  const rows: Rows = {
    [Symbol.asyncIterator]: async function* () {
      yield await Promise.resolve({ line: 1, row });
    },
  };
  return [{ shape: 'jsonl', first: [row], rows }];
}

/** Counts an entry and tells of it if it is time; the last one is always told. @returns whether it told */
function createProgress(
  onProgress: ImportJob['onProgress'],
  now: () => Timestamp,
): (isEnd?: boolean) => boolean {
  let done = 0;
  let told = now();
  return (isEnd = false) => {
    if (!isEnd) done++;
    // A clock that was set back must not silence it.
    if (!isEnd && Math.abs(now() - told) < PROGRESS_MS) return false;
    told = now();
    onProgress?.(done);
    return true;
  };
}

/** Lets whatever else waits in this process have its turn. */
function breathe(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve));
}
