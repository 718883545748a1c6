import { CONTENTS, type Content, type ExportFormat } from '../../../core/formats/export/format.ts';

/** What the user has chosen in the export form, and finds again the next time. */
export interface Choices {
  readonly format: ExportFormat;
  readonly content: Content;
  /** Whether people's names are replaced. */
  readonly pseudonyms: boolean;
  /** The same salt gives the same pseudonyms. */
  readonly salt: string;
  /** The folder's address; undefined for the default. */
  readonly folder?: string | undefined;
}

/** The part of `vscode.Memento` that is needed here. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const KEY = 'chatzoo.export';

/** What was chosen the last time in this workspace; whatever is not usable any more is the default. */
export function recall(
  memory: Memory,
  formats: readonly [ExportFormat, ...ExportFormat[]],
  newSalt: () => string,
): Choices {
  const kept = memory.get(KEY);
  const of = (name: string): unknown =>
    typeof kept === 'object' && kept !== null
      ? (kept as Readonly<Record<string, unknown>>)[name]
      : undefined;
  const salt = of('salt');
  const folder = of('folder');
  return inFormat(formats.find(({ id }) => id === of('format')) ?? formats[0], {
    content: CONTENTS.find(content => content === of('content')) ?? 'full',
    pseudonyms: of('pseudonyms') === true,
    salt: typeof salt === 'string' && salt !== '' ? salt : newSalt(),
    folder: typeof folder === 'string' ? folder : undefined,
  });
}

export async function remember(memory: Memory, choices: Choices): Promise<void> {
  const { format, ...rest } = choices;
  await memory.update(KEY, { ...rest, format: format.id });
}

/** The choices with another format, and a content that it can hold. */
export function inFormat(format: ExportFormat, choices: Omit<Choices, 'format'>): Choices {
  const { contents } = format;
  const content = contents.includes(choices.content) ? choices.content : (contents[0] ?? 'full');
  return { ...choices, format, content };
}
