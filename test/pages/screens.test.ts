import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Turn, Vote } from '../../src/core/model.ts';
import { ArenaHost } from '../support/pageHarness/arenaHost.ts';
import { bundlePage } from '../support/pageHarness/bundle.ts';
import { launch, openPage } from '../support/pageHarness/open.ts';
import { ANSWER_EN, ANSWER_SHORT, ANSWER_ZH } from '../support/pageHarness/answers.ts';
import { sampleSession, sampleTurn, seats, snapshotOf } from '../support/pageHarness/samples.ts';
import { chineseBundle } from '../support/pageHarness/looking.ts';
import type { ThemeName } from '../support/pageHarness/themes.ts';

// Pictures for people to look at, and the proof that a page of each kind comes up without a complaint.

const FOLDER = 'artifacts/screenshots';
const done = { kind: 'done', finish: 'stop' } as const;

let browser: Browser;
let arenaFiles: { js: string; css: string };
let chinese: Readonly<Record<string, string>>;

beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  [browser, arenaFiles] = await Promise.all([launch(), bundlePage('src/webview/arena/main.tsx')]);
  chinese = await chineseBundle();
});
afterAll(() => browser.close());

const bots = seats(4);
const turns: readonly Turn[] = [
  sampleTurn(0, 'Why is the sky blue?\nTwo sentences, please.', bots, [
    [done, ANSWER_SHORT],
    [done, ANSWER_EN],
    [{ kind: 'failed', code: 'unauthorized', message: 'HTTP 401: Incorrect API key provided' }, ''],
    [done, ANSWER_ZH],
  ]),
  sampleTurn(1, '写一个快速排序。', bots, [
    [{ kind: 'done', finish: 'length' }, ANSWER_ZH],
    [{ kind: 'stopped' }, 'Quicksort picks a **pivot** and'],
    [
      { kind: 'failed', code: 'cutOff', message: 'socket hang up' },
      '快速排序是一种分治算法，它先选一个',
    ],
    [{ kind: 'streaming' }, ANSWER_EN.slice(0, 320)],
  ]),
];
const vote = {
  id: 'v1',
  sessionId: 's1',
  turnId: 't0',
  castAt: 0,
  voter: { kind: 'human', name: 'me' },
  verdict: { kind: 'best', winner: 'B' },
  shown: bots,
  blind: false,
  flags: [],
  comment: '',
} as unknown as Vote;

const looks: readonly (readonly [ThemeName, string])[] = [
  ['dark', 'en'],
  ['light', 'en'],
  ['hc', 'en'],
  ['dark', 'zh-cn'],
];

/** Nothing in a pane reaches over its edge, where it could not be read. */
async function expectNoOverflow(page: Page): Promise<void> {
  const over = await page.locator('.pane').evaluateAll(panes =>
    panes.flatMap(pane => {
      const edge = pane.getBoundingClientRect().right;
      const inside = [
        ...pane.querySelectorAll('.state, .progress, .progress *, .thinking, summary'),
      ];
      return inside
        .filter(one => one.getBoundingClientRect().right > edge)
        .map(one => one.outerHTML);
    }),
  );
  expect(over).toEqual([]);
}

