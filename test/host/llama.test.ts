import assert from 'node:assert/strict';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hasEnded, type Reply } from '../../src/core/model.ts';
import type { ArenaEvent } from '../../src/extension/app/arenaEvents.ts';
import { api, ask, configure, ended, lastTurn, until } from './support/api.ts';
import { endlessBots } from './support/endlessModels.ts';
import { modelProcesses } from './support/modelProcesses.ts';
import { nonsense } from './support/nonsense.ts';
import { workspaceFolder } from './support/workspace.ts';

/** More than any test waits for. */
const FOR_EVER = 200_000;
const kinds = (replies: readonly Reply[]) => replies.map(({ state }) => state.kind);

/** Where the reply's text begins in what happened. */
const beginning = (events: readonly ArenaEvent[], { id }: Reply) =>
  events.findIndex(event => event.kind === 'delta' && event.replyId === id);

const ending = (events: readonly ArenaEvent[], { id }: Reply) =>
  events.findIndex(
    event => event.kind === 'reply' && event.reply.id === id && hasEnded(event.reply),
  );

describe('local bots', () => {
  before(async () => configure({ bots: await nonsense(), mode: undefined }));
  afterEach(() => configure({ bots: undefined }));

  it('answer, each from its own process, and again in the next turn', async () => {
    const { app: open } = await api();
    const app = await open();
    const session = await app.sessions.begin();
    const replies = await ask(app, session, 'Tell me about owls. 你好!');
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

  it('answer side by side; one is stopped while the other goes on, then all, and what they said stays', async () => {
    await configure({ bots: await endlessBots(FOR_EVER) });
    const app = await (await api()).app();
    const session = await app.sessions.begin();
    const events: ArenaEvent[] = [];
    const subscription = app.arena.onEvent(event => events.push(event));
    await app.arena.startTurn(session.id, 'Talk');
    const [first, second] = await until(app, async () => {
      const { replies } = await lastTurn(app, session);
      return replies.every(({ text }) => text !== '') ? replies : undefined;
    });
    assert.ok(first && second);
    await app.arena.stopReply(session.id, first.id);
    const heard = await until(app, async () => {
      const [stopped, going] = (await lastTurn(app, session)).replies;
      return stopped && hasEnded(stopped) ? going : undefined;
    });
    assert.equal(heard.state.kind, 'streaming');
    await until(app, async () => {
      const going = (await lastTurn(app, session)).replies[1];
      return (going && going.text.length > heard.text.length) || undefined;
    });
    await app.arena.stopSession(session.id);
    const replies = await ended(app, session);
    subscription.dispose();

    assert.deepEqual(kinds(replies), ['stopped', 'stopped']);
    assert.ok(replies[0]?.text.startsWith(first.text), 'what the first said is kept');
    assert.ok(replies[1]?.text.startsWith(heard.text), 'what the second said is kept');
    assert.ok(beginning(events, first) < ending(events, second));
    assert.ok(beginning(events, second) < ending(events, first));
  });

  it('outlive a process killed while it talks: that reply fails with its reason, the other goes on, Retry works', async () => {
    await configure({ bots: await endlessBots(FOR_EVER) });
    const app = await (await api()).app();
    const session = await app.sessions.begin();
    const before = new Set(modelProcesses());
    const turn = await app.arena.startTurn(session.id, 'Talk');
    await until(app, async () => {
      const { replies } = await lastTurn(app, session);
      return replies.every(({ text }) => text !== '') || undefined;
    });
    const [victim] = modelProcesses().filter(pid => !before.has(pid));
    assert.ok(victim);
    process.kill(victim, 'SIGKILL');
    const failed = await until(app, async () =>
      (await lastTurn(app, session)).replies.find(hasEnded),
    );
    assert.equal(failed.state.kind === 'failed' && failed.state.code, 'processDied');
    assert.ok(failed.text !== '', 'what it said is kept');
    const others = async () =>
      (await lastTurn(app, session)).replies.filter(({ id }) => id !== failed.id);
    const [other] = await others();
    assert.equal(other?.state.kind, 'streaming');
    await until(app, async () => {
      const [now] = await others();
      return (now && now.text.length > other.text.length) || undefined;
    });

    await app.arena.retry(session.id, failed.id);
    await until(app, async () => {
      const { id, replies } = await lastTurn(app, session);
      assert.equal(id, turn);
      const again = replies.find(reply => reply.id === failed.id);
      return (again?.attempt === 2 && again.text !== '') || undefined;
    });
    await app.arena.stopSession(session.id);
    assert.deepEqual(kinds(await ended(app, session)), ['stopped', 'stopped']);
  });

  it('say what is wrong with a file, and leave the other bots alone', async () => {
    const app = await (await api()).app();
    const [parrot] = await nonsense();
    assert.ok(parrot);
    const folder = await mkdtemp(path.join(workspaceFolder(), 'models-'));
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
});
