import type { LeftOut } from '../../../core/formats/export/format.ts';
import type { ExportProgress } from '../../app/exporting.ts';
import type { Finding } from './secrets.ts';

/** As much of the file as the preview shows, in UTF-16 units. */
const KEPT = 64 * 1024;
/** After this many milliseconds the rest is estimated: the file itself is still to be rendered. */
const BUDGET_MS = 4_000;
/** The editor waits no longer than this for us. */
const SLICE_MS = 12;

/** What a rendering has shown so far. */
export interface Sample {
  readonly state: 'running' | 'whole' | 'part';
  /** The beginning of the file. */
  readonly text: string;
  /** UTF-8 bytes rendered. */
  readonly bytes: number;
  /** Sessions rendered. */
  readonly sessions: number;
  readonly leftOut: ReadonlyMap<LeftOut, number>;
  readonly findings: readonly Finding[];
}

interface Rendering {
  readonly pieces: AsyncIterable<string>;
  readonly progress: () => ExportProgress;
}

export interface SampleTools {
  /** What was found in the sessions rendered so far. */
  readonly findings: () => readonly Finding[];
  /** Milliseconds, from any origin. */
  readonly clock: () => number;
  /** Lets others run. */
  readonly pause: () => Promise<void>;
  readonly signal: AbortSignal;
  /** Told when the text is complete, and at the end. */
  readonly onChange: (sample: Sample) => void;
}

/**
 * Renders for a look at it: the beginning, the size, what is left out and what should not get out.
 *
 * @throws what the pieces throw; nothing for an abort, which ends it silently.
 */
export async function sampleExport(
  { pieces, progress }: Rendering,
  { findings, clock, pause, signal, onChange }: SampleTools,
): Promise<void> {
  const begun = clock();
  let resumed = begun;
  let text = '';
  let isFull = false;
  let bytes = 0;
  const now = (state: Sample['state']): Sample => {
    const { sessions, leftOut } = progress();
    return { state, text, bytes, sessions, leftOut: new Map(leftOut), findings: findings() };
  };
  for await (const piece of pieces) {
    if (signal.aborted) return;
    bytes += Buffer.byteLength(piece);
    if (!isFull) {
      const longer = text + piece.slice(0, KEPT);
      isFull = longer.length >= KEPT;
      text = isFull ? beginning(longer) : longer;
      if (isFull) onChange(now('running'));
    }
    if (clock() - begun > BUDGET_MS) {
      onChange(now('part'));
      return;
    }
    if (clock() - resumed < SLICE_MS) continue;
    await pause();
    resumed = clock();
  }
  if (!signal.aborted) onChange(now('whole'));
}

/** Cut to the kept length, never between the halves of a character. */
function beginning(text: string): string {
  const cut = text.slice(0, KEPT);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** The bytes that the file of this many sessions will have. */
export function sizeOf(
  { state, bytes, sessions }: Sample,
  ofSessions: number,
): { readonly bytes: number; readonly exact: boolean } {
  if (state === 'whole') return { bytes, exact: true };
  return { bytes: (bytes * ofSessions) / Math.max(1, sessions), exact: false };
}
