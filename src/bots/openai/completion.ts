import * as z from 'zod/mini';
import type { TokenCounts } from '../../core/model.ts';
import { errorMessage } from './serverText.ts';

/** What one event of the stream, or one whole JSON answer, says. */
export interface CompletionPiece {
  /** Whether it has an answer's shape, be the text empty or not. */
  readonly hasChoice: boolean;
  readonly text: string;
  /** What the server itself tells apart as the model's reasoning. */
  readonly thinking: string;
  readonly finish: 'stop' | 'length' | undefined;
  readonly tokens: TokenCounts | undefined;
  /** The server's own words for what went wrong. */
  readonly error: string | undefined;
}

// Servers differ in all that does not matter here, so each value is read by itself: one of a wrong
// type counts as absent. Reasoning is `reasoning_content` with DeepSeek, llama-server and SGLang,
// `reasoning` with OpenRouter and Ollama; vLLM has had both, and both at once.
const word = z.catch(z.string(), '');
const SILENCE = { content: '', reasoning_content: '', reasoning: '' };
const spoken = z.catch(
  z.object({ content: word, reasoning_content: word, reasoning: word }),
  SILENCE,
);
const choice = z.object({
  index: z.catch(z.number(), 0),
  delta: z.optional(spoken),
  message: z.optional(spoken),
  finish_reason: z.catch(z.nullish(z.string()), undefined),
});
const count = z.int().check(z.nonnegative());
const completion = z.object({
  choices: z.catch(z.array(z.unknown()), []),
  usage: z.catch(z.nullish(z.object({ prompt_tokens: count, completion_tokens: count })), null),
  error: z.optional(z.unknown()),
});

/** Reads an event's data; undefined if it is not JSON. Fields of wrong types are ignored. */
export function readCompletion(json: string): CompletionPiece | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  const { data } = completion.safeParse(value);
  if (data === undefined) return NOTHING;
  const first = data.choices
    .map(entry => choice.safeParse(entry).data)
    .find(entry => entry?.index === 0);
  const said = [first?.delta, first?.message];
  return {
    hasChoice: first !== undefined,
    text: said.map(words => words?.content).find(Boolean) ?? '',
    thinking:
      said.flatMap(words => [words?.reasoning_content, words?.reasoning]).find(Boolean) ?? '',
    finish: finishOf(first?.finish_reason),
    tokens: data.usage
      ? { prompt: data.usage.prompt_tokens, completion: data.usage.completion_tokens }
      : undefined,
    error: isSet(data.error)
      ? (errorMessage(data.error) ?? 'an error without a message')
      : undefined,
  };
}

const NOTHING: CompletionPiece = {
  hasChoice: false,
  text: '',
  thinking: '',
  finish: undefined,
  tokens: undefined,
  error: undefined,
};

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== '';
}

/** Tool calls and content filters end a reply too; only running out of tokens is told apart. */
function finishOf(reason: string | null | undefined): 'stop' | 'length' | undefined {
  if (reason === undefined || reason === null || reason === '') return undefined;
  return reason === 'length' ? 'length' : 'stop';
}
