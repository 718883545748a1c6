import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionId, VoteId } from '../../../../src/core/model.ts';
import type { RecordStore, Stores } from '../../../../src/extension/app/ports.ts';
import { ShareInbox } from '../../../../src/extension/app/shareInbox.ts';
import { StoreFolder } from '../store/storeFolder.ts';
import { judged } from './sharingRig.ts';

let folder: StoreFolder;
let stores: Stores;
let merged: number;
let said: string[];
beforeEach(async () => {
  folder = await StoreFolder.create();
  ({ stores } = await folder.open());
  merged = 0;
  said = [];
});
afterEach(() => folder.remove());

function anInbox(mend: (records: RecordStore) => Partial<RecordStore> = () => ({})): ShareInbox {
  const { records, sessions } = stores;
  const note = (message: string): void => void said.push(message);
  const counted: RecordStore = {
    ...records,
    merge: (some, options) => {
      merged += some.length;
      return records.merge(some, options);
    },
  };
  return new ShareInbox(
    { sessions, records: { ...counted, ...mend(counted) } },
    { debug: note, info: note, warn: note, error: note },
  );
}

function takeAll(inbox: ShareInbox, { session, turn, vote } = judged('1', 'Ann')): void {
  inbox.take({ kind: 'session', session });
  inbox.take({ kind: 'turn', turn });
  inbox.take({ kind: 'vote', vote });
}

describe('the inbox of the shared folder', () => {
  it('merges nothing that is stored, neither when it comes again nor in the next window', async () => {
    const inbox = anInbox();
    takeAll(inbox);
    expect(await inbox.settle('all')).toEqual(['session-1']);
    takeAll(inbox);
    expect(await inbox.settle('all')).toEqual([]);
    const next = anInbox();
    takeAll(next);
    expect(await next.settle('all')).toEqual([]);
    expect(merged).toBe(1);
    expect((await stores.votes.ofArena()).map(({ id }) => id)).toEqual(['vote-1']);
  });

  it('keeps a session until something in it has come', async () => {
    const inbox = anInbox();
    const { session, turn, vote } = judged('1', 'Ann');
    inbox.take({ kind: 'session', session });
    expect(await inbox.settle('all')).toEqual([]);
    inbox.take({ kind: 'turn', turn });
    inbox.take({ kind: 'vote', vote });
    expect(await inbox.settle('all')).toEqual(['session-1']);
    expect((await stores.records.get(session.id))?.votes).toHaveLength(1);
  });

  it('gives up what the store refuses, and tries again what failed otherwise', async () => {
    let code = 'full';
    let tries = 0;
    const inbox = anInbox(() => ({
      merge: () => {
        tries++;
        return Promise.reject(Object.assign(new Error('No'), { code }));
      },
    }));
    takeAll(inbox);
    await inbox.settle('all');
    code = 'refused';
    await inbox.settle('all');
    await inbox.settle('all');
    takeAll(inbox);
    await inbox.settle('all');
    expect(tries).toBe(2);
    expect(said.filter(line => line.includes('is left out'))).toHaveLength(1);
  });

  it('lets 10,000 lines wait at most, and forgets the oldest first', async () => {
    const inbox = anInbox();
    const { vote } = judged('1', 'Ann');
    const of = (index: number) => `session-${index}` as SessionId;
    for (let i = 0; i < 10_002; i++)
      inbox.take({ kind: 'vote', vote: { ...vote, id: `v${i}` as VoteId, sessionId: of(i) } });
    await inbox.settle('all');
    expect(said).toEqual([expect.stringContaining('2 shared lines are left out')]);
    for (const i of [0, 1, 2]) {
      const { session, turn } = judged(String(i), 'Ann');
      inbox.take({ kind: 'session', session });
      inbox.take({ kind: 'turn', turn });
    }
    await inbox.settle('all');
    expect((await stores.votes.ofArena()).map(({ id }) => id)).toEqual(['v2']);
  });
});
