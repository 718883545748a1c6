import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session, SessionId, TurnId, VoteId } from '../../../../src/core/model.ts';
import type { Hit, Stores } from '../../../../src/extension/app/ports.ts';
import type { Database } from '../../../../src/extension/store/database.ts';
import { aReply, aSession, aTurn, aVote } from '../../../support/builders.ts';
import { manyRecords } from './bigStore.ts';
import { StoreFolder } from './storeFolder.ts';

let folder: StoreFolder;
let database: Database;
let stores: Stores;

beforeEach(async () => {
  folder = await StoreFolder.create();
  ({ database, stores } = await folder.open());
});
afterEach(() => folder.remove());

const session = aSession({ title: 'On ants' });
const turn = aTurn({ prompt: 'How do ants talk?' });
const reply = turn.replies[0]!;

const find = (query: string, limit = 50) => stores.search.find(query, { limit });
const marked = ({ snippet, start, end }: Hit): string => snippet.slice(start, end);
/** Where something was found. */
const places = async (query: string) => (await find(query)).map(({ where }) => where);

async function addTalk(text = 'By scent.', change: Partial<Session> = {}): Promise<void> {
  await stores.sessions.add({ ...session, ...change });
  await stores.turns.add({ ...turn, replies: [{ ...reply, text }] });
}

