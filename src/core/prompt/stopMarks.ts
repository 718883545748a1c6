/** How families write the end of a turn; `</s>` is not among them, for it is HTML as well. */
const MARKS = /<[|｜][^<>|｜\s]+[|｜]>|<(?:eoa|eoh|eod|end|sep|end_of_turn)>/g;

/**
 * What of the text after a reply is no ordinary text, so that a model which writes it, instead of
 * making the token, has ended its reply too.
 */
export function stopMarks(afterReply: string): readonly string[] {
  return [...new Set(afterReply.match(MARKS) ?? [])];
}
