import { answers, sendsRaw } from './openAiBehaviours.ts';
import type { Behaviour } from './openAiServer.ts';

// What particular servers say in their own way, as their sources have it.

/** Events without `[DONE]`, with the role apart, `usage` null and an empty choice at the end. */
export function fastChatStreams(texts: readonly string[]): Behaviour {
  const choice = (delta: object, finish_reason: string | null = null) => ({
    id: 'chatcmpl-3',
    model: 'vicuna',
    choices: [{ index: 0, delta, finish_reason }],
    usage: null,
  });
  return sends([
    choice({ role: 'assistant' }),
    ...texts.map(content => choice({ content })),
    choice({}, 'stop'),
  ]);
}

/** A worker's failure in mid-stream: no `error`, but a number and a text. */
export function fastChatFailsAfter(texts: readonly string[], text: string): Behaviour {
  return sends(
    [
      ...texts.map(content => ({ choices: [{ index: 0, delta: { content } }] })),
      { text, error_code: 50002 },
    ],
    true,
  );
}

/** FastChat has one HTTP status for all errors, and numbers of its own. */
export function fastChatRefuses(code: number, message: string): Behaviour {
  return answers(400, { object: 'error', message, code });
}

/** Both names of reasoning, logprobs that are null, and the stop reason of its own. */
export function vllmStreams(thinking: string, text: string): Behaviour {
  const choice = (delta: object, finish_reason: string | null = null) => ({
    object: 'chat.completion.chunk',
    model: 'org/tiny',
    choices: [{ index: 0, delta, logprobs: null, finish_reason, stop_reason: null }],
    prompt_logprobs: null,
  });
  return sends(
    [
      choice({ role: 'assistant', content: '', reasoning_content: null, reasoning: null }),
      choice({ reasoning: thinking, reasoning_content: thinking }),
      choice({ content: text, reasoning: null }),
      choice({ content: '' }, 'stop'),
      {
        choices: [],
        usage: {
          prompt_tokens: 20,
          total_tokens: 24,
          completion_tokens: 4,
          prompt_tokens_details: { cached_tokens: 16 },
        },
      },
    ],
    true,
  );
}

/** How vLLM and Mistral refuse a field that they do not know. */
export function refusesField(field: string): Behaviour {
  return answers(400, {
    object: 'error',
    message: `[{'type': 'extra_forbidden', 'loc': ('body', '${field}'), 'msg': 'Extra inputs are not permitted', 'input': 1.1}]`,
    type: 'BadRequestError',
    param: null,
    code: 400,
  });
}

export const ollamaHasNot = (model: string): Behaviour =>
  answers(404, {
    error: {
      message: `model "${model}" not found, try pulling it first`,
      type: 'not_found_error',
      param: null,
      code: null,
    },
  });

/** LM Studio: an event of its own for what went wrong. */
export function lmStudioFails(message: string): Behaviour {
  return sendsRaw(`event: error\ndata: ${JSON.stringify({ error: { message } })}\n\n`);
}

export const llamaServerLoads: Behaviour = answers(503, {
  error: { code: 503, message: 'Loading model', type: 'unavailable_error' },
});

/** llama-server: `timings` beside the last choice, also where nobody asked for `usage`. */
export function llamaServerStreams(text: string): Behaviour {
  return sends(
    [
      { model: 'tiny.gguf', choices: [{ index: 0, delta: { role: 'assistant', content: null } }] },
      { model: 'tiny.gguf', choices: [{ index: 0, delta: { content: text } }] },
      {
        model: 'tiny.gguf',
        choices: [{ index: 0, delta: {}, finish_reason: 'stop' }],
        timings: {
          cache_n: 30,
          prompt_n: 5,
          prompt_ms: 20,
          predicted_n: 9,
          predicted_ms: 100,
          predicted_per_second: 90,
        },
      },
    ],
    true,
  );
}

/** The list of models; `own` is what this server adds to each. */
export function lists(ids: readonly string[], own: object = {}): Behaviour {
  return answers(200, { object: 'list', data: ids.map(id => ({ id, object: 'model', ...own })) });
}

function sends(events: readonly object[], done = false): Behaviour {
  const all = events.map(event => `data: ${JSON.stringify(event)}\n\n`);
  return sendsRaw(all.join('') + (done ? 'data: [DONE]\n\n' : ''));
}
