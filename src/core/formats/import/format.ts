import type { Timestamp } from '../../model.ts';
import type { Translate } from '../../text.ts';
import type { SessionRecord } from '../record.ts';

/** `json`: one document. `jsonl`, `csv`: a row a line. `tables`: an SQLite database. */
type Shape = 'json' | 'jsonl' | 'csv' | 'tables';

/** A row as a table has it, by column name. */
export type TableRow = Readonly<Record<string, string | number | null>>;

/** A file's content, before anybody knows what it means. */
export type Content =
  | { readonly shape: 'json'; readonly value: unknown }
  /** `first` are some rows at its beginning, for recognising it. */
  | { readonly shape: 'jsonl' | 'csv'; readonly first: readonly unknown[]; readonly rows: Rows }
  | { readonly shape: 'tables'; readonly tables: ReadonlyMap<string, readonly TableRow[]> };

/** The lines of a file; one that is no JSON comes as `broken`, with what is wrong. */
export type Rows = AsyncIterable<
  | { readonly line: number; readonly row: unknown }
  | { readonly line: number; readonly broken: string }
>;

/** What a reader found at one place of the file: a line number, or a path such as `[3].messages[0]`. */
export type Found =
  | { readonly at: string; readonly record: SessionRecord }
  /** `reason` is a sentence for people: what is wrong there. */
  | { readonly at: string; readonly refused: string };

export interface ImportContext {
  readonly t: Translate;
  readonly now: Timestamp;
  /** SHA-256 of the text's UTF-8, as hex: makes the same id of the same thing every time. */
  readonly hash: (text: string) => string;
  /** Told of each field that has no place here, by its path without indexes: `state.has_csam_image`. */
  readonly onNotKept: (field: string) => void;
  readonly cleaning: CleaningOptions;
}

/** What FastChat's cleaning takes from its command line. */
export interface CleaningOptions {
  readonly excludedModels: readonly string[];
  readonly bannedIps: readonly string[];
}

/** One way to read sessions from a file. Ids that the file does not have come from `hash`. */
export interface ImportFormat {
  readonly id: string;
  /** The format's own name, not translated. */
  readonly label: string;
  readonly shapes: readonly Shape[];
  /** Whether the content looks like this format; must not throw, whatever it gets. */
  recognises(content: Content): boolean;
  /** Gives what is in the file, in its order. Bad parts come as refused; it never throws for them. */
  read(content: Content, context: ImportContext): AsyncIterable<Found>;
}
