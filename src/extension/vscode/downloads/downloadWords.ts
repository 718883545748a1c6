import type { Translate } from '../../../core/text.ts';
import type { DownloadErrorCode } from '../../../protocol/downloadProcess.ts';
import { downloadErrorCode } from '../../app/downloads.ts';

export interface Words {
  readonly t: Translate;
  readonly size: (bytes: number) => string;
}

/** Why a download does not go on, and what to do. @param error one with a DownloadErrorCode, or a bug. */
export function downloadWords(error: unknown, { t, size }: Words): string {
  const detail = error instanceof Error ? error.message : String(error);
  const texts: Readonly<Record<DownloadErrorCode, () => string>> = {
    badAddress: () =>
      t(
        'This is no address of a model: {0}. Paste hf:user/repository/file.gguf, or an https link to a GGUF file without a password in it.',
        detail,
      ),
    noConnection: () =>
      t(
        'No connection: {0}. Check the network, then resume; what is there already is kept.',
        detail,
      ),
    noAccess: () =>
      t(
        '{0} does not give this file to everybody. Accept the licence on the model’s page there, then enter an access token of yours.',
        detail,
      ),
    notFound: () =>
      t('There is no such file at {0}. Check the address, the file’s name and the branch.', detail),
    serverError: () => t('The server refused: {0}. Try again later.', detail),
    notAModel: () =>
      detail === ''
        ? t('What comes from this address is no GGUF file. Paste the address of the file itself.')
        : t(
            'What comes from this address is no GGUF file but {0}. Paste the address of the file itself.',
            detail,
          ),
    split: () =>
      t(
        'This model is split into several files. Download them in a browser and add the first one, or choose a smaller quantization.',
      ),
    otherFile: () =>
      t(
        'The server has another file there than was expected: it was replaced. Look at the model’s page, and download it by its address if it is what you want.',
      ),
    diskFull: () =>
      Number(detail) > 0
        ? t(
            'The disk is full: {0} more is needed. Free some space, or choose another folder in chatzoo.models.folder, then resume.',
            size(Number(detail)),
          )
        : t(
            'The disk is full. Free some space, or choose another folder in chatzoo.models.folder, then resume.',
          ),
    tooShort: () =>
      t('{0} sends less than it announced, again and again. Try again later.', detail),
    wrongChecksum: () =>
      t(
        'The checksum is wrong, so the file was damaged on its way or is another one. It was removed; try again.',
      ),
    taken: () =>
      t('There is another file in its place: {0}. Move it away or rename it, then resume.', detail),
    busy: () => t('Another window is downloading this file.'),
    noFolder: () =>
      t(
        'The folder of the models cannot be written ({0}). Choose another one in chatzoo.models.folder.',
        detail,
      ),
  };
  const code = downloadErrorCode(error) ?? '';
  if (Object.hasOwn(texts, code)) return texts[code as DownloadErrorCode]();
  return t(
    'The download ended unexpectedly: {0}. Resume it; what is there already is kept.',
    detail,
  );
}
