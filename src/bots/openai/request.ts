import type { Message, Sampling } from '../../core/model.ts';
import type { OpenAiSpec } from '../botSpec.ts';
import type { ReplyRequest } from '../bot.ts';

/** Where servers differ in what they take; learnt from their refusals. */
export interface Dialect {
  /** Asks for token counts at the end of the stream; some older servers refuse the option. */
  readonly streamOptions: boolean;
  /** OpenAI's reasoning models refuse `max_tokens`, most other servers know nothing else. */
  readonly maxTokensName: 'max_tokens' | 'max_completion_tokens';
  /**
   * The penalty has two names: `repetition_penalty` in vLLM and SGLang, `repeat_penalty` in
   * llama-server and LM Studio. Most ignore the other's, some refuse it.
   */
  readonly penaltyNames: readonly PenaltyName[];
}

const PENALTY_NAMES = ['repetition_penalty', 'repeat_penalty'] as const;
type PenaltyName = (typeof PENALTY_NAMES)[number];

export const USUAL_DIALECT: Dialect = {
  streamOptions: true,
  maxTokensName: 'max_tokens',
  penaltyNames: PENALTY_NAMES,
};

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
  const penaltyNames = dialect.penaltyNames.filter(name => !serverMessage.includes(name));
  // With no name left the bot would run with other parameters than the user wrote.
  return penaltyNames.length === 1 && dialect.penaltyNames.length === 2
    ? { ...dialect, penaltyNames }
    : undefined;
}

export function chatCompletionsUrl(baseUrl: string): string {
  return `${baseUrl}/chat/completions`;
}

/** The body of the request; what the user did not set is not sent. */
export function requestBody(
  { model, stream = true, extraBody }: Pick<OpenAiSpec, 'model' | 'stream' | 'extraBody'>,
  request: ReplyRequest,
  dialect: Dialect,
): string {
  const { sampling } = request;
  const counts = stream && dialect.streamOptions ? { include_usage: true } : undefined;
  return JSON.stringify({
    model,
    messages: request.messages.map(asOpenAi),
    stream,
    stream_options: counts,
    temperature: sampling.temperature,
    top_p: sampling.topP,
    [dialect.maxTokensName]: sampling.maxTokens,
    frequency_penalty: sampling.frequencyPenalty,
    presence_penalty: sampling.presencePenalty,
    seed: sampling.seed,
    stop: sampling.stop,
    ...localServerFields(sampling, dialect),
    ...extraBody,
  });
}

function asOpenAi(message: Message): { role: string; content: string } {
  return { role: message.role, content: message.text };
}

/** What OpenAI itself refuses and local servers take. */
function localServerFields(
  sampling: Sampling,
  { penaltyNames }: Dialect,
): Readonly<Record<string, number | undefined>> {
  return {
    top_k: sampling.topK,
    min_p: sampling.minP,
    ...Object.fromEntries(penaltyNames.map(name => [name, sampling.repeatPenalty])),
  };
}
