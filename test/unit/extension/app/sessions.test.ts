import { describe, expect, it } from 'vitest';
import { cleanTags } from '../../../../src/extension/app/tags.ts';
import { titleFrom } from '../../../../src/extension/app/title.ts';
import type { Session, SessionId } from '../../../../src/core/model.ts';
import { BOARD_DEFAULTS } from '../../../../src/core/ranking/options.ts';
import { aSpec, openRig, type Rig } from '../../../support/appRig.ts';
import { aSession } from '../../../support/builders.ts';

const first = { offset: 0, limit: 10 };

async function talk(rig: Rig, prompt = 'Hi'): Promise<Session> {
  const session = await rig.sessions.begin();
  await rig.arena.startTurn(session.id, prompt);
  await rig.ended(session);
  return session;
}

describe('sessions', () => {
  it('do not pile up unused ones, and a draft follows the settings', async () => {
    const rig = await openRig();
    const draft = await rig.sessions.begin();
    rig.settings.current = { ...rig.settings.current, mode: 'debug', bots: [aSpec('Cat')] };
    const second = await rig.sessions.begin();
    expect(second.id).toBe(draft.id);
    expect(second).toMatchObject({ mode: 'debug', seats: [{ seat: 'A', name: 'Cat' }] });
    expect(await rig.stores.sessions.get(draft.id)).toEqual(second);
    expect(await rig.sessions.ids()).toEqual([]);
    await rig.arena.startTurn(second.id, 'used now');
    expect((await rig.sessions.begin()).id).not.toBe(draft.id);
    await rig.close();
  });

  it('make one draft when begun twice at once', async () => {
    const rig = await openRig();
    const [one, other] = await Promise.all([rig.sessions.begin(), rig.sessions.begin()]);
    expect(other.id).toBe(one.id);
    await rig.close();
  });

  it('begin anew if another window has begun the draft', async () => {
    const rig = await openRig();
    const draft = await rig.sessions.begin();
    const other = await openRig({ file: rig.file });
    await other.arena.startTurn(draft.id, 'Mine');
    await other.ended(draft);
    const own = await rig.sessions.begin();
    expect(own.id).not.toBe(draft.id);
    expect(await rig.stores.turns.ofSession(draft.id)).toHaveLength(1);
    await rig.close();
    await other.close();
  });

  it('are renamed, but not to nothing', async () => {
    const rig = await openRig();
    const session = await talk(rig);
    await rig.sessions.rename(session.id, '  Bees \n and ants ');
    expect((await rig.sessions.list('todo', first))[0]?.title).toBe('Bees and ants');
    await expect(rig.sessions.rename(session.id, ' ')).rejects.toMatchObject({ code: 'badTitle' });
    await rig.close();
  });

  it('are listed, counted and found', async () => {
    const rig = await openRig();
    const ants = await talk(rig, 'How do ants talk?');
    const bees = await talk(rig, '蜜蜂怎么说话?');
    await rig.sessions.tag(bees.id, ['insects']);
    expect(await rig.sessions.ids()).toEqual([bees.id, ants.id]);
    expect(await rig.sessions.counts({ tag: 'insects' })).toMatchObject({ todo: 1 });
    expect(await rig.sessions.matching('蜂')).toEqual([bees.id]);
    expect(await rig.sessions.search('ants', { limit: 1 })).toMatchObject([
      { sessionId: ants.id, where: 'title' },
    ]);
    expect(await rig.sessions.tally([ants.id])).toEqual({ sessions: 1, turns: 1, votes: 0 });
    await rig.close();
  });

  it('are pinned and tagged, also while a page shows them', async () => {
    const rig = await openRig();
    const [session, other] = [await talk(rig), await talk(rig)];
    const watching = rig.arena.sessions.watch(session.id);
    await rig.arena.snapshot(session.id);
    const changed: (readonly SessionId[])[] = [];
    rig.sessions.onChange(ids => changed.push(ids));
    await rig.sessions.pin([session.id, other.id], true);
    expect(changed.at(-1)).toEqual([session.id, other.id]);
    await rig.sessions.tag(session.id, [' ants  and\tbees ', '', 'x', 'x']);
    expect(changed.at(-1)).toEqual([session.id]);
    // Without any, it would say that nobody knows which.
    await rig.sessions.pin([], true);
    expect(changed).not.toContainEqual([]);
    const tags = ['ants and bees', 'x'];
    expect((await rig.arena.snapshot(session.id)).session).toMatchObject({ pinned: true, tags });
    expect(await rig.stores.sessions.get(session.id)).toMatchObject({ pinned: true, tags });
    expect(await rig.stores.sessions.get(other.id)).toMatchObject({ pinned: true, tags: [] });
    expect(await rig.sessions.tags()).toEqual(tags);
    await expect(rig.sessions.tag(session.id, ['x'.repeat(41)])).rejects.toMatchObject({
      code: 'badTag',
    });
    watching.dispose();
    await rig.close();
  });

  it('are duplicated with their replies, open and without votes', async () => {
    const rig = await openRig();
    const session = await talk(rig);
    await rig.annotations.cast(session.id, { verdict: { kind: 'allGood' }, comment: '' });
    await rig.sessions.pin([session.id], true);
    const copy = await rig.sessions.duplicate(session.id);
    expect(copy).toMatchObject({ title: 'Hi (copy)', annotatedAt: undefined, pinned: false });
    const [original, copied] = await Promise.all(
      [session.id, copy.id].map(id => rig.stores.records.get(id)),
    );
    expect(copied?.session).toEqual(copy);
    expect(copied?.votes).toEqual([]);
    const said = (record: typeof copied) =>
      record?.turns.map(({ prompt, replies }) => [prompt, ...replies.map(({ text }) => text)]);
    expect(said(copied)).toEqual([['Hi', 'Hello from Ant', 'Hello from Bee']]);
    expect(said(original)).toEqual(said(copied));
    expect(await rig.sessions.ids()).toEqual([copy.id, session.id]);
    await rig.arena.startTurn(copy.id, 'It goes on');
    await rig.ended(copy);
    expect(await rig.stores.turns.ofSession(session.id)).toHaveLength(1);
    const draft = await rig.sessions.begin();
    const empty = await rig.sessions.duplicate(draft.id);
    expect(await rig.stores.sessions.get(empty.id)).toMatchObject({ seats: draft.seats });
    await expect(rig.sessions.duplicate('gone' as SessionId)).rejects.toMatchObject({
      code: 'unknownSession',
    });
    await rig.close();
  });
});

