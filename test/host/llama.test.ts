import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { api, ask, configure, ended, lastTurn, until } from './support/api.ts';

/** The pids of the model processes that this extension host started. */
function modelProcesses(): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).split('\n');
  return lines
    .map(line => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter(match => Number(match?.[2]) === process.pid && match?.[3]?.includes('modelProcess.mjs'))
    .map(match => Number(match?.[1]));
}

describe('local bots', () => {
  before(() => configure({ bots: undefined, mode: undefined }));
  afterEach(() => configure({ bots: undefined }));

  it('answer side by side, each from its own process, and again in the next turn', async () => {
    const { app: open } = await api();
    const app = await open();
    const session = await app.sessions.begin();
    const texts = new Map<string, number>();
    let both = false;
    const subscription = app.arena.onEvent(event => {
      if (event.kind !== 'delta') return;
      texts.set(event.replyId, (texts.get(event.replyId) ?? 0) + 1);
      both ||= texts.size === 2;
    });
    const replies = await ask(app, session, 'Tell me about owls. 你好!');
    subscription.dispose();
    assert.ok(both, 'both streamed');
    for (const reply of replies) {
      assert.equal(reply.state.kind, 'done', JSON.stringify(reply.state));
      assert.ok(reply.text.length > 0);
      assert.ok((reply.tokens?.completion ?? 0) > 0 && (reply.tokens?.prompt ?? 0) > 0);
      assert.ok((reply.timings?.firstTokenMs ?? 0) > 0);
      assert.equal(typeof reply.sampling.seed, 'number');
    }
    assert.equal(modelProcesses().length, 2);
    const again = await ask(app, session, 'And bees?');
    const [first, second] = [replies[0], again[0]];
    assert.ok(
      (second?.tokens?.prompt ?? 0) > (first?.tokens?.prompt ?? 0),
      'the history was given',
    );
    assert.equal(modelProcesses().length, 2, 'the processes are used again');
  });

  it('outlive a killed process: that reply fails with its reason, the other goes on, Retry works', async () => {
    const { app: open, settings } = await api();
    const app = await open();
    const demo = settings.current.bots.filter(bot => bot.kind === 'llama');
    await configure({
      bots: demo.map(({ name, modelPath }) => ({ name, kind: 'llama', modelPath, threads: 1 })),
    });
    const session = await app.sessions.begin();
    // The processes are started by the first turn; the second one is hit while it runs.
    await ask(app, session, 'Warm up');
    const [victim] = modelProcesses();
    assert.ok(victim);
    const killed = new Promise<void>(resolve => {
      const subscription = app.arena.onEvent(event => {
        if (event.kind !== 'turn') return;
        subscription.dispose();
        process.kill(victim, 'SIGKILL');
        resolve();
      });
    });
    await app.arena.startTurn(session.id, 'Now');
    await killed;
    const replies = await ended(app, session);
    const failed = replies.filter(({ state }) => state.kind === 'failed');
    assert.equal(failed.length, 1, JSON.stringify(replies.map(({ state }) => state)));
    const [reply] = failed;
    assert.ok(reply?.state.kind === 'failed' && reply.state.code === 'processDied');
    await app.arena.retry(session.id, reply.id);
    const again = await ended(app, session);
    assert.deepEqual(
      again.map(({ state }) => state.kind),
      ['done', 'done'],
    );
  });

  it('say what is wrong with a file, and leave the other bots alone', async () => {
    const { app: open, settings } = await api();
    const app = await open();
    const [parrot] = settings.current.bots.filter(bot => bot.kind === 'llama');
    assert.ok(parrot);
    const folder = await mkdtemp(path.join(tmpdir(), 'chatzoo-models-'));
    await writeFile(path.join(folder, 'page.gguf'), '<!doctype html><title>404</title>');
    const whole = await readFile(parrot.modelPath);
    await writeFile(path.join(folder, 'cut.gguf'), whole.subarray(0, whole.length / 2));
    const model = (name: string, modelPath: string, more = {}) => ({
      name,
      kind: 'llama',
      modelPath,
      ...more,
    });
    await configure({
      bots: [
        model('missing', path.join(folder, 'nothing.gguf')),
        model('page', path.join(folder, 'page.gguf')),
        model('cut', path.join(folder, 'cut.gguf')),
        model('narrow', parrot.modelPath, { contextSize: 64 }),
        model('fine', parrot.modelPath),
      ],
    });
    const session = await app.sessions.begin();
    const replies = await ask(app, session, 'word '.repeat(200));
    assert.deepEqual(
      replies.map(({ state }) => (state.kind === 'failed' ? state.code : state.kind)),
      ['modelMissing', 'notGguf', 'modelBroken', 'contextTooSmall', 'done'],
    );
    for (const { state } of replies) {
      if (state.kind === 'failed') assert.ok(state.message.length > 20, state.message);
    }
  });

  it('stop at once, one or all, and keep what they said', async () => {
    const { app: open } = await api();
    const app = await open();
    const session = await app.sessions.begin();
    await app.arena.startTurn(session.id, 'Talk');
    await until(app, async () => {
      const { replies } = await lastTurn(app, session);
      return replies.every(({ text }) => text !== '') || undefined;
    });
    await app.arena.stopSession(session.id);
    const replies = await ended(app, session);
    for (const { state, text } of replies) {
      assert.ok(state.kind === 'stopped' || state.kind === 'done');
      assert.ok(text !== '');
    }
  });
});
