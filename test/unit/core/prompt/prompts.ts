import type { Message } from '../../../../src/core/model.ts';
import { findFamily } from '../../../../src/core/prompt/families.ts';
import type { ChatTemplate } from '../../../../src/core/prompt/template.ts';

export const system = (text: string): Message => ({ role: 'system', text });

/** Messages in turn, the user's first. */
export const talk = (...texts: readonly string[]): Message[] =>
  texts.map((text, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', text }));

export function textOf(template: ChatTemplate, messages: readonly Message[]): string {
  return template
    .render(messages)
    .map(({ text }) => text)
    .join('');
}

/** @throws if there is no such family, so that a test of it cannot pass by comparing nothing. */
export function familyOf(name: string): ChatTemplate {
  const family = findFamily(name);
  if (family === undefined) throw new Error(`There is no family ${name}`);
  return family;
}

export const promptOf = (name: string, ...messages: readonly Message[]): string =>
  textOf(familyOf(name), messages);
