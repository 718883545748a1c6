import type { ExportFormat } from './format.ts';
import { jsonLines } from './pieces.ts';
import { preferencesOf } from './preferences.ts';
import { chatMessages } from './talk.ts';

/**
 * Preference pairs as message lists, TRL's conversational form: the fields of `dpo`, but `prompt`,
 * `chosen` and `rejected` are lists of `{ role, content }`. The prompt holds the system prompt and the
 * turns before; of a vote on a session of several turns `chosen` and `rejected` are the whole talks
 * after the first question.
 *
 * @see https://huggingface.co/docs/trl/dataset_formats#preference
 */
export const dpoChat: ExportFormat = {
  id: 'dpo-chat',
  label: 'DPO pairs of chats',
  extension: 'jsonl',
  contents: ['full'],
  render: jsonLines(function* (record, context) {
    for (const { prompt, chosen, rejected, source } of preferencesOf(record, context)) {
      yield {
        prompt: chatMessages(prompt),
        chosen: chatMessages(chosen),
        rejected: chatMessages(rejected),
        ...source,
      };
    }
  }),
};
