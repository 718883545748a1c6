import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SessionId, TurnId, VoteId } from '../../../../src/core/model.ts';
import { aTurn } from '../../../support/builders.ts';
import { aFolder, annotator, judged, linesIn } from './sharingRig.ts';

describe('what others wrote to the shared folder', () => {
  it('brings a vote to the others with its session, once, and moves no pin', async () => {
    const folder = await aFolder();
    const ann = await annotator('Ann', folder);
    const bo = await annotator('Bo', folder);
    const sharing = bo.open();
    await sharing.start();
    const live = ann.open();
    await live.start();
    const vote = await ann.judge('1');
    await expect.poll(() => bo.votes()).toEqual(['vote-1']);
    expect(bo.merged).toEqual(['session-1']);
    const theirs = await bo.stores.records.get(vote.sessionId);
    const own = await ann.stores.records.get(vote.sessionId);
    expect(theirs).toEqual({ ...own, session: { ...own?.session, origin: 'shared' } });
    await bo.judge('2');
    await expect.poll(() => ann.votes()).toEqual(['vote-1', 'vote-2']);
    await Promise.all([sharing.dispose(), live.dispose()]);
    await ann.look();
    await bo.look();
    expect(await linesIn(folder)).toHaveLength(6);
    expect(await ann.votes()).toEqual(await bo.votes());
  });

  it('counts a vote once when lines are doubled, reversed and torn', async () => {
    const folder = await aFolder();
    const ann = await annotator('Ann', folder);
    const sharing = ann.open();
    await sharing.start();
    for (const key of ['1', '2', '3']) await ann.judge(key);
    await sharing.dispose();
    const [name = ''] = (await readdir(folder)).filter(each => each.endsWith('.jsonl'));
    const file = path.join(folder, name);
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    const odd = [
      ...lines.slice(4).reverse(),
      '<<<<<<< HEAD',
      lines[0]?.slice(0, 40),
      '=======',
      ...lines.reverse(),
      '>>>>>>> theirs',
      '{"chatzoo":2,"kind":"session"}',
      '{"chatzoo":1,"kind":"vote","vote":{"id":""}}',
      'null',
    ];
    await writeFile(file, `\uFEFF${odd.join('\r\n')}\r\n${lines[3]?.slice(0, 60) ?? ''}`);
    const bo = await annotator('Bo', folder);
    await bo.look();
    await bo.look();
    expect(await bo.votes()).toEqual(['vote-1', 'vote-2', 'vote-3']);
    expect(bo.log.join('\n')).toMatch(
      /line 6: a conflict marker of git; line 7: no JSON; line 8: a conflict marker of git; line 18: a conflict marker of git; line 19: .*; line 20: vote\.id is not as it should be; line 21: not a line of ChatZoo/,
    );
  });

  it('lets a vote wait for its session, and a turn for the one before', async () => {
    const folder = await aFolder();
    const ann = await annotator('Ann', await aFolder());
    const scrap = await aFolder();
    const writer = await annotator('Ann', scrap);
    await writer.judge('1');
    await writer.look();
    const [name = ''] = (await readdir(scrap)).filter(each => each.endsWith('.jsonl'));
    const [session, turn, vote] = (await readFile(path.join(scrap, name), 'utf8'))
      .trim()
      .split('\n');
    const bo = await annotator('Bo', folder);
    const sharing = bo.open();
    await sharing.start();
    const put = (line: string | undefined): Promise<void> =>
      appendFile(path.join(folder, 'b.jsonl'), `${line ?? ''}\n`);
    await put(vote);
    await put(turn);
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(await bo.votes()).toEqual([]);
    await put(session);
    await expect.poll(() => bo.votes()).toEqual(['vote-1']);
    await sharing.dispose();
    expect(await ann.votes()).toEqual([]);
  });

  it('keeps the own turns of a session that two went on with, and says so once', async () => {
    const folder = await aFolder();
    const ann = await annotator('Ann', folder);
    const { session, turn } = judged('1', 'Ann');
    await ann.add({ ...session, annotationMode: 'reply' }, [turn]);
    const voteOn = (id: string, name: string) =>
      judged('1', name, { id: `vote-${id}` as VoteId, turnId: id as TurnId }).vote;
    await ann.stores.votes.add(voteOn('turn-1', 'Ann'), false);
    await ann.look();
    const bo = await annotator('Bo', folder);
    await bo.look();
    for (const [who, name] of [
      [ann, 'Ann'],
      [bo, 'Bo'],
    ] as const) {
      const id = `second-${name}` as TurnId;
      await who.stores.turns.add(aTurn({ id, sessionId: session.id, index: 1 }));
      await who.stores.votes.add(voteOn(id, name), false);
    }
    await bo.look();
    const sharing = ann.open();
    await sharing.start();
    await ann.judge('2');
    await sharing.dispose();
    expect(await ann.votes()).toEqual(['vote-2', 'vote-second-Ann', 'vote-turn-1']);
    expect(ann.log.filter(line => line.includes('turn 2 is another one here'))).toHaveLength(1);
    expect(ann.log.filter(line => line.includes('could not'))).toEqual([]);
  });

  it('leaves out what can never fit, says so once, and names fields that it does not know', async () => {
    const folder = await aFolder();
    const { session, turn, vote } = judged('1', 'Ann');
    const line = (kind: string, what: unknown) =>
      JSON.stringify({ chatzoo: 1, kind, [kind]: what });
    const [seat] = session.seats;
    await writeFile(
      path.join(folder, 'a.jsonl'),
      [
        line('session', { ...session, id: 'half', createdAt: 1.5 }),
        line('session', { ...session, id: 'twins', seats: [seat, seat] }),
        line('session', { ...session, mood: 'happy' }),
        line('turn', { ...turn, mood: 'sad' }),
        line('turn', {
          ...turn,
          id: 'odd',
          index: 1,
          replies: [{ ...turn.replies[0], seat: 'Z' }],
        }),
        line('vote', { ...vote, verdict: { kind: 'best', winner: 'Z' }, id: 'odd' }),
        line('vote', { ...vote, mood: 'happy' }),
      ].join('\n') + '\n',
    );
    const bo = await annotator('Bo', folder);
    const sharing = bo.open();
    await sharing.start();
    await bo.judge('2');
    await sharing.dispose();
    expect(await bo.votes()).toEqual(['vote-1', 'vote-2']);
    const told = bo.log.filter(each => /left out|not known|without/.test(each)).sort();
    expect(told).toEqual([
      'A field in the shared folder is not known here and not kept: "session.mood"',
      'A field in the shared folder is not known here and not kept: "turn.mood"',
      'A field in the shared folder is not known here and not kept: "vote.mood"',
      'Shared session "twins" is left out: session.seats[1].seat: Another one has this seat already.',
      'Shared turn "odd" is left out: replies[0].turnId: It is not the id of what it lies in.',
      'Shared vote "odd" is left out: verdict.winner: The winner is none of the bots that were shown.',
      'a.jsonl was read without line 1: session.createdAt is not as it should be',
    ]);
  });

  it('does not bring back what was deleted here', async () => {
    const folder = await aFolder();
    const ann = await annotator('Ann', folder);
    await ann.judge('1');
    await ann.judge('2');
    await ann.look();
    const home = await aFolder();
    const bo = await annotator('Bo', folder, home);
    await bo.look();
    await bo.stores.sessions.remove(['session-1' as SessionId], Date.now());
    await bo.look();
    expect(await bo.votes()).toEqual(['vote-2']);
    expect(await linesIn(folder)).toHaveLength(6);
  });
});
