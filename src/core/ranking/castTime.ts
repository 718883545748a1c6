/** The last instant that a Date holds. */
const LAST_INSTANT = 8.64e15;

/** Whether it says when a vote was cast. Imported votes may not know; 0 stands for that. */
export function isTime(castAt: number): boolean {
  return castAt !== 0 && Math.abs(castAt) <= LAST_INSTANT;
}
