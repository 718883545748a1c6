/** A settings value that cannot be used; what is beside it still works. */
export interface SettingProblem {
  /** Such as chatzoo.bots[2].sampling.temperature */
  readonly path: string;
  /** The value found, as short JSON without secrets. */
  readonly found: string;
  /** What was expected, in the reader's language. */
  readonly expected: string;
}

/** Longest value that is shown, in characters. */
const MAX_SHOWN = 80;
const MASK = '…';

/** Whether a setting of this name would hold something that must not be shown. */
export function isSecretName(name: string): boolean {
  return /api[-_ ]?key|^key$|token$|secret|passw|authorization|cookie|^headers$/i.test(name);
}

/** The value as JSON of at most 80 characters, with all that looks like a secret masked. */
export function showValue(value: unknown, name = ''): string {
  const text = asJson(value, name).replace(/(\/\/)[^/@\s"]+@/g, `$1${MASK}@`);
  return text.length > MAX_SHOWN ? text.slice(0, MAX_SHOWN - 1) + MASK : text;
}

function asJson(value: unknown, name: string): string {
  if (value === undefined) return 'undefined';
  if (isSecretName(name)) return JSON.stringify(MASK);
  if (typeof value === 'number') return String(value);
  try {
    const json = JSON.stringify(value, (key, member: unknown) =>
      isSecretName(key) ? MASK : hideQuery(member),
    ) as string | undefined;
    return json ?? typeof value;
  } catch {
    // A bigint or a cycle: no settings file can hold one, but this function promises not to throw.
    return typeof value;
  }
}

/** An address's query is where some servers want their key. */
function hideQuery(value: unknown): unknown {
  if (typeof value !== 'string' || !/^https?:/i.test(value)) return value;
  return value.replace(/([?#]).*$/s, `$1${MASK}`);
}
