interface Style {
  readonly eol: string;
  /** What one level is indented by. */
  readonly unit: string;
  /** Of the line that the value begins in. */
  readonly indent: string;
}

/** A value as JSON, each member on a line of its own. */
export function spread(value: unknown, { eol, unit, indent }: Style): string {
  return JSON.stringify(value, undefined, unit).replaceAll('\n', eol + indent);
}

/** A value as JSON in one line, with spaces where people put them. */
export function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `${JSON.stringify(key)}: ${oneLine(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
