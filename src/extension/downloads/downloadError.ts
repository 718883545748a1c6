import type { DownloadErrorCode } from '../../protocol/downloadProcess.ts';

/** Why a download does not go on. Its message is no sentence, but what the sentence says it about: a status, a host. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  readonly code: DownloadErrorCode;

  constructor(code: DownloadErrorCode, detail = '') {
    super(detail);
    this.code = code;
  }
}

/** What the system said when it could not write. */
export function writeError(error: unknown): DownloadError {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return new DownloadError('diskFull');
  return new DownloadError('noFolder', code ?? String(error));
}

/** Such as `ENOENT`, also of what caused the error. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return systemCode(error.cause);
}
