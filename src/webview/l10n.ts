import { inEnglish, type Translate } from '../core/text.ts';

/** English sentence → sentence in the reader's language, as in l10n/bundle.l10n.<locale>.json. */
type Bundle = Readonly<Record<string, unknown>>;

/** A sentence that the bundle lacks stays English. */
export function translator(bundle: Bundle): Translate {
  return (message, ...args) => {
    const sentence = Object.hasOwn(bundle, message) ? bundle[message] : undefined;
    return inEnglish(typeof sentence === 'string' ? sentence : message, ...args);
  };
}

/** The host writes the bundle into the page, so that the first paint is in the right language. */
function bundleOfPage(): Bundle {
  const written = typeof document === 'undefined' ? undefined : document.body.dataset['l10n'];
  const parsed: unknown = JSON.parse(written ?? '{}');
  return typeof parsed === 'object' && parsed !== null ? (parsed as Bundle) : {};
}

export const t: Translate = translator(bundleOfPage());

/** BCP 47, such as zh-cn; numbers are written in it. */
export const locale: string =
  (typeof document === 'undefined' ? undefined : document.body.dataset['locale']) ?? 'en';
