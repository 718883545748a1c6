import type { Message } from '../../core/model.ts';
import type { ReplyRequest } from '../bot.ts';
import type { VscodeSpec } from '../botSpec.ts';
import type { EditorMessage, EditorQuestion } from '../editorModels.ts';
import { SAMPLING_KEYS, USUAL_NAMES } from '../usualNames.ts';

/** The request as the editor takes it: without a system role, the parameters by their usual names. */
export function editorQuestion(
  { vendor, family, id }: Pick<VscodeSpec, 'vendor' | 'family' | 'id'>,
  { messages, sampling }: ReplyRequest,
): EditorQuestion {
  const options = SAMPLING_KEYS.flatMap(key => {
    const value = sampling[key];
    return value === undefined ? [] : [[USUAL_NAMES[key], value] as const];
  });
  return {
    choice: { vendor, family, id },
    messages: messages.map(asEditorMessage),
    modelOptions: Object.fromEntries(options),
  };
}

/** The page says of such a bot that its system prompt goes as a message of the user. */
function asEditorMessage({ role, text }: Message): EditorMessage {
  return { role: role === 'assistant' ? 'assistant' : 'user', text };
}
