import type { Fingerprint, Id } from '../../../model.ts';

/**
 * Makes ids of what identifies a thing, so that reading a file twice gives the same ones. The parts
 * are joined as JSON: no two lists of parts give the same text.
 */
export type MakeId = <Kind extends string>(
  kind: Kind,
  ...parts: readonly (string | number)[]
) => Id<Kind>;

export function idsOf(format: string, hash: (text: string) => string): MakeId {
  return <Kind extends string>(kind: Kind, ...parts: readonly (string | number)[]) =>
    hash(JSON.stringify([format, kind, ...parts])).slice(0, 32) as Id<Kind>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id that a file gives, if it is one that no other thing in the world has. */
export function ownId<Kind extends string>(value: unknown): Id<Kind> | undefined {
  return typeof value === 'string' && UUID.test(value)
    ? (value.toLowerCase() as Id<Kind>)
    : undefined;
}

/**
 * The fingerprint of a bot of which only the model's name is known. It is the same in every format:
 * other programs rate by that name alone.
 */
export function fingerprintOfModel(model: string, hash: (text: string) => string): Fingerprint {
  return hash(JSON.stringify(['imported', model])).slice(0, 8) as Fingerprint;
}
