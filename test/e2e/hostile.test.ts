import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answers, streams } from '../support/openAiBehaviours.ts';
import { startOpenAiServer, type OpenAiServer } from '../support/openAiServer.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { ArenaPage } from './support/arenaPage.ts';

const TRAPS = [
  '<img src=x onerror="document.body.dataset.pwned=1">',
  '<script>document.body.dataset.pwned = 1</script>',
  '[a command](command:workbench.action.quit) [script](javascript:document.body.dataset.pwned=1)',
  '![remote](http://leak.invalid/pixel.png) <img src="http://leak.invalid/html.png">',
  '<p style="position:fixed;inset:0" id="root">cover</p>',
  '<iframe src="http://leak.invalid/frame"></iframe>',
  '<a href="http://leak.invalid/ok" onclick="document.body.dataset.pwned=1">text</a>',
  '```html\n<img src=x onerror="document.body.dataset.pwned=1">\n```',
  'The end.',
].map(text => `${text}\n\n`);

const DIRECTIVES = [
  'base-uri',
  'default-src',
  'font-src',
  'form-action',
  'img-src',
  'script-src',
  'style-src',
];
/** 16 random bytes at least, in base64. */
const NONCE = /^'nonce-[A-Za-z0-9+/]{22,}={0,2}'$/;

/** What VS Code calls the source of a webview's own files. */
const FILES = ["'self'", 'https://*.vscode-cdn.net'];

/** The sources of each directive of the page as it is. */
async function policyOf({ frame }: Pick<ArenaPage, 'frame'>) {
  const metas = frame.locator('meta[http-equiv="Content-Security-Policy" i]');
  expect(await metas.count()).toBe(1);
  const content = (await metas.getAttribute('content')) ?? '';
  return Object.fromEntries(
    content.split(';').map(directive => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, sources] as const;
    }),
  );
}

describe('a reply that means harm, and a server that fails', () => {
  let server: OpenAiServer;
  let window: VsCodeWindow;
  const requested: string[] = [];

  beforeAll(async () => {
    server = await startOpenAiServer(streams(TRAPS, { delayMs: 20 }));
    const bot = (name: string) => ({ name, kind: 'openai', baseUrl: server.baseUrl, model: name });
    server.behaveFor('locked', answers(401, { error: { message: 'Incorrect API key' } }));
    window = await VsCodeWindow.launch({
      settings: { 'chatzoo.bots': [bot('evil'), bot('locked')] },
    });
    window.page.on('request', request => requested.push(request.url()));
  });
  afterAll(async () => {
    await window.close();
    await server.close();
  });

  it('meets a page that runs no script but its own', async () => {
    await window.runCommand('ChatZoo: Open Arena');
    const arena = await policyOf(await ArenaPage.empty(window, 'evil'));
    expect(arena['default-src']).toEqual(["'none'"]);
    expect(arena['base-uri']).toEqual(["'none'"]);
    expect(arena['form-action']).toEqual(["'none'"]);
    expect(arena['script-src']).toEqual([expect.stringMatching(NONCE)]);
    expect(arena['img-src']).toEqual(['data:']);
    expect(arena['font-src']).toEqual(FILES);
    expect(arena['style-src']).toEqual([...FILES, ...(arena['script-src'] ?? [])]);
    expect(Object.keys(arena).sort()).toEqual(DIRECTIVES);
    expect(Object.values(arena).flat().join(' ')).not.toMatch(/unsafe-|http:|blob:/);

    await window.runCommand('ChatZoo: Open Leaderboard');
    const board = await policyOf({ frame: await window.webview('leaderboard') });
    expect(Object.keys(board).sort()).toEqual(DIRECTIVES);
    expect(board['script-src']).toEqual([expect.stringMatching(NONCE)]);
    expect(board['img-src']).toEqual(['data:']);
    expect(board['script-src']).not.toEqual(arena['script-src']);
  });

  it('does nothing but show its text', async () => {
    await window.runCommand('ChatZoo: Open Arena');
    const arena = await ArenaPage.empty(window, 'evil');
    await arena.ask('Show me your worst');
    await arena.settled(['A']);
    const reply = arena.pane('A').getByTestId('reply-text');
    expect(await reply.innerText()).toContain('The end.');
    expect(await arena.frame.locator('body').getAttribute('data-pwned')).toBeNull();
    for (const tag of ['img', 'script', 'iframe', '[style]', '[onerror]', '[onclick]', '#root']) {
      expect(await reply.locator(tag).count(), tag).toBe(0);
    }
    const links = await reply.locator('a').evaluateAll(all => all.map(a => a.getAttribute('href')));
    expect(links.filter(href => href !== null && !/^https?:/.test(href))).toEqual([]);
    expect(requested.filter(url => url.includes('leak.invalid'))).toEqual([]);
    expect(await reply.locator('pre').innerText()).toContain('onerror=');
  });

  it('says what failed and what to do; Retry works once it is mended', async () => {
    const arena = await ArenaPage.in(window);
    await arena.settled(['B'], 'failed');
    const failure = arena.pane('B').getByTestId('failure');
    expect(await failure.getAttribute('data-code')).toBe('unauthorized');
    await window.screenshot('arena-failed-dark');
    server.behaveFor('locked', streams(['Now ', 'I may.']));
    await failure.getByRole('button', { name: 'Set API Key…' }).click();
    await window.quickInput.type('sk-test-1234');
    await arena.pane('B').getByTestId('retry').click();
    await arena.settled(['B']);
    expect(await arena.replyText('B')).toContain('Now I may.');
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer sk-test-1234');
  });

  it('can be stopped in the middle, and keeps what it said', async () => {
    server.behaveFor('evil', streams(Array<string>(2000).fill('on and '), { delayMs: 10 }));
    const arena = await ArenaPage.in(window);
    await arena.ask('Now talk for ever');
    await arena.pane('A').getByText('on and').first().waitFor();
    await arena.byId('stop-all').click();
    await arena.settled(['A'], 'stopped');
    expect(await arena.replyText('A')).toContain('on and');
    await arena.gate('open');
    server.behaveFor('evil', streams(['Gladly.']));
    await arena.ask('Now be brief');
    await arena.settled(['A', 'B']);
    expect(await arena.replyText('A')).toContain('Gladly.');
  });
});
