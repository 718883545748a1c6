/** What somebody said, in a list of messages. */
export interface Said {
  readonly role: 'system' | 'user' | 'assistant';
  /** undefined: the file has the message's place, but nothing in it. */
  readonly text: string | undefined;
}

/** A prompt and what one bot answered; undefined: the file has no answer. */
export interface Round {
  readonly prompt: string;
  readonly reply: string | undefined;
}

/**
 * A list of messages as rounds. Messages of one role in a row are joined with a blank line; what a
 * bot says before anybody asked it answers an empty prompt.
 */
export function roundsOf(messages: readonly Said[]): {
  readonly systemPrompt: string | undefined;
  readonly rounds: readonly Round[];
} {
  const system = messages.filter(({ role }) => role === 'system').map(({ text }) => text ?? '');
  const groups: { role: 'user' | 'assistant'; texts: string[]; empty: boolean }[] = [];
  for (const { role, text } of messages) {
    if (role === 'system') continue;
    let group = groups.at(-1);
    if (group?.role !== role) {
      group = { role, texts: [], empty: true };
      groups.push(group);
    }
    if (text !== undefined) {
      group.texts.push(text);
      group.empty = false;
    }
  }
  const rounds: Round[] = [];
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i];
    if (group === undefined) continue;
    const asked = group.role === 'user';
    const answer = asked ? groups[i + 1] : group;
    if (asked) i++;
    rounds.push({
      prompt: asked ? joined(group.texts) : '',
      reply: answer === undefined || answer.empty ? undefined : joined(answer.texts),
    });
  }
  return { systemPrompt: system.length === 0 ? undefined : joined(system), rounds };
}

/** Texts as paragraphs of one text; empty ones leave nothing. */
export function joined(texts: readonly string[]): string {
  return texts.length === 1 ? (texts[0] ?? '') : texts.filter(text => text !== '').join('\n\n');
}
