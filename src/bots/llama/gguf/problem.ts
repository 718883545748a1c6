/** What is wrong with a file, as a sentence's end: "is empty", "ends within its header". */
export class GgufProblem extends Error {
  override readonly name = 'GgufProblem';
  /** Whether it is another kind of file, or the right kind and damaged. */
  readonly kind: 'notGguf' | 'modelBroken';

  constructor(message: string, kind: 'notGguf' | 'modelBroken' = 'modelBroken') {
    super(message);
    this.kind = kind;
  }
}

/** The file stops too early, by so many bytes if that can be known. */
export function cutOff(missing?: number): GgufProblem {
  const much = missing === undefined ? '' : `: ${amount(missing)} missing`;
  return new GgufProblem(`is cut off${much}. The download may be unfinished: download it again`);
}

/** @param bytes from 1 */
function amount(bytes: number): string {
  if (bytes === 1) return '1 byte';
  if (bytes < 10_000) return `${bytes} bytes`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(2)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

/** A name out of a file that may be damaged, fit to be shown. */
export function shown(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]+/g, '?');
  return plain.length <= 64 ? plain : `${plain.slice(0, 64)}…`;
}
