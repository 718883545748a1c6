import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { api, ask, configure } from './support/api.ts';
import { workspaceFolder } from './support/workspace.ts';

// The second half is store.restart.test.ts: the same workspace in a new extension host.
describe('the store, before a restart', () => {
  it('keeps a session with replies and a vote, and a turn that nobody finished', async () => {
    await configure({ bots: undefined, mode: undefined });
    const app = await (await api()).app();
    const voted = await app.sessions.begin();
    await ask(app, voted, 'Which animal is the best?');
    await app.annotations.cast(voted.id, {
      verdict: { kind: 'best', winner: 'B' },
      comment: 'short',
    });
    await app.sessions.rename(voted.id, 'Kept over a restart');
    const { rows } = await app.standings.now();
    const { session, turns, votes } = await app.arena.snapshot(voted.id);

    const open = await app.sessions.begin();
    await ask(app, open, 'Still open');
    const kept = { session, turns, votes, rows, open: open.id };
    await writeFile(path.join(workspaceFolder(), 'expected.json'), JSON.stringify(kept));
    assert.equal(votes.length, 1);
  });
});
