import { describe, expect, it } from 'vitest';
import { findSecrets } from '../../../../../src/core/formats/export/findSecrets.ts';
import type { SessionRecord } from '../../../../../src/core/formats/record.ts';
import { aBot, aReply, aSession, aTurn, aVote } from '../../../../support/builders.ts';

function asking(prompt: string): SessionRecord {
  return { session: aSession(), turns: [aTurn({ prompt, replies: [] })], votes: [] };
}
const kinds = (prompt: string): string[] => findSecrets(asking(prompt)).map(({ what }) => what);

describe('findSecrets', () => {
  it.each([
    ['my key is sk-abcdefgh12345678', 'key'],
    ['curl -H "Authorization: Bearer abcd1234efgh"', 'key'],
    ['API_KEY=abcd1234efgh', 'key'],
    ['read /home/ann/notes.txt please', 'path'],
    ['看看/Users/ann/笔记', 'path'],
    ['dir C:\\Users\\ann', 'path'],
    ['on \\\\server\\share\\x', 'path'],
    ['file:///c:/x.txt', 'path'],
    ['write to ann.lee+x@mail.example.org.', 'email'],
  ])('sees in %j a %s', (prompt, what) => {
    expect(kinds(prompt)).toEqual([what]);
  });

  it.each([
    'What is a token?',
    'GET /v1/models or and/or',
    'a: b, key: value, password: secret',
    'user@localhost and @me',
    'https://example.org/home/ann',
    'sk-learn and sk-estimators',
    'The key insight about tokens is 1234567890',
    '\\alpha \\\\ \\beta',
  ])('sees nothing in %j', prompt => {
    expect(kinds(prompt)).toEqual([]);
  });

  it('looks at names too, and gives what it found', () => {
    const record = {
      session: aSession({ seats: [aBot({ name: 'on /home/ann/m', model: 'm' })] }),
      turns: [],
      votes: [aVote({ kind: 'allBad' }, { shown: [], voter: { kind: 'human', name: 'a@b.org' } })],
    } satisfies SessionRecord;
    expect(findSecrets(record)).toEqual([
      { where: 'session.seats[0].name', what: 'path', found: '/home/ann/m' },
      { where: 'votes[0].voter.name', what: 'email', found: 'a@b.org' },
    ]);
  });

  it('says where, each kind once a field', () => {
    const mail = 'a@b.org c@d.org';
    const bots = [aBot({ systemPrompt: mail })];
    const record: SessionRecord = {
      session: aSession({ title: mail, tags: ['ok', mail], seats: bots }),
      turns: [
        aTurn({ replies: [aReply(), aReply({ text: mail, thinking: mail, correction: mail })] }),
      ],
      votes: [aVote({ kind: 'allBad' }, { comment: mail })],
    };
    expect(findSecrets(record).map(({ where }) => where)).toEqual([
      'session.title',
      'session.tags[1]',
      'session.seats[0].systemPrompt',
      'turns[0].replies[1].text',
      'turns[0].replies[1].thinking',
      'turns[0].replies[1].correction',
      'votes[0].comment',
    ]);
  });

  it.each([
    'a@',
    'a.',
    'a-',
    '@a.',
    'key ',
    'key=',
    '/home/',
    'C:',
    '\\\\a',
    'sk-',
    'Bearer ',
    'eyJa',
  ])('is quick for 200,000 times %j', part => {
    const started = performance.now();
    kinds(part.repeat(200_000));
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
