import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Counting } from '../support/counting.ts';
import { streams } from '../support/openAiBehaviours.ts';
import { startOpenAiServer, type OpenAiServer } from '../support/openAiServer.ts';
import { waitFor } from '../support/vscode/waiting.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { ArenaPage } from './support/arenaPage.ts';

describe('a page that is hidden while a reply streams', () => {
  let server: OpenAiServer;
  let window: VsCodeWindow;
  const counting = new Counting();
  const countsTo = (count: number) =>
    waitFor(`the server to count to ${count}`, () =>
      Promise.resolve(counting.count >= count || undefined),
    );

  beforeAll(async () => {
    server = await startOpenAiServer(streams(counting, { delayMs: 10 }));
    const bot = { name: 'counter', kind: 'openai', baseUrl: server.baseUrl, model: 'counter' };
    window = await VsCodeWindow.launch({ settings: { 'chatzoo.bots': [bot] } });
  });
  afterAll(async () => {
    await window.close();
    await server.close();
  });

  it('has all of its text when it is shown again, and goes on', async () => {
    await window.runCommand('ChatZoo: Open Arena');
    const arena = await ArenaPage.empty(window, 'counter');
    await arena.ask('Count');
    await arena.pane('A').getByTestId('reply-text').getByText('1 2 3').waitFor();

    await window.runCommand('ChatZoo: Open Leaderboard');
    const board = await window.webview('leaderboard');
    await board.getByTestId('empty').waitFor();
    await countsTo(counting.count + 200);

    await window.runCommand('ChatZoo: Open Arena');
    const again = await ArenaPage.in(window);
    await again.settled(['A'], 'streaming');
    await countsTo(counting.count + 100);
    counting.end();
    await again.settled(['A']);
    expect((await again.replyText('A')).trim()).toBe(counting.text.trim());
  });
});
