import type { Message, Sampling } from '../../core/model.ts';
import type { OpenAiSpec } from '../botSpec.ts';
import type { ReplyRequest } from '../bot.ts';

/** Where servers differ in what they take; learnt from their refusals. */
export interface Dialect {
  /** Asks for token counts at the end of the stream; some older servers refuse the option. */
  readonly streamOptions: boolean;
  /** OpenAI's reasoning models refuse `max_tokens`, most other servers know nothing else. */
  readonly maxTokensName: 'max_tokens' | 'max_completion_tokens';
}

export const USUAL_DIALECT: Dialect = { streamOptions: true, maxTokensName: 'max_tokens' };

/** The dialect to try next, or undefined if the refusal is about something else. */
export function adaptDialect(
  dialect: Dialect,
  status: number,
  serverMessage: string,
): Dialect | undefined {
  // 422 is how FastAPI refuses an unknown field.
  if (status !== 400 && status !== 422) return undefined;
  if (dialect.streamOptions && serverMessage.includes('stream_options')) {
    return { ...dialect, streamOptions: false };
  }
  if (dialect.maxTokensName === 'max_tokens' && serverMessage.includes('max_completion_tokens')) {
    return { ...dialect, maxTokensName: 'max_completion_tokens' };
  }
  return undefined;
}

export function chatCompletionsUrl(spec: Pick<OpenAiSpec, 'baseUrl'>): string {
  return `${spec.baseUrl}/chat/completions`;
}

/** The body of the request; what the user did not set is not sent. */
export function requestBody(model: string, request: ReplyRequest, dialect: Dialect): string {
  const { sampling } = request;
  return JSON.stringify({
    model,
    messages: request.messages.map(asOpenAi),
    stream: true,
    stream_options: dialect.streamOptions ? { include_usage: true } : undefined,
    temperature: sampling.temperature,
    top_p: sampling.topP,
    [dialect.maxTokensName]: sampling.maxTokens,
    frequency_penalty: sampling.frequencyPenalty,
    presence_penalty: sampling.presencePenalty,
    seed: sampling.seed,
    stop: sampling.stop,
    ...localServerFields(sampling),
  });
}

function asOpenAi(message: Message): { role: string; content: string } {
  return { role: message.role, content: message.text };
}

/**
 * What OpenAI itself refuses and local servers take. The penalty has two names: `repetition_penalty`
 * in vLLM and SGLang, `repeat_penalty` in llama-server and LM Studio; each ignores the other's.
 */
function localServerFields(sampling: Sampling): Readonly<Record<string, number | undefined>> {
  return {
    top_k: sampling.topK,
    min_p: sampling.minP,
    repetition_penalty: sampling.repeatPenalty,
    repeat_penalty: sampling.repeatPenalty,
  };
}
