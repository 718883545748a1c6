import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BOARD_DEFAULTS } from '../../src/core/ranking/options.ts';
import { countTo, Counting } from '../support/counting.ts';
import { streams } from '../support/openAiBehaviours.ts';
import { startOpenAiServer } from '../support/openAiServer.ts';
import { api, ask, configure, lastTurn, until } from './support/api.ts';
import { nonsense } from './support/nonsense.ts';
import { workspaceFolder } from './support/workspace.ts';

/** Numbers at 20 ms each: some seconds, so that text is stored while it streams. */
const SAID = 200;

// The second half is store.restart.test.ts: the same workspace in a new extension host.
describe('the store, before a restart', () => {
  it('keeps a session with replies and a vote, and a turn that nobody finished', async () => {
    await configure({ bots: await nonsense(), mode: undefined });
    const app = await (await api()).app();
    const voted = await app.sessions.begin();
    await ask(app, voted, 'Which animal is the best?');
    await app.annotations.cast(voted.id, {
      verdict: { kind: 'best', winner: 'B' },
      comment: 'short',
    });
    await app.sessions.rename(voted.id, 'Kept over a restart');
    const board = await app.standings.board(BOARD_DEFAULTS);
    const { session, turns, votes } = await app.arena.snapshot(voted.id);

    const open = await app.sessions.begin();
    await ask(app, open, 'Still open');

    // It goes on until the extension host ends: these tests are the last of their phase.
    const counting = new Counting();
    const { baseUrl } = await startOpenAiServer(streams(counting, { delayMs: 20 }));
    await configure({ bots: [{ name: 'counter', kind: 'openai', baseUrl, model: 'counter' }] });
    const unfinished = await app.sessions.begin();
    await app.arena.startTurn(unfinished.id, 'Never finished');
    await until(app, async () => {
      const [reply] = (await lastTurn(app, unfinished)).replies;
      return (reply && reply.text.length >= countTo(SAID).length) || undefined;
    });

    const kept = {
      session,
      turns,
      votes,
      board,
      open: open.id,
      unfinished: unfinished.id,
      said: SAID,
    };
    await writeFile(path.join(workspaceFolder(), 'expected.json'), JSON.stringify(kept));
    assert.equal(votes.length, 1);
  });
});
