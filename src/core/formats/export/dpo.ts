import type { SessionRecord } from '../record.ts';
import type { ExportContext, ExportFormat } from './format.ts';
import { jsonLines } from './pieces.ts';
import { preferencesOf, type Preference } from './preferences.ts';
import { plainPrompt, plainReply } from './talk.ts';

/**
 * Preference pairs for DPO and reward models, a line each: `{ prompt, chosen, rejected, chosen_model,
 * rejected_model, session, turn, voter, edited }`, and `system` if both bots had a system prompt. All
 * strings, so it holds first turns only; later ones are counted as `notPlain`.
 *
 * @see https://huggingface.co/docs/trl/dataset_formats#preference
 */
export const dpo: ExportFormat = {
  id: 'dpo',
  label: 'DPO pairs',
  extension: 'jsonl',
  contents: ['full'],
  render: jsonLines(function* (record, context) {
    for (const { prompt, system, chosen, rejected, source } of plainPreferences(record, context)) {
      yield { prompt, ...(system === undefined ? {} : { system }), chosen, rejected, ...source };
    }
  }),
};

interface PlainPreference {
  readonly prompt: string;
  readonly system?: string;
  readonly chosen: string;
  readonly rejected: string;
  readonly source: Preference['source'];
}

/** The preferences that plain strings can hold. */
export function* plainPreferences(
  record: SessionRecord,
  context: ExportContext,
): Iterable<PlainPreference> {
  for (const { prompt, chosen, rejected, source } of preferencesOf(record, context)) {
    const exchange = plainPrompt(prompt);
    const best = plainReply(chosen);
    const other = plainReply(rejected);
    if (!exchange || best === undefined || other === undefined) context.onLeftOut('notPlain');
    else yield { ...exchange, chosen: best, rejected: other, source };
  }
}
