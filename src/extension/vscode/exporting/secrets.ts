import { findSecrets, type Secret } from '../../../core/formats/export/findSecrets.ts';
import type { Content } from '../../../core/formats/export/format.ts';
import { redact } from '../../../core/formats/export/redact.ts';
import type { SessionRecord } from '../../../core/formats/record.ts';
import type { SessionId, TurnId } from '../../../core/model.ts';
import { assertNever } from '../../../core/std/assertNever.ts';
import type { Translate } from '../../../core/text.ts';
import type { RecordStore } from '../../app/ports.ts';

/** As many as anybody would look through. */
const KEPT_FINDINGS = 1_000;

/** A place that looks like something people may not want to give away. */
export interface Finding {
  readonly what: Secret['what'];
  readonly sessionId: SessionId;
  readonly title: string;
  /** None for the title, a name, a tag, a system prompt or a comment. */
  readonly turnId?: TurnId | undefined;
  /** 1 for the first turn. */
  readonly turn?: number | undefined;
}

/**
 * Looks through what an export writes while it is written.
 *
 * @param content what the export is asked for.
 */
export function watched(
  records: RecordStore,
  content: Content,
): {
  readonly records: RecordStore;
  /** Gives the pieces on, and reads them too. */
  readonly pieces: (pieces: AsyncIterable<string>) => AsyncIterable<string>;
  /** What was found in the sessions written so far. */
  readonly findings: () => readonly Finding[];
} {
  const settled: Finding[] = [];
  const seen = new Set<SessionId>();
  // A format is done with a session before it asks for the next.
  let candidates: readonly Candidate[] = [];
  let written: string[] = [];
  const now = (): Finding[] =>
    candidates.length === 0 ? [] : inFile(candidates, written.join(''));
  return {
    records: {
      compare: some => records.compare(some),
      merge: some => records.merge(some),
      get: async id => {
        settled.push(...now());
        [candidates, written] = [[], []];
        const record = await records.get(id);
        if (record && !seen.has(id) && settled.length < KEPT_FINDINGS) {
          seen.add(id);
          candidates = candidatesIn(record, content);
        }
        return record;
      },
    },
    pieces: async function* (pieces) {
      for await (const piece of pieces) {
        if (candidates.length > 0) written.push(piece);
        yield piece;
      }
    },
    findings: () => [...settled, ...now()].slice(0, KEPT_FINDINGS),
  };
}

/** Something that would be a finding if the format writes it. */
interface Candidate {
  readonly found: string;
  readonly finding: Finding;
}

function candidatesIn(record: SessionRecord, content: Content): Candidate[] {
  const { id, title } = record.session;
  const all = new Map<string, Candidate>();
  for (const { where, what, found } of findSecrets(redact(record, { content }))) {
    const [, index] = /^turns\[(\d+)\]/.exec(where) ?? [];
    const at = index === undefined ? undefined : Number(index);
    const isName = /\.(?:name|model|botName)$/.test(where);
    // A bot's name stands in many fields and is one place to look at.
    const key = isName ? `name ${what} ${found}` : where + what;
    const turn = at === undefined || isName ? {} : { turn: at + 1, turnId: record.turns[at]?.id };
    if (!all.has(key)) all.set(key, { found, finding: { what, sessionId: id, title, ...turn } });
  }
  return [...all.values()];
}

/** Those that stand in the text, whatever marks the format has put around or into them. */
function inFile(candidates: readonly Candidate[], text: string): Finding[] {
  const plain = bare(text);
  return candidates.flatMap(({ found, finding }) => (plain.includes(bare(found)) ? [finding] : []));
}

/** Letters and digits only: formats escape other characters, and break lines between words. */
function bare(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}

export function isKey({ what }: Finding): boolean {
  return what === 'key';
}

/** `e-mail address, turn 2` */
export function findingText({ what, turn }: Finding, t: Translate): string {
  return turn === undefined ? kindText(what, t) : t('{0}, turn {1}', kindText(what, t), turn);
}

function kindText(what: Secret['what'], t: Translate): string {
  switch (what) {
    case 'key':
      return t('like a key');
    case 'path':
      return t('like a path of a machine');
    case 'email':
      return t('like an e-mail address');
    default:
      return assertNever(what);
  }
}
