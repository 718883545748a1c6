/** Whether two values of the model say the same; a field that is undefined is one that is left out. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other))
    return false;
  for (const field of Object.keys(one)) if (!sameValue(one[field], other[field])) return false;
  return Object.keys(other).every(field => field in one || other[field] === undefined);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
