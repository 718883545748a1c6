/** Makes a forgotten case of a union fail to compile; throws if one slips through at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected case: ${JSON.stringify(value)}`);
}
