/**
 * Most tokens evaluated in one go without a GPU: attention needs room for batch × context × heads
 * numbers, and larger ones are no faster there.
 */
export const CPU_BATCH = 128;