describe.each(looks)('in %s, %s', (theme, locale) => {
  const bundle = () => (locale === 'en' ? {} : chinese);
  const name = (what: string) => `${FOLDER}/pages-${what}-${theme}-${locale}.png`;

  const openArena = (host: ArenaHost, size: { width?: number; height: number }) =>
    openPage(browser, {
      page: 'arena',
      files: arenaFiles,
      host: host.open,
      theme,
      locale,
      bundle: bundle(),
      ...size,
    });

  it('shows an empty session', async () => {
    const host = new ArenaHost(snapshotOf());
    const { page, complaints } = await openArena(host, { height: 640 });
    await page.getByTestId('empty').waitFor();
    await page.waitForTimeout(100);
    await page.screenshot({ path: name('empty'), caret: 'initial' });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([600, 1600])('shows a busy session %i px wide', async width => {
    const host = new ArenaHost(
      snapshotOf({
        session: sampleSession({ seats: bots }),
        turns,
        votes: [vote],
        gate: { ask: 'busy', vote: 'busy', winners: [], retryIn: turns[1]!.id },
      }),
    );
    const { page, complaints } = await openArena(host, {
      width,
      height: width === 600 ? 1400 : 1500,
    });
    await page.getByTestId('state').last().waitFor();
    await page.waitForTimeout(200);
    await page.screenshot({ path: name(`busy-${width}`), caret: 'initial' });
    await page.locator('.scroller').evaluate(box => (box.scrollTop = 0));
    await page.screenshot({ path: name(`busy-top-${width}`), caret: 'initial' });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows the whole state beside long names', async () => {
    const [, , , , parrot, echo] = seats(6);
    const long = [
      { ...parrot!, seat: 'A' },
      { ...echo!, seat: 'B' },
    ];
    const turn = sampleTurn(0, 'Hi', long, [
      [{ kind: 'streaming' }, ''],
      [{ kind: 'queued' }, ''],
    ]);
    const host = new ArenaHost(
      snapshotOf({
        session: sampleSession({ seats: long }),
        turns: [turn],
        gate: { ask: 'busy', vote: 'busy', winners: [] },
      }),
    );
    const { page, complaints } = await openArena(host, { width: 640, height: 420 });
    await page.getByTestId('state').last().waitFor();
    const progress = { kind: 'loading', fraction: 0.42 } as const;
    host.tell('progress', { replyId: turn.replies[1]!.id, progress });
    await expect.poll(() => page.getByTestId('state').last().textContent()).toContain('42');
    await page.waitForTimeout(100);
    await page.screenshot({ path: name('long-names'), caret: 'initial' });
    const left = await page.locator('.pane-header').evaluateAll(headers =>
      headers.map(header => {
        const state = header.querySelector('.state')!.getBoundingClientRect();
        return header.getBoundingClientRect().right - state.right;
      }),
    );
    for (const pixels of left) expect(pixels).toBeGreaterThanOrEqual(10);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([640, 1400])('shows what four bots wait for %i px wide', async width => {
    const turn = sampleTurn(0, 'Why is the sky blue?', bots, [
      [{ kind: 'streaming' }, ANSWER_SHORT],
    ]);
    const [, b, c, d] = turn.replies;
    const plan = [
      ['A', 'B'],
      ['C', 'D'],
    ];
    const host = new ArenaHost(
      snapshotOf({
        session: sampleSession({ seats: bots }),
        turns: [turn],
        gate: { ask: 'busy', vote: 'busy', winners: [] },
        progress: [
          { replyId: b!.id, progress: { kind: 'loading', fraction: 0.4 } },
          { replyId: c!.id, progress: { kind: 'waiting', why: 'memory', plan, others: 2 } },
          { replyId: d!.id, progress: { kind: 'restarting', pauseMs: 5000 } },
        ],
      }),
    );
    const { page, complaints } = await openArena(host, {
      width,
      height: width === 640 ? 620 : 420,
    });
    await page.getByTestId('plan').waitFor();
    await page.waitForTimeout(200);
    await page.screenshot({ path: name(`waiting-${width}`), caret: 'initial' });
    await expectNoOverflow(page);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([640, 1400])('shows what bots thought %i px wide', async width => {
    const thinking = `The user asks why the sky is blue.\nRayleigh scattering: ${'shorter waves scatter more, and so on. '.repeat(9)}`;
    const turn = sampleTurn(0, 'Why is the sky blue?', bots, [
      [{ kind: 'streaming' }, ''],
      [{ kind: 'done', finish: 'length' }, ANSWER_SHORT],
      [{ kind: 'failed', code: 'stalled', message: 'No token came for 120 s.' }, ''],
      [{ kind: 'streaming' }, ''],
    ]);
    const [a, b, c, d] = turn.replies;
    const replies = [
      { ...a!, thinking: thinking.repeat(3) },
      { ...b!, thinking, leftOutTurns: 2 },
      { ...c!, thinking: '用户问天空为什么是蓝色的。' },
      d!,
    ];
    const host = new ArenaHost(
      snapshotOf({
        session: sampleSession({ seats: bots }),
        turns: [{ ...turn, replies }],
        gate: { ask: 'busy', vote: 'busy', winners: [], retryIn: turn.id },
        progress: [{ replyId: d!.id, progress: { kind: 'evaluating', done: 312, total: 1024 } }],
      }),
    );
    const { page, complaints } = await openArena(host, {
      width,
      height: width === 640 ? 900 : 560,
    });
    await page.getByTestId('thinking').last().waitFor();
    await page.waitForTimeout(200);
    await page.screenshot({ path: name(`thinking-${width}`), caret: 'initial' });
    await page.getByTestId('pane-B').locator('summary').click();
    await page.waitForTimeout(100);
    await page.screenshot({ path: name(`thinking-open-${width}`), caret: 'initial' });
    await expectNoOverflow(page);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows a session to vote on', async () => {
    const host = new ArenaHost(
      snapshotOf({
        turns: [
          sampleTurn(
            0,
            'Hi',
            seats(3),
            [0, 1, 2].map(() => [done, ANSWER_SHORT] as const),
          ),
        ],
        gate: { ask: 'voteFirst', vote: 'open', winners: ['A', 'B', 'C'] },
      }),
    );
    const { page, complaints } = await openArena(host, { width: 1000, height: 520 });
    await page.getByTestId('vote-best-A').waitFor();
    await page.waitForTimeout(200);
    await page.screenshot({ path: name('vote'), caret: 'initial' });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows a correction, and one that is being written', async () => {
    const turn = sampleTurn(
      0,
      'Why is the sky blue?',
      seats(2),
      [0, 1].map(() => [done, ANSWER_SHORT] as const),
    );
    const [first, second] = turn.replies;
    const correction = 'Because the air scatters blue light more than red light.';
    const host = new ArenaHost(
      snapshotOf({ turns: [{ ...turn, replies: [{ ...first!, correction }, second!] }] }),
    );
    const { page, complaints } = await openArena(host, { width: 1000, height: 620 });
    await page.getByTestId('pane-B').getByTestId('correct').click();
    await page.getByTestId('correction-area').waitFor();
    await page.waitForTimeout(200);
    await page.screenshot({ path: name('correction'), caret: 'initial' });
    expect(complaints).toEqual([]);
    await page.close();
  });
});
