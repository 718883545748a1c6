import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session, SessionId, TurnId } from '../../../../../src/core/model.ts';
import type { SessionSummary } from '../../../../../src/extension/app/ports.ts';
import { SessionsModel } from '../../../../../src/extension/vscode/sessionsView/sessionsModel.ts';
import { openRig, type Rig } from '../../../../support/appRig.ts';
import { aSession, aTurn } from '../../../../support/builders.ts';

const rowText = ({ title, turns, pinned, tags }: SessionSummary): string =>
  [title, turns, pinned, ...tags].join(' ');

describe('what the sessions view shows', () => {
  let rig: Rig;
  let model: SessionsModel;
  let changes: unknown[];

  beforeEach(async () => {
    rig = await openRig();
    changes = [];
    model = new SessionsModel(() => Promise.resolve(rig.sessions), rowText);
    model.onChange(change => changes.push(change));
  });
  afterEach(async () => {
    model.dispose();
    await rig.close();
  });

  const ask = async (prompt: string): Promise<Session> => {
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, prompt);
    await rig.ended(session);
    return session;
  };
  const changed = async (count: number): Promise<void> => {
    await expect.poll(() => changes.length).toBeGreaterThanOrEqual(count);
  };
  const titles = (group: 'todo' | 'annotated'): readonly string[] | undefined =>
    model.rows(group)?.rows.map(({ session }) => session.title);

  it('has no group without a session, and one as soon as there is a session in it', async () => {
    expect(await model.groups()).toEqual([]);
    await ask('How do ants talk?');
    await changed(1);
    expect(changes[0]).toBe('everything');
    expect(await model.groups()).toEqual(['todo']);
    expect(titles('todo')).toEqual(['How do ants talk?']);
  });

  it('names the groups that a vote moves a session between', async () => {
    await rig.annotations.cast((await ask('Voted before')).id, {
      verdict: { kind: 'allGood' },
      comment: '',
    });
    await ask('Stays');
    const { id } = await ask('Moves');
    await model.groups();
    await rig.annotations.cast(id, { verdict: { kind: 'best', winner: 'A' }, comment: '' });
    await changed(1);
    expect(changes).toEqual([['todo', 'annotated']]);
    expect(titles('todo')).toEqual(['Stays']);
    expect(titles('annotated')).toEqual(['Moves', 'Voted before']);
  });

  it('reads once for many changes that come together', async () => {
    const { id } = await ask('Renamed often');
    await model.groups();
    for (let i = 0; i < 20; i++) await rig.sessions.rename(id, `Title ${i}`);
    await changed(1);
    await expect.poll(() => titles('todo')).toEqual(['Title 19']);
    expect(changes.length).toBeLessThan(10);
  });

  it('loads a page more when asked, and starts again with the first for a filter', async () => {
    await rig.stores.records.merge(
      Array.from({ length: 450 }, (_, index) => {
        const id = `s${index}` as SessionId;
        const title = `Number ${index}`;
        return {
          session: aSession({ id, title, updatedAt: index }),
          turns: [aTurn({ id: `t${index}` as TurnId, sessionId: id, prompt: title, replies: [] })],
          votes: [],
        };
      }),
    );
    expect(await model.groups()).toEqual(['todo']);
    expect(model.rows('todo')).toMatchObject({ count: 450, rows: { length: 200 } });
    expect((await model.more('todo'))?.session.title).toBe('Number 249');
    expect(model.rows('todo')?.rows).toHaveLength(400);
    expect(changes).toEqual([['todo']]);
    expect(model.find('s60' as SessionId)?.session.title).toBe('Number 60');
    await model.narrow({ text: 'Number' });
    expect(model.rows('todo')).toMatchObject({ count: 450, rows: { length: 200 } });
    expect(model.filtered).toHaveLength(450);
  });

  it('shows the sessions with a hit, what was hit in them, and all again', async () => {
    const { id } = await ask('Do crows learn?');
    await ask('Do bees learn?');
    await rig.sessions.tag(id, ['birds']);
    await model.groups();
    await model.narrow({ text: 'crows' });
    expect(titles('todo')).toEqual(['Do crows learn?']);
    expect(model.filtered).toEqual([id]);
    const [row] = model.rows('todo')?.rows ?? [];
    if (!row) throw new Error('There is no row');
    const hits = await model.hits(row);
    expect(hits.map(({ hit }) => hit.where)).toEqual(['title', 'prompt']);
    await model.narrow({ text: 'learn', tag: 'birds' });
    expect(titles('todo')).toEqual(['Do crows learn?']);
    await model.narrow(undefined);
    expect(titles('todo')).toEqual(['Do bees learn?', 'Do crows learn?']);
    expect(await model.hits(row)).toEqual([]);
    expect(changes).toEqual(['everything', 'everything', 'everything']);
  });

  it('says that the sessions cannot be read, and reads them once they can', async () => {
    let isBroken = true;
    const failing = new SessionsModel(
      () => (isBroken ? Promise.reject(new Error('broken')) : Promise.resolve(rig.sessions)),
      rowText,
    );
    await expect(failing.groups()).rejects.toThrow('broken');
    isBroken = false;
    expect(await failing.groups()).toEqual([]);
    failing.dispose();
  });
});
