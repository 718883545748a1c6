import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session, SessionId, TurnId, VoteId } from '../../../../src/core/model.ts';
import { GROUPS, type Group, type Stores } from '../../../../src/extension/app/ports.ts';
import { aSession, aTurn, aVote } from '../../../support/builders.ts';
import { manyRecords } from './bigStore.ts';
import { StoreFolder } from './storeFolder.ts';

let folder: StoreFolder;
let stores: Stores;

beforeEach(async () => {
  folder = await StoreFolder.create();
  ({ stores } = await folder.open());
});
afterEach(() => folder.remove());

const all = { offset: 0, limit: 100 };
const time = Date.UTC(2026, 0, 2);

/** A session with so many turns. */
async function add(id: string, change: Partial<Session> = {}, turns = 1): Promise<SessionId> {
  const session = aSession({ id: id as SessionId, title: id, updatedAt: time, ...change });
  await stores.sessions.add(session);
  for (let index = 0; index < turns; index++) {
    const turnId = `${id}-${index}` as TurnId;
    await stores.turns.add(aTurn({ id: turnId, sessionId: session.id, index, createdAt: 1 }));
  }
  return session.id;
}

async function vote(sessionId: SessionId, turnId?: string): Promise<void> {
  const id = `v-${turnId ?? sessionId}` as VoteId;
  await stores.votes.add(
    aVote({ kind: 'allGood' }, { id, sessionId, turnId: turnId as TurnId | undefined, castAt: 1 }),
    turnId === undefined,
  );
}

const idsIn = async (group: Group) => (await stores.sessions.list(group, all)).map(({ id }) => id);

describe('the list of sessions', () => {
  it('says of each what a line shows', async () => {
    const id = await add('one', { tags: ['ants', 'b'], pinned: true, mode: 'debug' }, 2);
    expect(await stores.sessions.list('debug', all)).toEqual([
      {
        id,
        title: 'one',
        mode: 'debug',
        group: 'debug',
        updatedAt: time,
        pinned: true,
        tags: ['ants', 'b'],
        turns: 2,
        bots: ['Ant', 'Bee'],
      },
    ]);
  });

  it('puts pinned ones first, then the newest, then the one that was added last', async () => {
    await add('old', { updatedAt: time - 1 });
    await add('first');
    await add('second');
    await add('new', { updatedAt: time + 1 });
    await add('pinned old', { updatedAt: time - 2 });
    await stores.sessions.pin(['pinned old' as SessionId, 'gone' as SessionId], true);
    const order = ['pinned old', 'new', 'second', 'first', 'old'];
    expect(await idsIn('todo')).toEqual(order);
    expect(await stores.sessions.ids()).toEqual(order);
    const pages = [0, 2, 4, 6].map(offset => stores.sessions.list('todo', { offset, limit: 2 }));
    expect((await Promise.all(pages)).map(page => page.map(({ id }) => id))).toEqual([
      order.slice(0, 2),
      order.slice(2, 4),
      order.slice(4),
      [],
    ]);
    await stores.sessions.pin(['pinned old' as SessionId], false);
    expect(await idsIn('todo')).toEqual([...order.slice(1), 'pinned old']);
  });

  it('groups by what is still to be judged', async () => {
    await vote(await add('voted'));
    await add('open');
    await vote(await add('debug, voted', { mode: 'debug' }));
    const bySession = await add('turns voted, session not', {}, 1);
    await vote(bySession, `${bySession}-0`);
    const half = await add('last turn open', { annotationMode: 'reply' }, 2);
    await vote(half, `${half}-0`);
    const done = await add('last turn voted', { annotationMode: 'reply' }, 2);
    await vote(done, `${done}-1`);
    await add('draft', { title: '' }, 0);
    await vote(await add('only a vote', {}, 0));
    const groups = await Promise.all(GROUPS.map(idsIn));
    expect(groups).toEqual([
      ['last turn open', 'turns voted, session not', 'open'],
      ['only a vote', 'last turn voted', 'voted'],
      ['debug, voted'],
    ]);
    expect(await stores.sessions.counts()).toEqual({ todo: 3, annotated: 3, debug: 1 });
    expect(await stores.sessions.ids()).toEqual(groups.flat());
    expect(await stores.sessions.tally()).toEqual({ sessions: 7, turns: 8, votes: 6 });
    expect(await stores.sessions.tally([half, done, 'gone' as SessionId])).toEqual({
      sessions: 2,
      turns: 4,
      votes: 2,
    });
  });

  it('takes a filter', async () => {
    const [a, b, c] = [await add('a', { tags: ['x'] }), await add('b'), await add('c')];
    await stores.sessions.tag(b, ['x', '工作']);
    expect(await stores.sessions.tags()).toEqual(['x', '工作']);
    expect(await stores.sessions.ids({ tag: 'x' })).toEqual([b, a]);
    expect(await stores.sessions.ids({ within: [c, a, 'gone' as SessionId] })).toEqual([c, a]);
    const both = { within: [c, a], tag: 'x' };
    expect(await stores.sessions.list('todo', all, both)).toMatchObject([{ id: a }]);
    expect(await stores.sessions.counts(both)).toEqual({ todo: 1, annotated: 0, debug: 0 });
    expect(await stores.sessions.ids({ within: [] })).toEqual([]);
    await expect(stores.sessions.tag('gone' as SessionId, [])).rejects.toMatchObject({
      code: 'refused',
    });
  });

  it('agrees with itself over many sessions', async () => {
    await stores.records.merge(manyRecords(300, 2));
    const counts = await stores.sessions.counts();
    const within = await stores.sessions.ids();
    const listed: string[] = [];
    for (const group of GROUPS) {
      const found = await stores.sessions.list(group, { offset: 0, limit: 1000 }, { within });
      expect(found.every(summary => summary.group === group)).toBe(true);
      expect(found).toHaveLength(counts[group]);
      listed.push(...found.map(({ id }) => id));
    }
    expect(listed).toEqual(within);
    expect(listed).toHaveLength(300);
  });
});
