import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import initSqlJs from 'sql.js';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browserFlags, ensureBrowser } from '../../scripts/host/browser.mjs';
import { workbenchUrl } from '../../scripts/host/url.mjs';
import { REPOSITORY } from '../../scripts/repository.mjs';
import { hasEnded } from '../../src/core/model.ts';
import { openDatabase } from '../../src/extension/store/openDatabase.ts';
import type { StoreNotice } from '../../src/extension/store/notice.ts';
import { createStores } from '../../src/extension/store/stores.ts';
import type { Told } from '../host/support/ackLog.ts';
import { Expected } from '../support/killCheck.ts';
import { streams } from '../support/openAiBehaviours.ts';
import { startOpenAiServer, type OpenAiServer } from '../support/openAiServer.ts';
import { startTestServer, temporaryFolder, type TestServer } from '../support/vscode/server.ts';

// `npm run bench -- kill` runs many more rounds of the same.
const ROUNDS = Number(process.env['CHATZOO_KILL_ROUNDS'] ?? 4);
/** The longest that a window works before it is killed, in milliseconds. */
const LIFE_MS = 2500;
/** From the address to the extension's first word, on a busy machine. */
const START_MS = 60_000;
/** Of streamed text a second may be lost; the rest is for a busy machine. */
const LOST_MS = 3000;

const ENTRY = path.join(REPOSITORY, 'dist-test', 'host', 'killWork.cjs');

const PACE = { delayMs: 5 };
const words = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `word${index} `);
const noop = (): void => {};

let bots: readonly OpenAiServer[];
let root: string;
let served: TestServer;
let browser: Awaited<ReturnType<typeof chromium.launchPersistentContext>>;
const database = () => path.join(root, 'zoo.sqlite');
const logFile = () => path.join(root, 'log.jsonl');

beforeAll(async () => {
  root = await temporaryFolder('kill');
  await mkdir(path.join(root, 'files'));
  await mkdir(path.join(root, 'workspace'));
  await writeFile(logFile(), '');
  // One is quick, so that there is much to acknowledge; the other is nearly always in mid-reply.
  bots = await Promise.all([40, 500].map(count => startOpenAiServer(streams(words(count), PACE))));
  served = await startTestServer({
    settings: {
      'chatzoo.database.path': database(),
      'chatzoo.bots': bots.map(({ baseUrl }, index) => ({
        name: `Bot ${index}`,
        kind: 'openai',
        baseUrl,
        model: 'bot',
      })),
    },
    env: { CHATZOO_KILL_LOG: logFile(), CHATZOO_KILL_FILES: path.join(root, 'files') },
  });
  browser = await chromium.launchPersistentContext(path.join(root, 'profile'), {
    executablePath: await ensureBrowser(noop),
    args: browserFlags(),
  });
});
afterAll(async () => {
  await browser.close();
  await served.server.stop();
  await Promise.all(bots.map(bot => bot.close()));
  await rm(root, { recursive: true, force: true, maxRetries: 3 });
});

/** Lets an extension host work until it is killed. @returns when that was. */
async function workAndKill(url: string): Promise<number> {
  const before = (await told()).length;
  const page = await browser.newPage();
  try {
    await page.exposeFunction('codeAutomationExit', noop);
    await page.exposeFunction('codeAutomationLog', noop);
    await page.goto(url);
    const pid = await readyAfter(before);
    await sleep(Math.random() * LIFE_MS);
    const killedAt = Date.now();
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    return killedAt;
  } finally {
    await page.close();
  }
}

async function told(): Promise<readonly Told[]> {
  const lines = (await readFile(logFile(), 'utf8')).split('\n').slice(0, -1);
  return lines.map(line => JSON.parse(line) as Told);
}

async function readyAfter(count: number): Promise<number> {
  const end = Date.now() + START_MS;
  while (Date.now() < end) {
    const ready = (await told()).slice(count).find(each => each.kind === 'ready');
    if (ready) return ready.pid;
    await sleep(50);
  }
  throw new Error(`No extension host was ready. The server said:\n${served.lines.join('\n')}`);
}

async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(5);
  }
}

it(
  `keeps all that was acknowledged when the extension host is killed, ${ROUNDS} times`,
  { timeout: ROUNDS * 30_000 + 60_000 },
  async () => {
    const url = workbenchUrl({
      server: served.server,
      folder: path.join(root, 'workspace'),
      extensionDevelopmentPath: REPOSITORY,
      extensionTestsPath: ENTRY,
    });
    const sqlJs = await initSqlJs();
    const expected = new Expected();
    let heard = 0;
    let lostMs = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      const killedAt = await workAndKill(url);
      const lines = await told();
      for (const line of lines.slice(heard)) expected.hear(line);
      heard = lines.length;

      // As the next window will find it, and without mending anything for it.
      const notices: StoreNotice[] = [];
      const opened = await openDatabase({
        path: database(),
        loadSqlJs: () => Promise.resolve(sqlJs),
        onNotice: notice => notices.push(notice),
        now: () => Date.now(),
        readOnly: true,
      });
      const stores = createStores(opened);
      const check = await opened.read(all => all('PRAGMA integrity_check'));
      expect(check).toEqual([{ integrity_check: 'ok' }]);
      const problems: string[] = [];
      for (const id of expected.sessions) {
        const record = await stores.records.get(id);
        problems.push(...expected.problemsOf(id, record));
        for (const reply of record?.turns.flatMap(turn => turn.replies) ?? [])
          if (!hasEnded(reply)) lostMs = Math.max(lostMs, expected.lostMs(reply, killedAt));
      }
      await opened.close();
      expect(problems, `round ${round}`).toEqual([]);
      expect(notices.filter(({ kind }) => kind !== 'tornTail')).toEqual([]);
    }
    const figures = {
      rounds: ROUNDS,
      acknowledged: expected.acknowledged,
      lost: 0,
      sessions: expected.sessions.length,
      streamedTextLostMs: lostMs,
    };
    process.stdout.write(`kill test: ${JSON.stringify(figures)}\n`);
    const results = process.env['CHATZOO_KILL_RESULTS'];
    if (results) await writeFile(results, JSON.stringify(figures));
    expect(expected.acknowledged).toBeGreaterThan(ROUNDS);
    expect(lostMs).toBeLessThan(LOST_MS);
  },
);
