import { Buffer } from 'node:buffer';
import { seededRandom } from '../../scripts/demo/random.mjs';

export interface Variant {
  readonly seed: number;
  /** What was done, for the message of a test that fails. */
  readonly what: string;
  readonly bytes: Buffer;
}

/** A number in the header, by what it says. */
interface Field {
  readonly what: string;
  readonly kind: 'length' | 'type' | 'value';
  readonly at: number;
  readonly bytes: 1 | 2 | 4 | 8;
}

type Random = () => number;

/** Where programs that read such files go wrong. */
const ODD_NUMBERS = [0, 1, 2, 3, 7, 8, 16, 31, 33, 127, 255, 256, 511, 513, 4096, 65_535, 65_536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 40, 2 ** 53, 2 ** 63, 2 ** 64 - 2048]; // prettier-ignore

/**
 * Damages a valid GGUF file as disks, downloads and bad tools do, and as someone would who wants to
 * do harm. The same seed gives the same bytes. Most damage is done to the header.
 *
 * @param valid a whole file of version 2 or 3, little endian.
 */
export function mutate(valid: Buffer, seed: number): Variant {
  // Neighbouring seeds give this generator similar first numbers.
  const random = seededRandom(Math.imul(seed + 1, 0x9e37_79b1));
  for (let i = 0; i < 8; i++) random();
  const { fields, end } = known.get(valid) ?? fieldsOf(valid);
  known.set(valid, { fields, end });
  const bytes: Buffer = Buffer.from(valid);
  const done = (what: string, changed = bytes): Variant => ({ seed, what, bytes: changed });
  const kind = random();
  if (kind < 0.15) {
    const length = Math.floor(random() * (random() < 0.5 ? end : bytes.length));
    return done(`cut to ${length} bytes`, bytes.subarray(0, length));
  }
  if (kind < 0.4) return done(flipBits(bytes, random, end));
  if (kind < 0.5) return done(flipBits(bytes, random, bytes.length));
  if (kind < 0.55) {
    const at = Math.floor(random() * end);
    const count = 1 + Math.floor(random() * 64);
    return random() < 0.5
      ? done(`without ${count} bytes at ${at}`, without(bytes, at, count))
      : done(`with ${count} more bytes at ${at}`, withMore(bytes, at, count));
  }
  const wanted = kind < 0.72 ? 'length' : kind < 0.82 ? 'type' : 'value';
  const edits = 1 + Math.floor(random() * random() * 3);
  const told = Array.from({ length: edits }, () => {
    const field = pick(
      fields.filter(({ kind: own }) => own === wanted),
      random,
    );
    return setField(bytes, field, random);
  });
  return done(told.join(', '));
}

function flipBits(bytes: Buffer, random: Random, end: number): string {
  const count = 1 + Math.floor(random() ** 3 * 16);
  const places = Array.from({ length: count }, () => {
    const at = Math.floor(random() * end);
    const bit = Math.floor(random() * 8);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
    return `${at}.${bit}`;
  });
  return `flipped ${places.join(' ')}`;
}

function setField(bytes: Buffer, { what, kind, at, bytes: size }: Field, random: Random): string {
  let value: bigint;
  if (kind === 'type') value = BigInt(Math.floor(random() * (random() < 0.8 ? 13 : 50)));
  else if (random() < 0.6) value = BigInt(pick(ODD_NUMBERS, random));
  else {
    const old = BigInt(bytes.readUIntLE(at, Math.min(size, 6)));
    value = old + BigInt(Math.floor(random() * 9) - 4);
  }
  const bits = BigInt(size * 8);
  const cut = BigInt.asUintN(Number(bits), value);
  for (let i = 0; i < size; i++) bytes[at + i] = Number((cut >> BigInt(8 * i)) & 255n);
  return `${what} = ${cut}`;
}

function without(bytes: Buffer, at: number, count: number): Buffer {
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + count)]);
}

function withMore(bytes: Buffer, at: number, count: number): Buffer {
  return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(count, 7), bytes.subarray(at)]);
}

function pick<T>(list: readonly T[], random: Random): T {
  const picked = list[Math.floor(random() * list.length)];
  if (picked === undefined) throw new Error('There is nothing to pick from');
  return picked;
}

const SIZES: Readonly<Record<number, 1 | 2 | 4 | 8>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 }; // prettier-ignore
/** Of an array: more would drown the other fields. */
const MOST_ITEMS = 4;

interface Layout {
  readonly fields: readonly Field[];
  /** Where the header ends. */
  readonly end: number;
}

const known = new WeakMap<Buffer, Layout>();

/** Walks a valid header. Kept apart from the reader that is tested: it trusts every number. */
function fieldsOf(file: Buffer): Layout {
  const fields: Field[] = [];
  let at = 4;
  const field = (what: string, kind: Field['kind'], bytes: Field['bytes']): number => {
    fields.push({ what, kind, at, bytes });
    at += bytes;
    return file.readUIntLE(at - bytes, Math.min(bytes, 6));
  };
  const text = (what: string, keep: boolean): string => {
    const length = keep ? field(`length of ${what}`, 'length', 8) : file.readUIntLE(at, 6);
    if (!keep) at += 8;
    at += length;
    return file.toString('utf8', at - length, at);
  };
  const value = (key: string, type: number, keep: boolean): void => {
    const bytes = SIZES[type];
    if (type === 8) text(key, keep);
    else if (bytes !== undefined && keep) field(key, 'value', bytes);
    else at += bytes ?? 0;
  };
  field('version', 'value', 4);
  const tensors = field('number of tensors', 'length', 8);
  const entries = field('number of entries', 'length', 8);
  for (let entry = 0; entry < entries; entry++) {
    const key = text('a key', true);
    const type = field(`type of ${key}`, 'type', 4);
    if (type !== 9) value(key, type, true);
    else {
      const inner = field(`type inside ${key}`, 'type', 4);
      const count = field(`number of ${key}`, 'length', 8);
      for (let i = 0; i < count; i++) value(`${key} ${i}`, inner, i < MOST_ITEMS);
    }
  }
  for (let tensor = 0; tensor < tensors; tensor++) {
    const name = text('a tensor name', true);
    const dimensions = field(`dimensions of ${name}`, 'length', 4);
    for (let i = 0; i < dimensions; i++) field(`${name} dimension ${i}`, 'value', 8);
    field(`type of ${name}`, 'type', 4);
    field(`offset of ${name}`, 'value', 8);
  }
  return { fields, end: at };
}
