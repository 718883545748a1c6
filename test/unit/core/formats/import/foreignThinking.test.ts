import { describe, expect, it } from 'vitest';
import { fastchatLog } from '../../../../../src/core/formats/import/fastchatLog.ts';
import type { Content, ImportFormat } from '../../../../../src/core/formats/import/format.ts';
import { shareGpt } from '../../../../../src/core/formats/import/shareGpt.ts';
import type { Reply } from '../../../../../src/core/model.ts';
import { json, jsonl, readAll } from '../../../../support/foreignFiles.ts';

const shareGptOf = (text: string): Content =>
  json([
    {
      id: 'a',
      conversations: [
        { from: 'human', value: 'How do ants talk?' },
        { from: 'gpt', value: text },
      ],
    },
  ]);
const fastchatOf = (text: string): Content =>
  jsonl([
    {
      tstamp: 1,
      type: 'chat',
      model: 'ant-7b',
      gen_params: { temperature: 0.7 },
      start: 1,
      finish: 2,
      state: {
        template_name: 'chatml',
        system_message: '',
        roles: ['user', 'assistant'],
        messages: [
          ['user', 'How do ants talk?'],
          ['assistant', text],
        ],
        offset: 0,
        conv_id: 'c1',
        model_name: 'ant-7b',
      },
      ip: '',
    },
  ]);

async function replyIn(format: ImportFormat, content: Content): Promise<Reply | undefined> {
  const { records } = await readAll(format, content);
  return records[0]?.turns[0]?.replies[0];
}

describe.each([
  ['ShareGPT', shareGpt, shareGptOf],
  ["FastChat's log", fastchatLog, fastchatOf],
])('thinking in a file of %s', (_, format, contentOf) => {
  it('is told apart from the answer that follows it', async () => {
    const reply = await replyIn(format, contentOf('<think>\nNo ears.\n</think>\n\nBy scent.'));
    expect(reply).toMatchObject({ text: 'By scent.', thinking: 'No ears.' });
  });

  it('leaves no trace where it is empty', async () => {
    const reply = await replyIn(format, contentOf('<think>\n\n</think>\n\nBy scent.'));
    expect(reply?.text).toBe('By scent.');
    expect(reply).not.toHaveProperty('thinking');
  });

  it.each([
    '<think>Never closed. By scent.',
    '<think>Nothing follows.</think>',
    'By scent. <think>A tag in the answer</think> and more.',
    'By scent.\n',
    'Write `<think>`.',
  ])('is none in %j', async text => {
    const reply = await replyIn(format, contentOf(text));
    expect(reply?.text).toBe(text);
    expect(reply).not.toHaveProperty('thinking');
  });
});
