import type { LlamaContextSequence, SequenceEvaluateOptions, Token } from 'node-llama-cpp';
import type { TokenChoice } from '../../bot.ts';
import { chancesOf, Sampler } from './sampler.ts';

export interface Drawn {
  readonly token: Token;
  /** Only if it was asked for. */
  readonly choice?: TokenChoice;
}

interface Drawing {
  readonly sequence: LlamaContextSequence;
  /** What to evaluate before the first token is drawn; at least one. */
  readonly rest: readonly Token[];
  readonly options: SequenceEvaluateOptions;
  /** How many of the most likely tokens to tell for each; undefined: nothing is told of chances. */
  readonly alternatives: number | undefined;
}

/** Draws one token after the other, ends of the generation included, for as long as it is asked. */
export function drawTokens(drawing: Drawing): AsyncGenerator<Drawn, void> {
  const { alternatives } = drawing;
  return alternatives === undefined ? drawPlainly(drawing) : drawWatched(drawing, alternatives);
}

async function* drawPlainly({ sequence, rest, options }: Drawing): AsyncGenerator<Drawn, void> {
  for await (const token of sequence.evaluate([...rest], { ...options, yieldEogToken: true })) {
    yield { token };
  }
}

/**
 * The library tells of chances after sampling has bent them only, so sampling is done here. The same
 * seed gives the same text both ways.
 */
async function* drawWatched(
  { sequence, rest, options }: Drawing,
  alternatives: number,
): AsyncGenerator<Drawn, void> {
  const sampler = new Sampler(options);
  // Greedy and without penalties: what comes are the model's own logits, of the whole vocabulary.
  const raw = { generateNext: { logits: true, options: { temperature: 0 } } };
  const before = [...rest];
  for (;;) {
    const last = before.pop();
    if (last === undefined) return;
    const results = await sequence.controlledEvaluate([...before, [last, raw]]);
    const logits = results.at(-1)?.next.logits;
    if (logits === undefined) return;
    const token = sampler.draw(logits);
    yield { token, choice: choiceOf(sequence, last, logits, token, alternatives) };
    before.splice(0, before.length, token);
  }
}

/** @param logits sorted, the likeliest first. */
function choiceOf(
  { model }: LlamaContextSequence,
  before: Token,
  logits: ReadonlyMap<Token, number>,
  drawn: Token,
  alternatives: number,
): TokenChoice {
  const textOf = (token: Token): string => model.detokenize([token], true, [before]);
  const sorted = Array.from(logits, ([token, logit]) => ({ token, logit }));
  const chances = chancesOf(sorted);
  const choices = sorted.map(({ token }, place) => ({ token, probability: chances[place] ?? 0 }));
  return {
    text: textOf(drawn),
    probability: choices.find(({ token }) => token === drawn)?.probability ?? 0,
    alternatives: choices
      .slice(0, alternatives)
      .map(({ token, probability }) => ({ text: textOf(token), probability })),
  };
}
