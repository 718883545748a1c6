import path from 'node:path';
import type { ModelHeader } from './modelHeader.ts';
import { GgufProblem } from './problem.ts';

/** More than anyone has; the names have five digits. */
const MOST_PARTS = 1000;
const PART = /-(\d{5})-of-(\d{5})\.gguf$/;

/**
 * The files that a split model has beside its first one; llama.cpp finds them by their names.
 *
 * @returns paths with the ends of their names, such as `-00002-of-00003.gguf`; none if not split.
 * @throws GgufProblem if this is not the first part, or is named so that the others are not found
 */
export function otherParts(file: string, split: ModelHeader['split']): readonly Part[] {
  if (!split) return [];
  const { no, count } = split;
  if (!Number.isInteger(count) || count > MOST_PARTS || !(no >= 0 && no < count)) {
    throw new GgufProblem(`is damaged: it claims to be part ${no + 1} of ${count}`);
  }
  if (no > 0) {
    throw new GgufProblem(
      `is part ${no + 1} of a model in ${count} files: name the first, which ends in ${partEnd(1, count)}`,
      'notGguf',
    );
  }
  const [end, number, total] = PART.exec(path.basename(file)) ?? [];
  if (end === undefined || Number(number) !== 1 || Number(total) !== count) {
    throw new GgufProblem(
      `is the first of ${count} files of a model, and its name must end in ${partEnd(1, count)} ` +
        'for the others to be found: give all of them their names back',
    );
  }
  return partsBeside(file, end, count).slice(1);
}

/**
 * All files of a model, by its name alone: the other parts too, if it is named as the first of several.
 */
export function filesNamed(file: string): readonly string[] {
  const [end, number, total] = PART.exec(path.basename(file)) ?? [];
  const count = Number(total);
  if (end === undefined || Number(number) !== 1 || count < 1 || count > MOST_PARTS) {
    return [file];
  }
  return partsBeside(file, end, count).map(part => part.file);
}

interface Part {
  readonly file: string;
  /** Of its name. */
  readonly end: string;
}

/** @param end of the first part's name. */
function partsBeside(file: string, end: string, count: number): readonly Part[] {
  const beginning = file.slice(0, -end.length);
  return Array.from({ length: count }, (_, index) => {
    const other = partEnd(index + 1, count);
    return { file: beginning + other, end: other };
  });
}

function partEnd(part: number, count: number): string {
  const five = (value: number): string => String(value).padStart(5, '0');
  return `-${five(part)}-of-${five(count)}.gguf`;
}
