import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SessionRecord } from '../../src/core/formats/record.ts';
import type { SessionId } from '../../src/core/model.ts';
import type { Board } from '../../src/core/ranking/board.ts';
import { BOARD_DEFAULTS } from '../../src/core/ranking/options.ts';
import { GROUPS } from '../../src/extension/app/ports.ts';
import { api, ask, configure } from './support/api.ts';
import { countTo } from '../support/counting.ts';
import { nonsense } from './support/nonsense.ts';
import { workspaceFolder } from './support/workspace.ts';

type Kept = SessionRecord & {
  readonly board: Board;
  readonly open: SessionId;
  readonly unfinished: SessionId;
  /** Numbers that the unfinished reply had said. */
  readonly said: number;
};
/** Text is stored once a second; numbers of 20 ms each that a busy machine may lose. */
const LOST = 100;

describe('the store, after a restart of the extension host', () => {
  let kept: Kept;
  before(async () => {
    await configure({ bots: await nonsense() });
    const file = path.join(workspaceFolder(), 'expected.json');
    kept = JSON.parse(await readFile(file, 'utf8')) as Kept;
  });

  it('has every session, turn, reply and vote as they were', async () => {
    const app = await (await api()).app();
    const { session, turns, votes } = await app.arena.snapshot(kept.session.id);
    // Through JSON, as what was kept: a field that is undefined is a field that is not there.
    assert.deepEqual(JSON.parse(JSON.stringify({ session, turns, votes })), {
      session: kept.session,
      turns: kept.turns,
      votes: kept.votes,
    });
    const page = { offset: 0, limit: 100 };
    const groups = await Promise.all(GROUPS.map(group => app.sessions.list(group, page)));
    const titles = groups.flat().map(({ title }) => title);
    assert.ok(titles.includes('Kept over a restart'));
    assert.ok(titles.includes('Still open'));
  });

  it('has the same leaderboard', async () => {
    const app = await (await api()).app();
    const board = await app.standings.board(BOARD_DEFAULTS);
    assert.ok(board.votes > 0);
    assert.deepEqual(JSON.parse(JSON.stringify(board)), kept.board);
  });

  it('has what the unfinished reply had said, and no reply that still streams', async () => {
    const app = await (await api()).app();
    const [turn] = (await app.arena.snapshot(kept.unfinished)).turns;
    const [reply] = turn?.replies ?? [];
    assert.ok(reply);
    const { kind } = reply.state;
    const count = Number(reply.text.trim().split(' ').at(-1));
    assert.equal(reply.text, countTo(count), 'without a gap');
    // VS Code gives extensions some time to end, and then no more.
    const isInterrupted = kind === 'failed' && reply.state.code === 'interrupted';
    assert.ok(kind === 'stopped' || isInterrupted, JSON.stringify(reply.state));
    assert.ok(count >= (isInterrupted ? kept.said - LOST : kept.said), `${count} numbers are kept`);
  });

  it('goes on with an open session', async () => {
    const app = await (await api()).app();
    const session = await app.sessions.get(kept.open);
    assert.ok(session);
    const replies = await ask(app, session, 'And now?');
    assert.deepEqual(
      replies.map(({ state }) => state.kind),
      ['done', 'done'],
    );
  });
});
