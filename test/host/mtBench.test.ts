import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { sharedData } from '../support/sharedData.ts';
import { ownPrompts } from '../support/prompts.ts';
import { api, ask, configure } from './support/api.ts';
import { nonsense } from './support/nonsense.ts';

/** Puts each prompt to two local bots in a session of its own; looks only at what the store then has. */
async function putAll(prompts: readonly string[]): Promise<void> {
  const bots = (await nonsense()).map(bot => ({ ...bot, sampling: { maxTokens: 16 } }));
  await configure({ bots });
  const app = await (await api()).app();
  const sessions = [];
  for (const prompt of prompts) {
    const session = await app.sessions.begin();
    await ask(app, session, prompt);
    app.arena.sessions.release(session.id);
    sessions.push(session);
  }
  let replies = 0;
  for (const [index, { id }] of sessions.entries()) {
    const { turns } = await app.arena.snapshot(id);
    const [turn] = turns;
    assert.ok(turn);
    assert.equal(turn.prompt, prompts[index]);
    for (const { text, state, tokens } of turn.replies) {
      replies++;
      assert.ok(
        text !== '' || state.kind === 'failed',
        `empty without a reason: ${JSON.stringify(state)}`,
      );
      assert.equal(state.kind, 'done', JSON.stringify(state));
      assert.ok((tokens?.completion ?? 0) <= 16);
    }
  }
  assert.equal(replies, 2 * prompts.length);
  // eslint-disable-next-line no-console -- the figure is asked for
  console.log(`[test] ${replies} replies to ${prompts.length} prompts are in the store`);
}

describe('real prompts', () => {
  afterEach(() => configure({ bots: undefined }));

  it('of our own: every reply is in the store', async function () {
    this.timeout(120_000);
    await putAll(ownPrompts);
  });

  it('MT-bench: 80 first turns, 160 replies, none lost, none empty', async function () {
    const file = sharedData('fastchat', 'mt_bench', 'question.jsonl');
    if (file === undefined) {
      // The data is not ours to ship; the test above covers the same ground.
      this.skip();
    }
    this.timeout(300_000);
    const prompts = readFileSync(file, 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => (JSON.parse(line) as { turns: [string] }).turns[0]);
    assert.equal(prompts.length, 80);
    await putAll(prompts);
  });
});
