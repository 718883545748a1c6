import assert from 'node:assert/strict';
import { hasEnded, type Session } from '../../src/core/model.ts';
import type { App } from '../../src/extension/vscode/app.ts';
import { api, configure } from './support/api.ts';
import { modelProcesses } from './support/modelProcesses.ts';
import { soak, soakBots } from './support/soak.ts';

/** The short form of the soak of `npm run bench -- soak`. */
const TURNS = 20;
const KILL_EVERY_MS = 1500;
const MEMORY_MB = 20;

describe('four local bots, one of them corrupt', () => {
  after(() => configure({ bots: undefined }));

  it('come through random stops and kills: every reply ends, no process and no memory is left', async function () {
    this.timeout(90_000);
    await configure({ bots: await soakBots() });
    const app = await (await api()).app();
    const session = await app.sessions.begin();
    // The first turns warm up: code is compiled, the store has grown its buffers.
    await soak(app, session, { turns: 3, killEveryMs: KILL_EVERY_MS, seed: 1 });
    const figures = await soak(app, session, { turns: TURNS, killEveryMs: KILL_EVERY_MS, seed: 2 });

    await everyReplyHasEnded(app, session, 3 + TURNS);
    assert.ok(figures.kills > 0, 'processes were killed');
    for (const ending of ['done', 'stopped', 'failed: modelBroken'])
      assert.ok(figures.endings[ending], `${ending} in ${JSON.stringify(figures.endings)}`);
    const { before, after } = figures.memoryMb;
    assert.ok(
      after.used - before.used < MEMORY_MB,
      `${before.used} MB before, ${after.used} MB after`,
    );

    await configure({ bots: [] });
    await gone();
  });
});

async function everyReplyHasEnded(app: App, { id }: Session, turns: number): Promise<void> {
  const stored = await app.records.get(id);
  assert.equal(stored?.turns.length, turns);
  const replies = stored.turns.flatMap(turn => turn.replies);
  assert.deepEqual(
    replies.filter(reply => !hasEnded(reply)),
    [],
  );
}

/** Waits until no model process is left; mocha's time limit ends the waiting. */
async function gone(): Promise<void> {
  while (modelProcesses().length > 0) await new Promise(resolve => setTimeout(resolve, 50));
}
