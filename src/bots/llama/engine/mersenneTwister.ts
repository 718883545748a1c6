const SIZE = 624;
const SHIFT = 397;
const UPPER = 0x80000000;
const LOWER = 0x7fffffff;

/**
 * The random numbers of C++'s `std::mt19937`, which llama.cpp draws tokens with.
 *
 * source: Matsumoto & Nishimura 1998, "Mersenne Twister", and [rand.predef] of the C++ standard
 */
export class MersenneTwister {
  readonly #state = new Uint32Array(SIZE);
  #next = SIZE;

  /** @param seed an unsigned 32-bit number. */
  constructor(seed: number) {
    this.#state[0] = seed;
    for (let at = 1; at < SIZE; at++) {
      const before = this.#at(at - 1);
      this.#state[at] = Math.imul(1812433253, before ^ (before >>> 30)) + at;
    }
  }

  /** 0 … 1, as `std::uniform_real_distribution<double>` makes it: the lower half of the bits first. */
  uniform(): number {
    const low = this.#word();
    const high = this.#word();
    return (low + high * 2 ** 32) / 2 ** 64;
  }

  #word(): number {
    if (this.#next === SIZE) this.#twist();
    let word = this.#at(this.#next++);
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  #twist(): void {
    for (let at = 0; at < SIZE; at++) {
      const mixed = (this.#at(at) & UPPER) | (this.#at(at + 1) & LOWER);
      const odd = mixed & 1 ? 0x9908b0df : 0;
      this.#state[at] = this.#at(at + SHIFT) ^ (mixed >>> 1) ^ odd;
    }
    this.#next = 0;
  }

  #at(place: number): number {
    return this.#state[place % SIZE] ?? 0;
  }
}
