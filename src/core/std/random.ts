/**
 * Random numbers that only depend on the seed: the same on every machine.
 *
 * @see Blackman and Vigna 2018, "Scrambled Linear Pseudorandom Number Generators", xoshiro128**
 */
export class RandomStream {
  readonly #state: Int32Array;

  /**
   * @param seed 0 … 2³² − 1; near seeds give streams that have nothing in common. Or the generator's
   *   whole state, not all zero.
   */
  constructor(seed: number | readonly [number, number, number, number]) {
    this.#state = Int32Array.from(typeof seed === 'number' ? spread(seed) : seed);
  }

  /** Fills it with numbers 0 … 2³² − 1, each as likely. Many at once are much faster than one by one. */
  fill(target: Uint32Array): void {
    let [a = 0, b = 0, c = 0, d = 0] = this.#state;
    for (let i = 0; i < target.length; i++) {
      const times5 = Math.imul(b, 5);
      target[i] = Math.imul((times5 << 7) | (times5 >>> 25), 9);
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
    }
    this.#state.set([a, b, c, d]);
  }
}

const AT_ONCE = 64;

/** Numbers in [0, 1), a multiple of 2⁻⁵³ each, that only depend on the seed (0 … 2³² − 1). */
export function seededRandom(seed: number): () => number {
  const stream = new RandomStream(seed);
  const drawn = new Uint32Array(AT_ONCE);
  let next = AT_ONCE;
  return () => {
    if (next === AT_ONCE) {
      stream.fill(drawn);
      next = 0;
    }
    const high = (drawn[next] as number) >>> 5;
    const low = (drawn[next + 1] as number) >>> 6;
    next += 2;
    return (high * 2 ** 26 + low) / 2 ** 53;
  };
}

/**
 * Four numbers from one, as the generator's authors advise: by a generator of another kind.
 *
 * @see Steele, Lea and Flood 2014, "Fast Splittable Pseudorandom Number Generators", with 32 bits and
 *   the constants of MurmurHash3
 */
function spread(seed: number): number[] {
  return [1, 2, 3, 4].map(step => {
    let mixed = (seed + Math.imul(step, 0x9e3779b9)) | 0;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  });
}
