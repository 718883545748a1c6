import { describe, expect, it } from 'vitest';
import { conversations } from '../../../../../src/core/formats/import/conversations.ts';
import { readWith } from '../../../../support/importing.ts';

describe('plain conversations', () => {
  const readPlain = (value: unknown) => readWith(conversations, { shape: 'json', value });
  const talk = (...messages: readonly unknown[]) => ({
    version: 1,
    conversations: [{ id: 1, title: 'Ants', model: 'ant', messages }],
  });

  it('become debug sessions of one bot, a turn for each question', async () => {
    const { records, notKept } = await readPlain(
      talk(
        { id: 'm0', role: 'system', content: 'Be brief.' },
        { id: 'm1', role: 'user', content: 'How?' },
        { id: 'm2', role: 'assistant', content: 'By scent.' },
        { id: 'm3', role: 'user', content: 'Why?' },
      ),
    );
    const [found] = records;
    expect(found?.session).toMatchObject({ title: 'Ants', mode: 'debug', origin: 'conversations' });
    expect(found?.session.seats).toMatchObject([
      { seat: 'A', name: 'ant', kind: 'imported', systemPrompt: 'Be brief.' },
    ]);
    expect(
      found?.turns.map(({ prompt, replies }) => [prompt, replies[0]?.text, replies[0]?.state.kind]),
    ).toEqual([
      ['How?', 'By scent.', 'done'],
      ['Why?', '', 'failed'],
    ]);
    expect(new Set(notKept)).toEqual(new Set(['conversations.messages.id']));
  });

  it('have the same ids each time, and others if something else was said', async () => {
    const idOf = async (content: string) =>
      (await readPlain(talk({ role: 'user', content }))).records[0]?.session.id;
    expect(await idOf('How?')).toBe(await idOf('How?'));
    expect(await idOf('How?')).not.toBe(await idOf('Why?'));
  });

  it('are refused part by part', async () => {
    const { records, refused } = await readPlain({
      version: 1,
      conversations: [
        null,
        { id: 1, messages: [{ role: 'user' }, { role: 'user', content: 'x' }] },
      ],
      votes: 7,
    });
    expect(refused).toEqual(['conversations[0]', 'conversations[1].messages[0].content', 'votes']);
    expect(records).toHaveLength(1);
  });
});
