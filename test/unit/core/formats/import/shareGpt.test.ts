import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shareGpt } from '../../../../../src/core/formats/import/shareGpt.ts';
import type { SessionRecord } from '../../../../../src/core/formats/record.ts';
import { contentOf, json, readAll } from '../../../../support/foreignFiles.ts';
import { faultsOf } from '../../../../support/recordFaults.ts';
import { sharedData } from '../../../../support/sharedData.ts';

const folder = 'test/fixtures/imports/';

const grid = (record: SessionRecord | undefined): unknown =>
  record?.turns.map(turn => [
    turn.prompt,
    ...turn.replies.map(({ seat, text }) => `${seat}: ${text}`),
  ]);

describe('ShareGPT', () => {
  const sample = contentOf(`${folder}sharegpt/conversations.json`);

  it('pairs messages, joins those in a row and keeps the system prompt', async () => {
    const { records, notKept } = await readAll(shareGpt, sample);
    expect(grid(records[0])).toEqual([
      ['Name a river.', 'A: The Nile.'],
      ['Another.', 'A: The Po.'],
    ]);
    expect(records[0]?.session.seats[0]).toMatchObject({ name: 'gpt', kind: 'imported' });
    expect(grid(records[1])).toEqual([
      ['', 'A: Welcome.'],
      ['One\n\nand two', 'A: 3'],
      ['Bye', 'A: '],
    ]);
    expect(records[1]?.session.seats[0]).toMatchObject({
      name: 'reed-6b',
      systemPrompt: 'Be brief.',
    });
    expect(records[1]?.turns[2]?.replies[0]?.state.kind).toBe('failed');
    expect(records[1]?.session.title).toBe('One');
    expect(notKept.get('conversations.tool')).toBe(1);
  });

  it('refuses a conversation without messages, and one by nobody that is known', async () => {
    const { refused } = await readAll(shareGpt, sample);
    expect(refused).toEqual([
      { at: '[2]', refused: 'There is no message in this conversation.' },
      { at: '[3]', refused: 'The field conversations[0] is missing or cannot be read.' },
    ]);
  });

  it('is made now where the file knows no time, without a trace in what is compared', async () => {
    const { records } = await readAll(shareGpt, sample, { now: 77 });
    expect(records[0]?.session).toMatchObject({ createdAt: 77, updatedAt: 77 });
    expect(records[0]?.turns[0]?.createdAt).toBe(0);
  });

  const shared = sharedData('fastchat', 'dummy_conversation.json');
  it.skipIf(!shared)('reads FastChat’s 500 example conversations', async () => {
    const value = JSON.parse(readFileSync(shared!, 'utf8')) as { conversations: unknown[] }[];
    const { records, refused } = await readAll(shareGpt, json(value));
    expect(refused).toEqual([]);
    expect(records).toHaveLength(500);
    expect(records.flatMap(faultsOf)).toEqual([]);
    expect(new Set(records.map(({ session }) => session.id)).size).toBe(500);
    expect(records.map(({ turns }) => turns.length * 2)).toEqual(
      value.map(({ conversations }) => conversations.length),
    );
  });
});
