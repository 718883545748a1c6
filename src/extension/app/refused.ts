/** Whether the store refused a change because it contradicts what is stored; it has read that by then. */
export function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'refused';
}
