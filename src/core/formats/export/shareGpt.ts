import type { SeatedBot } from '../../model.ts';
import type { SessionRecord } from '../record.ts';
import type { ExportContext, ExportFormat } from './format.ts';
import { jsonArray } from './pieces.ts';
import { correctionOf, wordsOf } from './words.ts';

/**
 * Training conversations as FastChat and others read them: `{ id, system?, conversations: [{ from,
 * value }] }`, `from` being `human` or `gpt`: FastChat's trainer knows no other, so a system prompt has
 * a field of its own. One conversation a seat, its id `<session>-<seat>`. A correction replaces the
 * reply; a turn without words is left out whole.
 *
 * @see https://github.com/lm-sys/FastChat, data/dummy_conversation.json
 */
export const shareGpt: ExportFormat = {
  id: 'sharegpt',
  label: 'ShareGPT conversations',
  extension: 'json',
  contents: ['full'],
  render: jsonArray(conversationsOf),
};

function* conversationsOf(record: SessionRecord, context: ExportContext): Iterable<unknown> {
  for (const bot of record.session.seats) {
    const rounds = roundsOf(record, bot, context);
    if (rounds.length === 0) continue;
    const system = bot.systemPrompt ?? '';
    yield {
      id: `${record.session.id}-${bot.seat}`,
      ...(system === '' ? {} : { system }),
      conversations: rounds,
    };
  }
}

function roundsOf(
  { turns }: SessionRecord,
  bot: SeatedBot,
  { onLeftOut }: ExportContext,
): unknown[] {
  return turns.flatMap(({ prompt, replies }) => {
    const reply = replies.find(({ seat }) => seat === bot.seat);
    const value = correctionOf(reply) ?? wordsOf(reply);
    if (value !== undefined) {
      return [
        { from: 'human', value: prompt },
        { from: 'gpt', value },
      ];
    }
    onLeftOut('noText');
    return [];
  });
}
