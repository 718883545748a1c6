import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../scripts/repository.mjs';
import { countTo, Counting } from '../support/counting.ts';
import { nonsenseBots } from '../support/nonsenseBots.ts';
import { streams } from '../support/openAiBehaviours.ts';
import { startOpenAiServer, type OpenAiServer } from '../support/openAiServer.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { ArenaPage } from './support/arenaPage.ts';

const DELAY_MS = 20;
/** Text is stored once a second; the rest is for a busy machine. */
const LOST_MS = 3000;

describe('a crash of the whole window in the middle of an answer', () => {
  let server: OpenAiServer;
  let window: VsCodeWindow;
  const counting = new Counting();

  beforeAll(async () => {
    server = await startOpenAiServer(streams(counting, { delayMs: DELAY_MS }));
    const [parrot] = await nonsenseBots(path.join(REPOSITORY, 'dist-test', 'nonsense'));
    const bots = [
      { name: 'slow', kind: 'openai', baseUrl: server.baseUrl, model: 'slow' },
      { ...parrot, name: 'quick' },
    ];
    window = await VsCodeWindow.launch({ settings: { 'chatzoo.bots': bots } });
  });
  afterAll(async () => {
    await window.close();
    await server.close();
  });

  it('costs the last second of what was being said; the rest is kept and Retry works', async () => {
    await window.runCommand('ChatZoo: Open Arena');
    const arena = await ArenaPage.empty(window, 'slow');
    await arena.ask('Will this be kept?');
    await arena.settled(['B']);
    await arena.settled(['A'], 'streaming');
    const whole = await arena.replyText('B');

    const left = server.disconnected().then(() => counting.count);
    await window.restart();
    const said = await left;

    await window.openContainer('ChatZoo');
    await window.tree('Sessions').click('Will this be kept?');
    const again = await ArenaPage.in(window);
    await again.settled(['A'], 'failed');
    await again.settled(['B']);
    const failure = again.pane('A').getByTestId('failure');
    expect(await failure.getAttribute('data-code')).toBe('interrupted');
    expect(await again.replyText('B')).toBe(whole);
    const kept = (await again.replyText('A')).trim();
    const last = Number(kept.split(' ').at(-1));
    expect(kept).toBe(countTo(last).trim());
    expect(last).toBeGreaterThanOrEqual(said - LOST_MS / DELAY_MS);

    server.behave(streams(['Now ', 'all of it.']));
    await again.pane('A').getByTestId('retry').click();
    await again.settled(['A']);
    expect((await again.replyText('A')).trim()).toBe('Now all of it.');
  });
});
