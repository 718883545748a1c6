import { describe, expect, it } from 'vitest';
import { readShared, writeShared, type Shared } from '../../../../src/core/formats/sharedLine.ts';
import { aSession, aTurn, aVote } from '../../../support/builders.ts';

const ALL: readonly Shared[] = [
  { kind: 'session', session: aSession({ title: 'Line\nends \u2028 of all \u0085 kinds' }) },
  { kind: 'turn', turn: aTurn() },
  { kind: 'vote', vote: aVote({ kind: 'allGood' }, { comment: '🙂 "quoted"' }) },
];

const read = (line: string) => readShared(line, () => {});

describe('a line of a shared folder', () => {
  it.each(ALL)('holds a $kind and is one line for every reader', shared => {
    const line = writeShared(shared);
    expect(line).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
    expect(read(line)).toMatchObject(shared);
    expect(read(`${line}\r`)).toMatchObject(shared);
  });

  it.each([
    ['<<<<<<< HEAD', 'a conflict marker of git'],
    ['=======', 'a conflict marker of git'],
    ['||||||| 1a2b3c4', 'a conflict marker of git'],
    ['>>>>>>> theirs', 'a conflict marker of git'],
    ['{"chatzoo":1,"kind":"vo', 'no JSON'],
    ['[]', 'not a line of ChatZoo'],
    ['"text"', 'not a line of ChatZoo'],
    ['{"chatzoo":2,"kind":"vote"}', /^chatzoo /],
    ['{"chatzoo":1,"kind":"vote","vote":{"id":7}}', 'vote.id is not as it should be'],
    ['{"chatzoo":1,"kind":"rating"}', /^kind /],
    [
      writeShared({ kind: 'session', session: aSession({ createdAt: 1.5 }) }),
      'session.createdAt is not as it should be',
    ],
    [
      writeShared({ kind: 'vote', vote: aVote({ kind: 'allBad' }, { castAt: 8.9e15 }) }),
      'vote.castAt is not as it should be',
    ],
  ])('%s is broken', (line, why) => {
    const found = read(line);
    expect(found.kind).toBe('broken');
    if (found.kind === 'broken') expect(found.why).toMatch(why);
  });

  it('tells of the fields that it does not keep', () => {
    const vote = {
      ...aVote({ kind: 'allGood' }),
      mood: 1,
      voter: { kind: 'human', name: 'x', y: 1 },
    };
    const fields: string[] = [];
    readShared(JSON.stringify({ chatzoo: 1, kind: 'vote', vote, more: 1 }), field =>
      fields.push(field),
    );
    expect(fields.sort()).toEqual(['more', 'vote.mood', 'vote.voter.y']);
  });
});
