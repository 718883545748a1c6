import path from 'node:path';
import type { ModelFileProblem } from '../../../bots/describeModel.ts';
import { assertNever } from '../../../core/std/assertNever.ts';
import type { Translate } from '../../../core/text.ts';

/** Why a file cannot be a bot's model, and what to do. @param file as the user knows it. */
export function problemText(
  { kind, message, otherFile }: ModelFileProblem,
  file: string,
  t: Translate,
): string {
  switch (kind) {
    case 'missing':
      return t('There is no file {0}.', file);
    case 'folder':
      return t('{0} is a folder. Choose a GGUF file in it.', file);
    case 'adapter':
      return t(
        '{0} is a LoRA adapter, which changes a model. Add the model it was made for, and name this file under lora of that bot.',
        file,
      );
    case 'projector':
      return t(
        '{0} is a projector (mmproj), which lets a model see pictures. Add the model itself.',
        file,
      );
    case 'embedding':
      return t(
        '{0} is an embedding model, which turns text into numbers and cannot chat. Choose a chat model.',
        file,
      );
    case 'laterPart':
      return otherFile === undefined
        ? t('{0} is not the first file of a split model. Choose the first one.', file)
        : t(
            '{0} is not the first file of a split model. Choose {1}.',
            file,
            path.basename(otherFile),
          );
    case 'partMissing':
      return t(
        'Another file of the split model is missing beside {0}: {1}. Download it, too.',
        file,
        otherFile ?? '',
      );
    case 'unreadable':
    case 'otherFile':
    case 'unusable':
      return t('{0} cannot be used. It {1}.', file, message);
    default:
      return assertNever(kind);
  }
}
