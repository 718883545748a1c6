import path from 'node:path';
import type { ModelDescription } from '../../../bots/describeModel.ts';
import { assertNever } from '../../../core/std/assertNever.ts';
import { familyNameForFile } from '../../../core/prompt/fileNames.ts';
import type { Translate } from '../../../core/text.ts';
import { bytesText } from '../sessionsView/bytes.ts';
import { memoryFit, type MemoryView } from './memoryFit.ts';

/** For whom it is said, and on which machine. */
export interface Reader {
  readonly t: Translate;
  /** Of the editor, such as `zh-cn`. */
  readonly language: string;
  readonly memory: MemoryView;
}

/** Size and making in one line: `Q4_K · 4.7 GB · 8B`. */
export function modelLine(model: ModelDescription, { language }: Pick<Reader, 'language'>): string {
  return [
    model.quantisation,
    bytesText(model.fileSize, language),
    parametersText(model.parameters, language),
  ]
    .filter(part => part !== undefined)
    .join(' · ');
}

/** Memory, context and template in one line, what decides first: the line may be cut. */
export function modelDetail(
  model: ModelDescription,
  knownAs: string | undefined,
  reader: Reader,
): string {
  return [
    fitText(model, reader),
    contextText(model, reader),
    templateText(model, knownAs, reader),
  ].join(' · ');
}

/** As makers count them: 8B, 0.5B, 135M. */
export function parametersText(parameters: number, language: string): string {
  const [value, unit] =
    parameters >= 0.95e9
      ? [parameters / 1e9, 'B']
      : parameters >= 1e6
        ? [parameters / 1e6, 'M']
        : [parameters / 1e3, 'K'];
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: value < 10 ? 1 : 0 });
  return format.format(value) + unit;
}

export function contextText(
  { contextSize, trainContextSize }: ModelDescription,
  { t, language }: Pick<Reader, 't' | 'language'>,
): string {
  const number = new Intl.NumberFormat(language);
  if (trainContextSize === undefined || trainContextSize === contextSize) {
    return t('{0} tokens', number.format(contextSize));
  }
  return t('{0} tokens, up to {1}', number.format(contextSize), number.format(trainContextSize));
}

/** @param knownAs the name that another program gave it, which may tell more than the file's. */
export function templateText(
  { hasTemplate, path: file }: Pick<ModelDescription, 'hasTemplate' | 'path'>,
  knownAs: string | undefined,
  { t }: Pick<Reader, 't'>,
): string {
  if (hasTemplate) return t('own template');
  const family = familyNameForFile(path.basename(file)) ?? familyNameForFile(knownAs ?? '');
  return family === undefined
    ? t('no template: a plain one is used')
    : t('template by its name: {0}', family);
}

export function fitText(
  { need }: Pick<ModelDescription, 'need'>,
  { t, language, memory }: Reader,
): string {
  const { kind, needed, usable } = memoryFit(need, memory);
  const [wanted, there] = [bytesText(needed, language), bytesText(usable, language)];
  switch (kind) {
    case 'fits':
      return t('about {0} of memory, fits', wanted);
    case 'notNow':
      return t('about {0} of memory, {1} can be used now: close other programs', wanted, there);
    case 'tooLarge':
      return t('about {0} of memory, too large for this machine', wanted);
    default:
      return assertNever(kind);
  }
}
