import { ReplyText, type Said } from '../../core/prompt/stream/replyText.ts';
import { NOTHING, type CompletionPiece } from './completion.ts';

/**
 * Tells apart what servers that know nothing of reasoning send as the beginning of the answer:
 * `<think>` … `</think>`. What it held back is said before a failure is passed on.
 */
export async function* separateThinking(
  pieces: AsyncIterable<CompletionPiece>,
): AsyncGenerator<CompletionPiece> {
  // Stop strings are the server's to find.
  const reply = new ReplyText({ stop: [], cleanUp: [], startsThinking: false });
  try {
    for await (const piece of pieces) {
      const said = reply.push(piece.text);
      yield { ...piece, text: said.text, thinking: piece.thinking + said.thinking };
    }
  } catch (error) {
    yield rest(reply.end());
    throw error;
  }
  yield rest(reply.end());
}

function rest(said: Said): CompletionPiece {
  return { ...NOTHING, ...said };
}
