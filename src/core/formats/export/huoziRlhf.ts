import { plainPreferences } from './dpo.ts';
import type { ExportFormat } from './format.ts';
import { jsonLines } from './pieces.ts';

/**
 * The same pairs as `dpo` with the keys of Huozi's RLHF data, a line each: `{ prompt, chosen, reject }`
 * and nothing else. A pair that was made under a system prompt has no place for it and is counted as
 * `notPlain`: without the prompt the replies would answer something else.
 *
 * @see https://github.com/HIT-SCIR/huozi
 */
export const huoziRlhf: ExportFormat = {
  id: 'huozi-rlhf',
  label: 'Huozi RLHF pairs',
  extension: 'jsonl',
  contents: ['full'],
  render: jsonLines(function* (record, context) {
    for (const { prompt, system, chosen, rejected } of plainPreferences(record, context)) {
      if (system === undefined) yield { prompt, chosen, reject: rejected };
      else context.onLeftOut('notPlain');
    }
  }),
};
