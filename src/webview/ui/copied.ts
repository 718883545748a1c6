/** Milliseconds for which a button says that it has copied. */
export const COPIED_MS = 1_500;
