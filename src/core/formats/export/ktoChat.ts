import type { ExportFormat } from './format.ts';
import { labelsOf } from './labels.ts';
import { jsonLines } from './pieces.ts';
import { chatMessages } from './talk.ts';

/**
 * Single answers as message lists, TRL's conversational form: the fields of `kto`, but `prompt` and
 * `completion` are lists of `{ role, content }`. The prompt holds the system prompt and the turns
 * before; of a vote on a session of several turns `completion` is the whole talk after the first
 * question.
 *
 * @see https://huggingface.co/docs/trl/dataset_formats#unpaired-preference
 */
export const ktoChat: ExportFormat = {
  id: 'kto-chat',
  label: 'KTO labels of chats',
  extension: 'jsonl',
  contents: ['full'],
  render: jsonLines(function* (record, context) {
    for (const { prompt, completion, label, source } of labelsOf(record, context)) {
      yield {
        prompt: chatMessages(prompt),
        completion: chatMessages(completion),
        label,
        ...source,
      };
    }
  }),
};
