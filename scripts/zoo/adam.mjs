// @ts-check

const BETAS = /** @type {const} */ ([0.9, 0.98]);
const EPSILON = 1e-8;

/**
 * AdamW over all parameters at once.
 *
 * source: Loshchilov and Hutter 2019, "Decoupled weight decay regularization"
 */
export class Adam {
  #first;
  #second;
  #steps = 0;

  /** @param {number} count of parameters */
  constructor(count) {
    this.#first = new Float32Array(count);
    this.#second = new Float32Array(count);
  }

  /**
   * @param {Float32Array} parameters
   * @param {Float32Array} gradients
   * @param {{ rate: number, decay: number, factor: number }} options `factor`: what the gradients are to be
   *   multiplied with
   */
  step(parameters, gradients, { rate, decay, factor }) {
    this.#steps++;
    const [one, two] = BETAS;
    const size = rate / (1 - one ** this.#steps);
    const spread = 1 / (1 - two ** this.#steps);
    const kept = 1 - rate * decay;
    const first = this.#first;
    const second = this.#second;
    for (let i = 0; i < parameters.length; i++) {
      const gradient = (gradients[i] ?? 0) * factor;
      const mean = one * (first[i] ?? 0) + (1 - one) * gradient;
      const square = two * (second[i] ?? 0) + (1 - two) * gradient * gradient;
      first[i] = mean;
      second[i] = square;
      parameters[i] =
        kept * (parameters[i] ?? 0) - (size * mean) / (Math.sqrt(square * spread) + EPSILON);
    }
  }
}
