import type { ChatHistoryItem, ChatModelResponse } from 'node-llama-cpp';
import type { Message } from '../../core/model.ts';

export const THOUGHT_OPENS = '<think>\n';
export const THOUGHT_CLOSES = '\n</think>\n\n';

const THOUGHT = /^\s*<think>([\s\S]*?)<\/think>\s*/;

/**
 * The conversation as node-llama-cpp takes it. What a reply showed of the model's thinking goes
 * back as a thought, so that the model's own chat template decides whether it sees it again.
 */
export function historyOf(messages: readonly Message[]): ChatHistoryItem[] {
  const history = messages.map((message): ChatHistoryItem => {
    switch (message.role) {
      case 'system':
        return { type: 'system', text: message.text };
      case 'user':
        return { type: 'user', text: message.text };
      case 'assistant':
        return { type: 'model', response: responseOf(message.text) };
    }
  });
  // The open end that the model is to fill.
  return [...history, { type: 'model', response: [] }];
}

function responseOf(text: string): ChatModelResponse['response'] {
  const thought = THOUGHT.exec(text);
  if (thought === null) return [text];
  const said = text.slice(thought[0].length);
  return [
    { type: 'segment', segmentType: 'thought', text: (thought[1] ?? '').trim(), ended: true },
    said,
  ];
}
