import type { Message, Seat, Turn } from './model.ts';
import { withoutThinking } from './prompt/stream/replyText.ts';

/**
 * The messages one seat has seen and must be given to go on: its own replies only.
 *
 * A turn this seat never answered (failed, or stopped before its first word) is left out whole, so
 * that no template sees two user messages in a row and no failure is quoted back to the model.
 *
 * Nor is what a model thought: replies of other programs, and old ones, still have it in their text.
 *
 * @param turns the session's turns in order; those from `upTo.index` on are not history.
 * @param upTo the turn being asked; its prompt is the last message.
 */
export function conversationOf(
  seat: Seat,
  turns: readonly Turn[],
  upTo: Pick<Turn, 'index' | 'prompt'>,
  systemPrompt = '',
): Message[] {
  const messages: Message[] = [];
  if (systemPrompt !== '') messages.push({ role: 'system', text: systemPrompt });
  for (const turn of turns) {
    if (turn.index >= upTo.index) continue;
    const reply = turn.replies.find(candidate => candidate.seat === seat);
    const answered = reply?.state.kind === 'done' || reply?.state.kind === 'stopped';
    const text = answered ? withoutThinking(reply.text) : '';
    if (text === '') continue;
    messages.push({ role: 'user', text: turn.prompt }, { role: 'assistant', text });
  }
  messages.push({ role: 'user', text: upTo.prompt });
  return messages;
}