describe('what comes from elsewhere', () => {
  it('reaches the pages, the list and the leaderboard', async () => {
    const rig = await openRig();
    const session = await talk(rig);
    const watching = rig.arena.sessions.watch(session.id);
    await rig.arena.snapshot(session.id);
    const record = (await rig.stores.records.get(session.id))!;
    await rig.stores.records.merge([
      {
        ...record,
        session: { ...record.session, annotatedAt: 7 },
        votes: [voteOn(record.session)],
      },
    ]);
    expect((await rig.arena.snapshot(session.id)).votes).toEqual([]);
    const told = new Promise<void>(resolve => rig.standings.onChange(resolve));
    rig.sessions.imported([session.id]);
    await told;
    expect(await rig.arena.snapshot(session.id)).toMatchObject({
      session: { annotatedAt: 7 },
      votes: [{ id: 'theirs' }],
      gate: { vote: 'annotated' },
    });
    expect(rig.events.at(-1)).toEqual({ kind: 'reloaded', sessionId: session.id });
    expect((await rig.standings.board(BOARD_DEFAULTS)).votes).toBe(1);
    watching.dispose();
    await rig.close();
  });

  it('takes a session away that is gone, and leaves one alone that answers', async () => {
    let open = (): void => {};
    const wait = new Promise<void>(resolve => (open = resolve));
    const rig = await openRig({ script: () => [{ say: 'a' }, { wait }, { say: 'b' }] });
    const busy = await rig.sessions.begin();
    await rig.arena.startTurn(busy.id, 'Hi');
    const gone = await rig.sessions.begin();
    const watching = rig.arena.sessions.watch(gone.id);
    await rig.arena.snapshot(gone.id);
    await rig.stores.sessions.remove([gone.id], 5);
    await rig.stores.sessions.rename(busy.id, 'From elsewhere');
    await rig.arena.sessions.reloadAll();
    expect(rig.events.at(-1)).toEqual({ kind: 'removed', sessionId: gone.id });
    expect((await rig.arena.snapshot(busy.id)).session.title).toBe('Hi');
    open();
    expect((await rig.ended(busy))[0]?.text).toBe('ab');
    watching.dispose();
    await rig.close();
  });
});

function voteOn({ id, seats }: Session) {
  return {
    id: 'theirs' as never,
    sessionId: id,
    castAt: 7,
    voter: { kind: 'human', name: 'Ada' },
    verdict: { kind: 'allGood' },
    shown: seats,
    blind: false,
    comment: '',
    flags: [],
  } as const;
}

describe('an imported session', () => {
  it('is never taken for a draft', async () => {
    const rig = await openRig();
    await rig.stores.sessions.add(aSession({ origin: 'shareGpt' }));
    expect((await rig.sessions.begin()).id).not.toBe(aSession().id);
    await rig.close();
  });
});

describe('tags', () => {
  it.each([
    [['  a   b ', 'a b', '', ' '], ['a b']],
    [
      ['标签', '😀'.repeat(40)],
      ['标签', '😀'.repeat(40)],
    ],
    [['😀'.repeat(41)], undefined],
    [
      Array.from({ length: 21 }, (_, n) => `t${n % 20}`),
      Array.from({ length: 20 }, (_, n) => `t${n}`),
    ],
    [Array.from({ length: 21 }, (_, n) => `t${n}`), undefined],
  ])('%j are kept as %j', (tags, kept) => {
    expect(cleanTags(tags)).toEqual(kept);
  });
});

describe('titleFrom', () => {
  it.each([
    ['\n\n  What   is it?  \nmore', 'What is it?'],
    ['x'.repeat(61), 'x'.repeat(59) + '…'],
    ['😀'.repeat(61), '😀'.repeat(59) + '…'],
    ['你好,请介绍一下你自己', '你好,请介绍一下你自己'],
  ])('takes the first line that says something', (prompt, title) => {
    expect(titleFrom(prompt)).toBe(title);
  });
});
