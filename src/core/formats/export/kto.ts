import type { ExportFormat } from './format.ts';
import { labelsOf } from './labels.ts';
import { jsonLines } from './pieces.ts';
import { plainPrompt, plainReply } from './talk.ts';

/**
 * Single answers for KTO, a line each: `{ prompt, completion, label, model, session, turn, voter,
 * edited }`, and `system` if the bot had a system prompt. All strings, so it holds first turns only;
 * later ones are counted as `notPlain`.
 *
 * @see https://huggingface.co/docs/trl/dataset_formats#unpaired-preference
 */
export const kto: ExportFormat = {
  id: 'kto',
  label: 'KTO labels',
  extension: 'jsonl',
  contents: ['full'],
  render: jsonLines(function* (record, context) {
    for (const { prompt, completion, label, source } of labelsOf(record, context)) {
      const exchange = plainPrompt(prompt);
      const text = plainReply(completion);
      if (!exchange || text === undefined) context.onLeftOut('notPlain');
      else yield { ...exchange, completion: text, label, ...source };
    }
  }),
};
