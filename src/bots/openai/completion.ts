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
  /** Tokens a second by the server's own clock. */
  readonly speed: number | undefined;
  /** What the server calls the model that answers. */
  readonly model: string | undefined;
  /** The server's own words for what went wrong. */
  readonly error: string | undefined;
  /** Whether it is the whole answer in one piece. */
  readonly isWhole: boolean;
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
const usage = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: z.catch(z.nullish(z.object({ cached_tokens: z.nullish(count) })), null),
});
/** Of llama-server, which counts here also where nobody asked for `usage`. */
const timings = z.object({
  prompt_n: count,
  cache_n: z.catch(z.optional(count), undefined),
  predicted_n: count,
  predicted_per_second: z.catch(z.optional(z.number()), undefined),
});
const completion = z.object({
  object: z.catch(z.optional(z.string()), undefined),
  model: z.catch(z.optional(z.string()), undefined),
  choices: z.catch(z.array(z.unknown()), []),
  usage: z.catch(z.nullish(usage), null),
  timings: z.catch(z.nullish(timings), null),
  error: z.optional(z.unknown()),
  error_code: z.catch(z.nullish(z.number()), undefined),
  text: z.optional(z.unknown()),
  message: z.optional(z.unknown()),
});
type Completion = z.infer<typeof completion>;

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
    tokens: tokensOf(data),
    speed: data.timings?.predicted_per_second,
    model: data.model === '' ? undefined : data.model,
    error: errorOf(data),
    isWhole: false,
  };
}

/** A piece that says nothing. */
export const NOTHING: CompletionPiece = {
  hasChoice: false,
  text: '',
  thinking: '',
  finish: undefined,
  tokens: undefined,
  speed: undefined,
  model: undefined,
  error: undefined,
  isWhole: false,
};

function tokensOf({ usage, timings }: Completion): TokenCounts | undefined {
  const { prompt_n: evaluated, cache_n: known, predicted_n: completion } = timings ?? {};
  if (usage) {
    const { prompt_tokens: prompt, prompt_tokens_details: details } = usage;
    const cached = details?.cached_tokens ?? known;
    return {
      prompt,
      completion: usage.completion_tokens,
      ...(cached === undefined || cached > prompt ? {} : { evaluated: prompt - cached }),
    };
  }
  if (evaluated === undefined || completion === undefined) return undefined;
  return { prompt: evaluated + (known ?? 0), completion, evaluated };
}

/** FastChat reports failures as `error_code` with a `text`, or as an object named "error" with a `message`. */
function errorOf(data: Completion): string | undefined {
  if (isSet(data.error)) return errorMessage(data.error) ?? 'an error without a message';
  const isFastChat = isSet(data.error_code) && data.error_code !== 0;
  if (!isFastChat && data.object !== 'error') return undefined;
  const words = [data.text, data.message].map(errorMessage).find(isSet) ?? 'an error';
  return isFastChat ? `${words} (error_code ${data.error_code})` : words;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== '';
}

/** Tool calls and content filters end a reply too; only running out of tokens is told apart. */
function finishOf(reason: string | null | undefined): 'stop' | 'length' | undefined {
  if (reason === undefined || reason === null || reason === '') return undefined;
  return reason === 'length' ? 'length' : 'stop';
}
