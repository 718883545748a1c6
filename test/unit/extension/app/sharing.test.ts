import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReplyId, TurnId, VoteId } from '../../../../src/core/model.ts';
import { aReply, aTurn } from '../../../support/builders.ts';
import { aFolder, annotator, judged, linesIn } from './sharingRig.ts';

describe('the shared folder', () => {
  it('gets the session once, its turn and the vote, a file a person a month', async () => {
    const folder = await aFolder();
    const ann = await annotator('Ann', folder);
    const sharing = ann.open();
    await sharing.start();
    await ann.judge('1');
    await ann.judge('2', { castAt: Date.UTC(2026, 7, 1) });
    await sharing.dispose();
    expect(await linesIn(folder)).toEqual([
      '2026-07 Ann.jsonl: session session-1',
      '2026-07 Ann.jsonl: turn turn-1',
      '2026-07 Ann.jsonl: vote vote-1',
      '2026-08 Ann.jsonl: session session-2',
      '2026-08 Ann.jsonl: turn turn-2',
      '2026-08 Ann.jsonl: vote vote-2',
    ]);
    expect(ann.merged).toEqual([]);
    // Another window of hers adds nothing.
    await ann.look();
    expect(await linesIn(folder)).toHaveLength(6);
  });

  it('gets the further turns of a session and no turn that is not voted on', async () => {
    const folder = await aFolder();
    const ann = await annotator('Ann', folder);
    const { session } = judged('1', 'Ann');
    const turns = [0, 1, 2].map(index =>
      aTurn({ id: `turn-${index}` as TurnId, sessionId: session.id, index }),
    );
    await ann.add({ ...session, annotationMode: 'reply' }, turns.slice(0, 2));
    const vote = (index: number) =>
      judged('1', 'Ann', { id: `vote-${index}` as VoteId, turnId: `turn-${index}` as TurnId }).vote;
    await ann.stores.votes.add(vote(0), false);
    await ann.look();
    const first = ['session session-1', 'turn turn-0', 'vote vote-0'];
    expect(await linesIn(folder)).toEqual(first.map(what => `2026-07 Ann.jsonl: ${what}`));
    for (const turn of turns.slice(2)) await ann.stores.turns.add(turn);
    await ann.stores.votes.add(vote(1), false);
    await ann.look();
    const both = [...first, 'turn turn-1', 'vote vote-1'];
    expect(await linesIn(folder)).toEqual(both.map(what => `2026-07 Ann.jsonl: ${what}`));
  });

  it('writes later what it could not write, and warns once', async () => {
    const folder = path.join(await aFolder(), 'file', 'share');
    const ann = await annotator('Ann', folder);
    await writeFile(path.dirname(folder), 'in the way');
    const sharing = ann.open();
    await sharing.start();
    await ann.judge('1');
    await ann.judge('2');
    await expect.poll(() => ann.log.filter(line => line.includes('could not be')).length).toBe(2);
    expect(ann.troubles).toHaveLength(1);
    await rm(path.dirname(folder));
    await ann.judge('3');
    await sharing.dispose();
    expect((await linesIn(folder)).filter(line => line.includes('vote'))).toHaveLength(3);
    await rm(folder, { recursive: true });
    await ann.look();
    expect((await linesIn(folder)).filter(line => line.includes('vote'))).toHaveLength(3);
  });

  it('gets the others when one session cannot be written', async () => {
    const folder = await aFolder();
    const ann = await annotator('Ann', folder);
    // No month has this time.
    const { session, turn, vote } = judged('0', 'Ann', { castAt: 8.9e15 });
    await ann.add(session, [turn]);
    await ann.stores.votes.add(vote, true);
    const sharing = ann.open();
    await sharing.start();
    await ann.judge('1');
    await ann.judge('2');
    await sharing.dispose();
    const votes = (await linesIn(folder)).filter(line => line.includes(': vote '));
    expect(votes).toEqual(['2026-07 Ann.jsonl: vote vote-1', '2026-07 Ann.jsonl: vote vote-2']);
    expect(ann.log.filter(line => line.includes('could not be'))).toHaveLength(1);
    expect(ann.troubles).toHaveLength(1);
  });

  it('gets the votes of earlier windows as soon as it can be read', async () => {
    const folder = path.join(await aFolder(), 'share');
    const ann = await annotator('Ann', folder);
    await ann.judge('1');
    await symlink('share', folder);
    const sharing = ann.open();
    await sharing.start();
    expect(ann.troubles).toHaveLength(1);
    await rm(folder);
    await ann.judge('2');
    const votes = async () =>
      (await linesIn(folder).catch(() => [])).filter(line => line.includes(': vote ')).sort();
    await expect
      .poll(votes)
      .toEqual(['2026-07 Ann.jsonl: vote vote-1', '2026-07 Ann.jsonl: vote vote-2']);
    await sharing.dispose();
  });

  it('takes no vote of debug mode and none of another name along', async () => {
    const folder = await aFolder();
    const ann = await annotator('Ann', folder);
    const debug = judged('1', 'Ann');
    await ann.add({ ...debug.session, mode: 'debug' }, [debug.turn]);
    await ann.stores.votes.add(debug.vote, true);
    await ann.judge('2', { voter: { kind: 'human', name: 'me' } });
    await ann.look();
    expect(await linesIn(folder)).toEqual([]);
  });

  it('lets no path or key of the machine out', async () => {
    const folder = await aFolder();
    const ann = await annotator('Ann', folder);
    const { session, turn, vote } = judged('1', 'Ann');
    const message = `ENOENT /home/ann/secret/model.gguf with key sk-${'a1B2'.repeat(10)}`;
    const failed = aReply({
      id: 'failed' as ReplyId,
      turnId: turn.id,
      seat: 'B',
      text: '',
      state: { kind: 'failed', code: 'internal', message },
    });
    await ann.add(session, [{ ...turn, replies: [...turn.replies.slice(0, 1), failed] }]);
    await ann.stores.votes.add(vote, true);
    await ann.look();
    const [name = ''] = (await readdir(folder)).filter(each => each.endsWith('.jsonl'));
    const text = await readFile(path.join(folder, name), 'utf8');
    expect(text).toContain('vote-1');
    expect(text).not.toMatch(/secret|a1B2/);
  });

  it.each([
    ['韩梅梅', /^2026-07 韩梅梅\.jsonl$/],
    ['../../etc/passwd', /^2026-07 _etc_passwd [0-9a-f]{6}\.jsonl$/],
    ['a/b', /^2026-07 a_b [0-9a-f]{6}\.jsonl$/],
    ['a\\b:c', /^2026-07 a_b_c [0-9a-f]{6}\.jsonl$/],
    ['x'.repeat(80), /^2026-07 x{40} [0-9a-f]{6}\.jsonl$/],
    ['CON', /^2026-07 CON\.jsonl$/],
  ])('names the file of %s for every system', async (name, expected) => {
    const folder = await aFolder();
    const someone = await annotator(name, folder);
    await someone.judge('1');
    await someone.look();
    expect((await readdir(folder)).filter(each => each.endsWith('.jsonl'))).toEqual([
      expect.stringMatching(expected),
    ]);
  });

  it('reads on where it may not write', async () => {
    const folder = await aFolder();
    const ann = await annotator('Ann', folder);
    await ann.judge('1');
    await ann.look();
    await mkdir(path.join(folder, '2026-07 Bo.jsonl'));
    const bo = await annotator('Bo', folder);
    await bo.judge('2');
    await bo.look();
    expect(await bo.votes()).toEqual(['vote-1', 'vote-2']);
    expect(bo.troubles).toHaveLength(1);
  });
});