describe('a search', () => {
  it('finds titles, prompts, replies, corrections and comments, and says where they are', async () => {
    await addTalk('Zebra in a reply.', { title: 'Zebra in the title' });
    await stores.turns.add(
      aTurn({ id: 'turn-2' as TurnId, index: 1, prompt: 'Zebra in a prompt', replies: [] }),
    );
    await stores.turns.correct(reply.id, 'Zebra, corrected');
    const onTurn = { id: 'v1' as VoteId, turnId: turn.id, comment: 'Zebra on a turn' };
    const onAll = { id: 'v2' as VoteId, comment: 'Zebra on all' };
    await stores.votes.add(aVote({ kind: 'allBad' }, onTurn), false);
    await stores.votes.add(aVote({ kind: 'allBad' }, onAll), true);
    const hits = await find('zebra');
    const { updatedAt } = (await stores.sessions.get(session.id))!;
    const inSession = { sessionId: session.id, title: 'Zebra in the title', updatedAt };
    const match = { start: 0, end: 5 };
    const first = { turnId: turn.id, turnIndex: 0 };
    const second = { turnId: 'turn-2', turnIndex: 1 };
    expect(hits).toEqual([
      { ...inSession, where: 'title', snippet: 'Zebra in the title', ...match },
      { ...inSession, where: 'reply', ...first, seat: 'A', snippet: 'Zebra in a reply.', ...match },
      {
        ...inSession,
        where: 'correction',
        ...first,
        seat: 'A',
        snippet: 'Zebra, corrected',
        ...match,
      },
      { ...inSession, where: 'comment', ...first, snippet: 'Zebra on a turn', ...match },
      { ...inSession, where: 'prompt', ...second, snippet: 'Zebra in a prompt', ...match },
      { ...inSession, where: 'comment', snippet: 'Zebra on all', ...match },
    ]);
    expect(await stores.search.sessions('zebra')).toEqual([session.id]);
    expect(await find('zebra', 2)).toEqual(hits.slice(0, 2));
  });

  it.each([
    ['zeb', 'Zebras talk by scent', 'Zeb'],
    ['by zeb', 'Zebras, by scent', 'Zeb'],
    ['ÉCOLE', 'À l’École', 'École'],
    ['cafe\u0301', 'un CAFÉ', 'CAFÉ'],
    ['ΟΔΟΣ', 'η οδός και ο δρόμος, οδος', 'οδος'],
    ['fi', 'a ﬁsh', 'ﬁ'],
    ['istanbul', 'İ is not i, Istanbul is', 'Istanbul'],
    ['ＡＢＣ', 'abc', 'abc'],
    ['动', '这是动物园', '动'],
    ['物园', '这是动物园', '物园'],
    ['这是动物园', '这是动物园', '这是动物园'],
    ['园', '这是动物园', '园'],
    ['かな', 'ひらがなとカナ、かな', 'かな'],
    ['한국', '나는 한국어를', '한국'],
    ['ภาษา', 'ผมพูดภาษาไทย', 'ภาษา'],
    ['😀', 'so 😀😃', '😀'],
    ['gpt4模型', '用GPT4的大模型', 'GPT4'],
    ['𠮷野', '在𠮷野家', '𠮷野'],
  ])('for %s finds %s', async (query, text, expected) => {
    await addTalk(text);
    const hits = await find(query);
    expect(hits.map(marked)).toEqual([expected]);
    expect(await stores.search.sessions(query)).toEqual([session.id]);
  });

  it.each([
    ['nts', 'a word is not found from its middle'],
    ['scen by', 'only the last word may go on'],
    ['scent bee', 'every word must be there'],
    ['园物', 'in the order of the query'],
    ['', 'nothing is asked'],
    ['"*-()', 'there is no word in it'],
  ])('for %j finds nothing: %s', async query => {
    await addTalk('Ants: by scent. 动物园');
    expect(await find(query)).toEqual([]);
    expect(await stores.search.sessions(query)).toEqual([]);
  });

  it('takes operators for text', async () => {
    await addTalk('near title OR not');
    for (const query of ['title:near', 'NEAR/2 title', '"near" OR title', 'near -title', 'not*'])
      expect(await places(query), query).toEqual(query === 'NEAR/2 title' ? [] : ['reply']);
    expect(await places('ants NOT talk')).toEqual([]);
  });

  it('knows what was written since the last one, and forgets what is gone', async () => {
    await addTalk('By scent.');
    expect(await places('scent')).toEqual(['reply']);
    await stores.turns.saveReply({ ...reply, text: 'By touch.' });
    expect(await places('scent')).toEqual([]);
    expect(await places('touch')).toEqual(['reply']);
    await stores.sessions.rename(session.id, 'Now zebras');
    expect(await places('ants')).toEqual(['prompt']);
    expect(await places('zebra')).toEqual(['title']);
    await stores.turns.correct(reply.id, 'By smell.');
    expect(await places('smell')).toEqual(['correction']);
    await stores.turns.correct(reply.id, undefined);
    expect(await places('smell')).toEqual([]);
    const record = (await stores.records.get(session.id))!;
    await stores.sessions.remove([session.id], 5);
    expect(await stores.search.sessions('touch')).toEqual([]);
    // The rows may get the numbers of those that went.
    await stores.sessions.add(aSession({ id: 'other' as SessionId, title: 'Else' }));
    expect(await places('zebra touch')).toEqual([]);
    await stores.records.merge([record]);
    expect(await stores.search.sessions('touch')).toEqual([session.id]);
  });

  it('finds a reply once it has ended, and not while it is asked again', async () => {
    await stores.sessions.add(session);
    const streaming = aReply({ id: reply.id, text: '', state: { kind: 'streaming' } });
    await stores.turns.add({ ...turn, replies: [streaming] });
    await stores.turns.appendText(reply.id, 'By scent', '');
    expect(await places('scent')).toEqual([]);
    await stores.turns.saveReply({ ...streaming, text: 'By scent', state: { kind: 'stopped' } });
    expect(await places('scent')).toEqual(['reply']);
    await stores.turns.saveReply(streaming);
    expect(await stores.search.sessions('scent')).toEqual([]);
    await stores.turns.appendText(reply.id, 'By touch', '');
    await stores.turns.settleInterrupted();
    expect(await places('touch')).toEqual(['reply']);
  });

  it('does not look through what a model thought', async () => {
    await stores.sessions.add(session);
    const thoughtful = { ...reply, text: 'By scent.', thinking: 'Zebras have ears.' };
    await stores.turns.add({ ...turn, replies: [thoughtful] });
    expect(await places('zebras')).toEqual([]);
    expect(await places('scent')).toEqual(['reply']);
  });

  it('looks only where it is told to', async () => {
    await addTalk('scent');
    await stores.sessions.add(aSession({ id: 'b' as SessionId, updatedAt: 5 }));
    await stores.turns.add(
      aTurn({ id: 'tb' as TurnId, sessionId: 'b' as SessionId, prompt: 'scent', replies: [] }),
    );
    expect(await stores.search.sessions('scent')).toEqual([session.id, 'b']);
    const within = ['b' as SessionId];
    expect(await stores.search.find('scent', { limit: 9, within })).toMatchObject([
      { sessionId: 'b' },
    ]);
    expect(await stores.search.find('scent', { limit: 9, within: [] })).toEqual([]);
  });

  it('survives a snapshot and leaves nothing of itself in the file', async () => {
    await addTalk('scent');
    expect(await places('scent')).toEqual(['reply']);
    await database.snapshot();
    await stores.turns.saveReply({ ...reply, text: 'By touch.' });
    expect(await places('touch')).toEqual(['reply']);
    await database.close();
    ({ database, stores } = await folder.open());
    const tables = await database.read(all =>
      all("SELECT name FROM sqlite_schema WHERE name LIKE '%search%'"),
    );
    expect(tables).toEqual([]);
    expect(await places('touch')).toEqual(['reply']);
  });

  it('keeps up with another window that writes', async () => {
    await addTalk('scent');
    expect(await places('scent')).toEqual(['reply']);
    const second = await folder.open();
    await second.stores.turns.correct(reply.id, 'By touch');
    expect(await second.stores.search.sessions('touch')).toEqual([session.id]);
    await stores.sessions.rename(session.id, 'Read anew');
    expect(await places('touch')).toEqual(['correction']);
    expect(await places('scent')).toEqual(['reply']);
  });

  it('a refused change leaves no trace in it', async () => {
    await addTalk('scent');
    expect(await places('zebra')).toEqual([]);
    const bad = aTurn({ id: 'bad' as TurnId, prompt: 'zebra', index: 0 });
    await expect(stores.turns.add(bad)).rejects.toMatchObject({ code: 'refused' });
    expect(await places('zebra')).toEqual([]);
    expect(await database.read(all => all('SELECT * FROM temp.search_todo'))).toEqual([]);
  });

  it('lets the editor go on while it indexes, tells how far it is, and can be given up', async () => {
    await stores.records.merge(manyRecords(400, 4, n => `Answer ${n} `.repeat(30)));
    const controller = new AbortController();
    const given = stores.search.find('answer', {
      limit: 5,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('Enough')),
    });
    await expect(given).rejects.toThrow('Enough');
    const told: number[] = [];
    let turnsOfTheLoop = 0;
    const ticking = setInterval(() => turnsOfTheLoop++, 0);
    const written = stores.sessions.rename('session-3' as SessionId, 'Renamed meanwhile');
    const hits = await stores.search.find('answer', { limit: 5, onProgress: f => told.push(f) });
    clearInterval(ticking);
    await written;
    expect(hits).toHaveLength(5);
    expect(turnsOfTheLoop).toBeGreaterThan(2);
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.every(fraction => fraction >= 0 && fraction <= 1)).toBe(true);
    expect(await places('renamed meanwhile')).toEqual(['title']);
  });
});

describe('a snippet', () => {
  it('is 40 characters on either side, on one line, and never half a character', async () => {
    await addTalk(`${'😀'.repeat(60)}x\n\tthe zebra, you\r\nknow${'动'.repeat(60)}`);
    const [hit] = await find('zebra');
    expect(hit?.snippet).toBe(`${'😀'.repeat(33)}x the zebra, you know${'动'.repeat(29)}`);
    expect(marked(hit!)).toBe('zebra');
    expect((await find('know动')).map(marked)).toEqual(['know']);
  });

  it('is the text as it was compared where its characters were joined', async () => {
    await addTalk('Not here.\nｶﾞ zebra');
    const [hit] = await find('zebra');
    expect(hit).toMatchObject({ snippet: 'ガ zebra', start: 2, end: 7 });
  });
});
