import { describe, expect, it } from 'vitest';
import { openWebUiChats } from '../../../../../src/core/formats/import/openWebUiChats.ts';
import { openWebUiFeedback } from '../../../../../src/core/formats/import/openWebUiFeedback.ts';
import type { SessionRecord } from '../../../../../src/core/formats/record.ts';
import { contentOf, json, readAll } from '../../../../support/foreignFiles.ts';

const folder = 'test/fixtures/imports/';

const grid = (record: SessionRecord | undefined): unknown =>
  record?.turns.map(turn => [
    turn.prompt,
    ...turn.replies.map(({ seat, text }) => `${seat}: ${text}`),
  ]);

describe('Open WebUI’s chats', () => {
  const sample = contentOf(`${folder}openwebui-chats/chats.json`);

  it('keeps the current branch, with models side by side', async () => {
    const { records, notKept } = await readAll(openWebUiChats, sample);
    const [rivers, old] = records;
    expect(grid(rivers)).toEqual([
      ['Name a river.', 'A: The Nile.', 'B: The Rhine.'],
      ['Another.', 'B: '],
      ['And now?', 'A: The Po.'],
    ]);
    expect(rivers?.turns[0]?.replies.map(({ botName }) => botName)).toEqual([
      'reed:6b',
      'heron:7b',
    ]);
    expect(rivers?.turns[0]?.replies[0]?.tokens).toEqual({ prompt: 5, completion: 3 });
    expect(rivers?.turns[1]?.replies[0]?.state).toEqual({
      kind: 'failed',
      code: 'serverError',
      message: 'No route to the model',
    });
    // The page's "arena-model" hid another one.
    expect(rivers?.session.seats.map(({ name }) => name)).toEqual(['otter:1b', 'heron:7b']);
    expect(rivers?.session).toMatchObject({
      id: '0f0f0f0f-1111-4222-8333-444444444444',
      title: 'Rivers',
      mode: 'debug',
      createdAt: 1_720_000_000_000,
      updatedAt: 1_720_000_021_000,
    });
    expect(rivers?.session.seats[0]?.systemPrompt).toBe('Be brief.');
    expect(grid(old)).toEqual([['Hi', 'A: Ho']]);
    // b1, the regenerated reply's first try, and u2b, asked of it.
    expect(notKept.get('chat.history.messages (other branches)')).toBe(2);
    expect(notKept.get('chat.history.messages.annotation')).toBe(1);
    expect(rivers?.session).toMatchObject({ pinned: true, tags: ['geo'] });
    expect(notKept.get('folder_id')).toBe(1);
  });

  it('gives one model that answered twice side by side two seats', async () => {
    const reply = (id: string, modelIdx: number): object => ({
      ...{ id, parentId: 'u', role: 'assistant', content: id, model: 'twin', modelIdx },
    });
    const messages = {
      u: { id: 'u', parentId: null, role: 'user', content: 'q' },
      b: reply('b', 1),
      a: reply('a', 0),
    };
    const chat = { history: { currentId: 'b', messages } };
    const { records } = await readAll(openWebUiChats, json([{ id: 'x', chat }]));
    expect(grid(records[0])).toEqual([['q', 'A: a', 'B: b']]);
  });

  it('seats the chat’s model where nobody answered', async () => {
    const messages = { u: { parentId: null, role: 'user', content: 'q' } };
    const chat = { models: ['reed'], history: { currentId: 'u', messages } };
    const { records } = await readAll(openWebUiChats, json([{ id: 'x', chat }]));
    expect(grid(records[0])).toEqual([['q', 'A: ']]);
    expect(records[0]?.session.seats[0]?.name).toBe('reed');
    expect(records[0]?.turns[0]?.replies[0]?.state.kind).toBe('failed');
  });

  it('refuses a tree that goes round in a circle', async () => {
    const messages = {
      u: { id: 'u', parentId: 'a', role: 'user', content: 'q' },
      a: { id: 'a', parentId: 'u', role: 'assistant', content: 'r' },
    };
    const { refused } = await readAll(
      openWebUiChats,
      json([{ chat: { history: { currentId: 'a', messages } } }]),
    );
    expect(refused).toEqual([
      { at: '[0]', refused: 'The field chat.history is missing or cannot be read.' },
    ]);
  });

  it('reads a chat of 100,000 messages', async () => {
    const messages = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, i) => [
        `m${i}`,
        {
          parentId: i === 0 ? null : `m${i - 1}`,
          role: i % 2 === 0 ? 'user' : 'assistant',
          content: `${i}`,
          model: 'reed',
        },
      ]),
    );
    const chat = { history: { currentId: 'm99999', messages } };
    const { records } = await readAll(openWebUiChats, json([{ id: 'x', chat }]));
    expect(records[0]?.turns).toHaveLength(50_000);
  });
});

describe('Open WebUI’s feedback', () => {
  const sample = contentOf(`${folder}openwebui-feedback/feedback.json`);

  it('turns ratings among several models into votes', async () => {
    const { records } = await readAll(openWebUiFeedback, sample);
    const [up, down, bare] = records;
    expect(grid(up)).toEqual([['Name a river.', 'A: The Nile.', 'B: The Rhine.']]);
    expect(up?.session).toMatchObject({ mode: 'arena', annotationMode: 'reply', title: 'Rivers' });
    expect(up?.votes).toMatchObject([
      {
        turnId: up?.turns[0]?.id,
        verdict: { kind: 'best', winner: 'B' },
        blind: false,
        comment: 'Right river.\naccurate_information\ngeo',
        voter: { name: 'me' },
      },
    ]);
    expect(down?.votes).toMatchObject([{ verdict: { kind: 'best', winner: 'A' }, blind: true }]);
    expect(bare?.turns).toEqual([]);
    expect(bare?.votes[0]?.turnId).toBeUndefined();
    expect(bare?.votes[0]?.shown.map(({ name }) => name)).toEqual([
      'heron:7b',
      'reed:6b',
      'otter:1b',
    ]);
  });

  it('refuses ratings that compare nothing', async () => {
    const { refused, notKept } = await readAll(openWebUiFeedback, sample);
    expect(refused.map(({ at }) => at)).toEqual(['[3]', '[4]', '[5]']);
    expect(refused[2]?.refused).toContain('data.rating');
    expect(notKept.get('data.details')).toBe(3);
  });
});
