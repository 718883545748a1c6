// @ts-check
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';

/** Longest answer that is waited for, in tokens. */
const LONGEST_ANSWER = 120;

/**
 * A model in llama.cpp itself, for comparing.
 *
 * @param {string} modelPath
 */
export async function openInLlamaCpp(modelPath) {
  const llama = await getLlama({ gpu: false, logLevel: LlamaLogLevel.error, build: 'never' });
  const model = await llama.loadModel({ modelPath });
  const context = await model.createContext({ contextSize: 512, threads: 1 });
  const sequence = context.getSequence();
  return {
    /** @param {string} text without control tokens @returns {number[]} */
    tokenize: text => /** @type {number[]} */ (model.tokenize(text, false, 'trimLeadingSpace')),

    /**
     * For each token but the last the logarithms of the probabilities of what follows.
     *
     * @param {readonly number[]} tokens
     * @returns {Promise<Map<number, number>[]>}
     */
    async logProbabilities(tokens) {
      await sequence.clearHistory();
      const asked = tokens.map(token => [token, { generateNext: { probabilities: true } }]);
      const answers = await sequence.controlledEvaluate(/** @type {any} */ (asked));
      return answers.slice(0, -1).map(answer => {
        const next = /** @type {{ next: { probabilities: Map<number, number> } }} */ (answer).next;
        return new Map([...next.probabilities].map(([token, value]) => [token, Math.log(value)]));
      });
    },

    /**
     * The likeliest answer.
     *
     * @param {readonly number[]} prompt
     * @returns {Promise<string>}
     */
    async answer(prompt) {
      await sequence.clearHistory();
      /** @type {number[]} */
      const said = [];
      for await (const token of sequence.evaluate(/** @type {any} */ (prompt), {
        temperature: 0,
      })) {
        if (model.isEogToken(token)) break;
        said.push(token);
        if (said.length >= LONGEST_ANSWER) break;
      }
      return model.detokenize(/** @type {any} */ (said));
    },

    dispose: () => llama.dispose(),
  };
}
