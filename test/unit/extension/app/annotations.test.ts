import { describe, expect, it } from 'vitest';
import { openRig, type Rig } from '../../../support/appRig.ts';
import type { Session, TurnId } from '../../../../src/core/model.ts';
import { BOARD_DEFAULTS } from '../../../../src/core/ranking/options.ts';

async function asked(rig: Rig, session: Session): Promise<TurnId> {
  await rig.arena.startTurn(session.id, 'Hi');
  await rig.ended(session);
  return (await rig.lastTurn(session)).id;
}
const winner = (seat: string) => ({
  verdict: { kind: 'best', winner: seat } as const,
  comment: '',
});

describe('a vote on a session', () => {
  it('is taken once, closes the session and moves the leaderboard', async () => {
    const rig = await openRig();
    const session = await rig.sessions.begin();
    await expect(rig.annotations.cast(session.id, winner('A'))).rejects.toMatchObject({
      code: 'notOpen',
    });
    await asked(rig, session);
    await rig.annotations.cast(session.id, winner('B'));
    const elo = await rig.standings.board({ ...BOARD_DEFAULTS, method: 'elo' });
    expect(elo.bots.map(({ name, rating }) => [name, rating])).toEqual([
      ['Bee', 1002],
      ['Ant', 998],
    ]);
    expect((await rig.arena.snapshot(session.id)).gate).toMatchObject({
      ask: 'annotated',
      vote: 'annotated',
    });
    await expect(rig.annotations.cast(session.id, winner('A'))).rejects.toMatchObject({
      code: 'notOpen',
    });
    await expect(rig.arena.startTurn(session.id, 'more')).rejects.toMatchObject({
      code: 'notOpen',
    });
    expect((await rig.stores.sessions.get(session.id))?.annotatedAt).toBeGreaterThan(0);
    await rig.close();
  });

  it('is told to whoever shares it, once it is stored', async () => {
    const rig = await openRig({ settings: { annotator: 'Ada' } });
    const session = await rig.sessions.begin();
    await asked(rig, session);
    const told: Promise<unknown>[] = [];
    rig.annotations.onCast(vote => told.push(rig.stores.votes.ofSession(vote.sessionId)));
    await rig.annotations.cast(session.id, winner('B'));
    expect(await Promise.all(told)).toMatchObject([[{ voter: { kind: 'human', name: 'Ada' } }]]);
    await rig.close();
  });

  it('is not counted in debug mode', async () => {
    const rig = await openRig({ settings: { mode: 'debug' } });
    const session = await rig.sessions.begin();
    await asked(rig, session);
    await rig.annotations.cast(session.id, winner('B'));
    expect((await rig.standings.board(BOARD_DEFAULTS)).votes).toBe(0);
    await rig.close();
  });

  it('leaves the leaderboard with its session', async () => {
    const rig = await openRig();
    const session = await rig.sessions.begin();
    await asked(rig, session);
    await rig.annotations.cast(session.id, winner('B'));
    await rig.sessions.remove([session.id]);
    expect((await rig.standings.board(BOARD_DEFAULTS)).bots).toEqual([]);
    expect(rig.events.at(-1)).toMatchObject({ kind: 'removed' });
    await rig.close();
  });
});

describe('a ranking', () => {
  it('is taken as any other vote, and counts each pair', async () => {
    const rig = await openRig();
    const session = await rig.sessions.begin();
    await asked(rig, session);
    const verdict = { kind: 'ranking', order: [['B'], ['A']] } as const;
    await rig.annotations.cast(session.id, { verdict, comment: '' });
    expect(await rig.stores.votes.ofSession(session.id)).toMatchObject([{ verdict }]);
    const { bots } = await rig.standings.board(BOARD_DEFAULTS);
    expect(bots.map(({ name, wins, losses }) => [name, wins, losses])).toEqual([
      ['Bee', 1, 0],
      ['Ant', 0, 1],
    ]);
    await rig.close();
  });
});

describe('a vote on a reply', () => {
  it('unlocks the next turn, and may be changed until then', async () => {
    const rig = await openRig({ settings: { annotationMode: 'reply' } });
    const session = await rig.sessions.begin();
    const first = await asked(rig, session);
    await expect(rig.arena.startTurn(session.id, 'next')).rejects.toMatchObject({
      code: 'notOpen',
    });
    await rig.annotations.cast(session.id, { turnId: first, ...winner('A') });
    await rig.annotations.cast(session.id, { turnId: first, ...winner('B') });
    expect(await rig.stores.votes.ofSession(session.id)).toHaveLength(2);
    expect((await rig.standings.board(BOARD_DEFAULTS)).bots[0]).toMatchObject({
      name: 'Bee',
      wins: 1,
      battles: 1,
    });
    const second = await asked(rig, session);
    await expect(
      rig.annotations.cast(session.id, { turnId: first, ...winner('A') }),
    ).rejects.toMatchObject({ code: 'badVote' });
    await rig.annotations.cast(session.id, {
      turnId: second,
      verdict: { kind: 'allBad' },
      comment: 'both wrong',
    });
    expect((await rig.standings.board(BOARD_DEFAULTS)).votes).toBe(2);
    await rig.close();
  });

  it('is signed with the name in the settings, and leaves alone what others said', async () => {
    const rig = await openRig({ settings: { annotationMode: 'reply', annotator: 'Ada' } });
    const session = await rig.sessions.begin();
    const turnId = await asked(rig, session);
    await rig.annotations.cast(session.id, { turnId, ...winner('A') });
    rig.settings.current = { ...rig.settings.current, annotator: 'Bob' };
    await rig.annotations.cast(session.id, { turnId, ...winner('B') });
    const votes = await rig.stores.votes.ofSession(session.id);
    expect(votes.map(({ voter, supersedes }) => [voter.name, supersedes])).toEqual([
      ['Ada', undefined],
      ['Bob', undefined],
    ]);
    expect((await rig.standings.board(BOARD_DEFAULTS)).votes).toBe(2);
    await rig.close();
  });

  it('cannot name a bot that did not answer, nor one that is not there', async () => {
    const rig = await openRig({
      settings: { annotationMode: 'reply' },
      script: name => (name === 'Ant' ? [{ fail: 'timeout' }] : [{ say: 'fine' }]),
    });
    const session = await rig.sessions.begin();
    const turnId = await asked(rig, session);
    for (const seat of ['A', 'Z']) {
      await expect(
        rig.annotations.cast(session.id, { turnId, ...winner(seat) }),
      ).rejects.toMatchObject({ code: 'badVote' });
    }
    for (const order of [[['B'], ['A']], [['B', 'B']], [['B'], []]]) {
      const verdict = { kind: 'ranking', order } as const;
      await expect(
        rig.annotations.cast(session.id, { turnId, verdict, comment: '' }),
      ).rejects.toMatchObject({ code: 'badVote' });
    }
    await rig.annotations.cast(session.id, { turnId, ...winner('B') });
    // Ant never answered: nobody was beaten.
    const { votes, battles } = await rig.standings.board(BOARD_DEFAULTS);
    expect([votes, battles]).toEqual([1, 0]);
    await rig.close();
  });
});
