import * as vscode from 'vscode';
import type { Preset } from '../../../core/catalogue/preset.ts';
import { readerNow } from '../adding/surroundings.ts';
import type { CommandContext } from '../commands/command.ts';
import { bytesText } from '../sessionsView/bytes.ts';

/** What a model needs of this machine. */
export interface Room {
  /** Bytes; undefined where the system does not say. */
  readonly disk: number | undefined;
  /** Bytes of memory that models may have altogether: the user's limit, or what the machine has. */
  readonly memory: number;
}

/** Weights, and about so much more for the conversation and the program. */
const MEMORY_PER_BYTE = 1.2;

export async function roomHere(
  context: Pick<CommandContext, 'settings'>,
  disk: number | undefined,
): Promise<Room> {
  const { total, limit } = (await readerNow(context)).memory;
  return { disk, memory: limit ?? total };
}

/** What a model of this size would do to this machine; undefined if it fits. */
export function fitWarning(bytes: number | undefined, { disk, memory }: Room): string | undefined {
  const { t } = vscode.l10n;
  const { language } = vscode.env;
  if (bytes === undefined) return undefined;
  if (disk !== undefined && bytes > disk) {
    return t('does not fit on the disk: {0} are free', bytesText(disk, language));
  }
  const needed = bytes * MEMORY_PER_BYTE;
  return needed > memory
    ? t('about {0} of memory, too large for this machine', bytesText(needed, language))
    : undefined;
}

/** `398 MB · Q4_K_M`, as far as it is known. */
export function sizeText({ file }: Preset): string {
  const { t } = vscode.l10n;
  if (!file) return t('bring your own GGUF file');
  const { bytes, quantisation } = file;
  return bytes === undefined
    ? quantisation
    : `${bytesText(bytes, vscode.env.language)} · ${quantisation}`;
}

/** `Apache-2.0 · English, Chinese · context 32,768` */
export function aboutText({ file, languages, contextSize, template }: Preset): string {
  const { t } = vscode.l10n;
  const { language } = vscode.env;
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const listed = new Intl.ListFormat(language, { type: 'unit', style: 'narrow' });
  const tokens = new Intl.NumberFormat(language).format(contextSize);
  return [
    file?.licence.name ??
      (typeof template === 'string' ? t('chat template: {0}', template) : undefined),
    listed.format(languages.map(code => names.of(code) ?? code)),
    t('context {0}', tokens),
  ]
    .filter(text => text !== undefined)
    .join(' · ');
}
