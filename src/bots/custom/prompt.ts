import type { Message } from '../../core/model.ts';

/** A message as modules get it: with the usual name for its text. */
export interface ModuleMessage {
  readonly role: Message['role'];
  readonly content: string;
}

const SPEAKER = { user: 'Human', assistant: 'Assistant' } as const;

/** The prompt of a module that makes none: what was said, and the bot's turn to speak. */
export function plainPrompt(messages: readonly ModuleMessage[]): string {
  const lines = messages.map(({ role, content }) =>
    role === 'system' ? content : `${SPEAKER[role]}: ${content}`,
  );
  return [...lines, `${SPEAKER.assistant}:`].join('\n');
}
