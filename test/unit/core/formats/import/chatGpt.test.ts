import { describe, expect, it } from 'vitest';
import { chatGpt } from '../../../../../src/core/formats/import/chatGpt.ts';
import type { SessionRecord } from '../../../../../src/core/formats/record.ts';
import { contentOf, json, readAll } from '../../../../support/foreignFiles.ts';

const folder = 'test/fixtures/imports/';

const grid = (record: SessionRecord | undefined): unknown =>
  record?.turns.map(turn => [
    turn.prompt,
    ...turn.replies.map(({ seat, text }) => `${seat}: ${text}`),
  ]);

describe('ChatGPT’s export', () => {
  const sample = contentOf(`${folder}chatgpt/conversations.json`);

  it('keeps the current branch as the page showed it', async () => {
    const { records, notKept } = await readAll(chatGpt, sample);
    expect(grid(records[0])).toEqual([
      ['Name a river.', 'A: The Nile.'],
      ['What is this?', 'A: An otter.\n\nTwo otters.'],
      ['Thanks', 'A: '],
    ]);
    expect(records[0]?.turns.map(turn => turn.replies[0]?.model)).toEqual([
      'gpt-4',
      'gpt-4o',
      'gpt-4o',
    ]);
    expect(records[0]?.session).toMatchObject({
      id: 'abcdef01-2345-4678-89ab-cdef01234567',
      title: 'Rivers and otters',
      mode: 'debug',
    });
    expect(records[0]?.turns[0]?.createdAt).toBe(1_690_000_000_250);
    expect(notKept.get('mapping.message (other branches)')).toBe(1);
    expect(notKept.get('mapping.message.tool.execution_output')).toBe(1);
    expect(notKept.get('mapping.message.user.user_editable_context')).toBe(1);
    expect(notKept.get('mapping.message.user.multimodal_text.parts')).toBe(1);
  });

  it('reads a conversation of 100,000 messages, and refuses a circle', async () => {
    const node = (i: number, parent: string | null): object => ({
      parent,
      children: [],
      message: {
        author: { role: i % 2 === 0 ? 'user' : 'assistant' },
        content: { content_type: 'text', parts: [`${i}`] },
      },
    });
    const mapping = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, i) => [`n${i}`, node(i, i === 0 ? null : `n${i - 1}`)]),
    );
    const deep = await readAll(chatGpt, json([{ current_node: 'n99999', mapping }]));
    expect(deep.records[0]?.turns).toHaveLength(50_000);
    const round = { n0: node(0, 'n1'), n1: node(1, 'n0') };
    const { refused } = await readAll(chatGpt, json([{ current_node: 'n0', mapping: round }]));
    expect(refused).toEqual([
      { at: '[0]', refused: 'The field mapping is missing or cannot be read.' },
    ]);
  });

  it('takes the newest leaf where no node is current', async () => {
    const content = sample.shape === 'json' ? structuredClone(sample.value) : [];
    const [conversation] = content as Record<string, unknown>[];
    delete conversation?.['current_node'];
    const { records } = await readAll(chatGpt, json(content));
    expect(records[0]?.turns).toHaveLength(3);
  });
});
