import { memberOf, Unread, type ConfigObject, type ConfigValue } from './configValue.ts';
import type { Remark } from './foundBot.ts';
import type { Translate } from '../../text.ts';

/** What programs write where a server wants no key. */
const NO_KEY = /^\s*(?:empty|none|null|no[-_ ]?key)?\s*$/i;

/** One entry of a configuration, read key by key; what nobody asked for is remarked on at the end. */
export class EntryFields {
  readonly remarks: Remark[] = [];
  readonly #values: ConfigObject;
  readonly #known = new Set<string>();
  readonly #t: Translate;

  constructor(values: ConfigObject, t: Translate) {
    this.#values = values;
    this.#t = t;
  }

  /** The value, whatever it is; its key counts as known. */
  take(key: string): ConfigValue | undefined {
    this.#known.add(key);
    return memberOf(this.#values, key);
  }

  /** A text with something in it, without the spaces around it; anything else is remarked on. */
  text(key: string): string | undefined {
    const value = this.take(key);
    if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
    if (value !== undefined && value !== null) {
      const t = this.#t;
      this.leftOut(key, value instanceof Unread ? t('not read, see below') : t('not a text'));
    }
    return undefined;
  }

  /** A secret; what stands for none is none. Its value is in no remark. */
  apiKey(key: string): string | undefined {
    const t = this.#t;
    const value = this.take(key);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') {
      const isUnread = value instanceof Unread;
      this.leftOut(key, isUnread ? t('not read, see below; set it later') : t('not a text'));
      return undefined;
    }
    if (NO_KEY.test(value)) {
      if (value.trim() !== '') this.leftOut(key, t('stands for no key'));
      return undefined;
    }
    this.leftOut(key, t('a secret: it can be kept in the secret storage, never in settings'));
    return value.trim();
  }

  became(key: string, to: string, more: Pick<Remark, 'why' | 'only'> = {}): void {
    this.remarks.push({ key, to, ...more });
  }

  leftOut(key: string, why: string): void {
    this.#known.add(key);
    this.remarks.push({ key, why });
  }

  /** Leaves these out, if they are there. */
  leaveOutEach(reasons: Readonly<Record<string, string>>): void {
    for (const [key, why] of Object.entries(reasons)) {
      const value = this.take(key);
      if (value !== undefined && value !== null && value !== '') this.leftOut(key, why);
    }
  }

  /** Remarks on the keys that nobody asked for; call it after all others. */
  finish(): void {
    const t = this.#t;
    for (const key of Object.keys(this.#values)) {
      if (!this.#known.has(key)) this.leftOut(key, t('there is no such setting'));
    }
  }
}
