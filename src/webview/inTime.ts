import { t } from './l10n.ts';

/** A host that was restarted leaves its old pages without anybody to answer them. */
const PATIENCE_MS = 15_000;

/** The host's first answer; says what to do if it never comes. */
export async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(t('ChatZoo does not answer. Close this page and open it again.')));
    }, PATIENCE_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
