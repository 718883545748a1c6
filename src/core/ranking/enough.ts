/** Fewer votes or an interval that is wider, in points, tell hardly anything. */
export const ENOUGH = { votes: 10, width: 800 } as const;

/**
 * Whether a rating has enough votes behind it to mean anything.
 *
 * @param votes that the bot was shown in; the battles of one vote say hardly more than one of them.
 * @param width of the 95 % interval of its Bradley–Terry rating, whatever the method.
 */
export function isEnough(votes: number, width: number): boolean {
  return votes >= ENOUGH.votes && width < ENOUGH.width;
}
