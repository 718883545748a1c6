import type { Turn } from '../../core/model.ts';

/** What was asked, said, thought and corrected in these turns, in UTF-16 code units. */
export function textSize(turns: readonly Turn[]): number {
  let size = 0;
  for (const { prompt, replies } of turns) {
    size += prompt.length;
    for (const { text, thinking = '', correction = '' } of replies) {
      size += text.length + thinking.length + correction.length;
    }
  }
  return size;
}
