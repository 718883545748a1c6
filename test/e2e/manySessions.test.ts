import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeManySessions } from '../support/manySessions.ts';
import { temporaryFolder } from '../support/vscode/server.ts';
import type { TreeView } from '../support/vscode/tree.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';

const COUNT = 10_000;
/** What takes longer is no view but a wait; a machine that builds something else at the time is slow. */
const PATIENT_MS = 15_000;

const figures: Record<string, number> = {};

/** Does something and notes how many milliseconds it took. */
async function timed(what: string, action: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await action();
  figures[what] = Math.round(performance.now() - started);
}

describe(`the sessions view with ${COUNT} sessions`, () => {
  let window: VsCodeWindow;
  let tree: TreeView;
  let folder: string;
  let database: string;

  const scrollTo = async (y: number): Promise<void> => {
    await window.page.mouse.wheel(0, y);
  };

  beforeAll(async () => {
    folder = await temporaryFolder('many');
    database = path.join(folder, 'zoo.sqlite');
    const written = await writeManySessions(database, COUNT, Date.now());
    expect(written).toEqual({
      todo: 6_000,
      annotated: 3_000,
      debug: 1_000,
      replies: 30_000,
      orcas: 100,
    });
    window = await VsCodeWindow.launch({ settings: { 'chatzoo.database.path': database } });
    tree = window.tree('Sessions');
    // Starts the extension, but opens no database.
    await window.runCommand('ChatZoo: Show Log');
  });
  afterAll(async () => {
    await window.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    process.stdout.write(
      `The sessions view with ${COUNT} sessions, in ms: ${JSON.stringify(figures)}\n`,
    );
  });

  it('opens with the newest of each group', async () => {
    await timed('open', async () => {
      await window.openContainer('ChatZoo');
      await tree.row('9995:').waitFor();
    });
    const rows = await tree.rows();
    expect(rows[0]).toBe('To do 6,000');
    expect(rows[1]).toMatch(/^9995: .* \d+m · 2 turns$/);
    expect(figures['open']).toBeLessThan(PATIENT_MS);
  });

  it('shows the next page in place', async () => {
    await tree.focus();
    await window.page.keyboard.press('End');
    await tree.row('Show more… (800 left)').waitFor();
    await timed('more', async () => {
      await window.page.keyboard.press('Enter');
      // Every tenth is of the last group, and its newest is 9999.
      await tree.row('7999:').waitFor();
    });
    // It goes on at the first new row.
    await window.page.locator('.monaco-list-row.focused', { hasText: '7999:' }).waitFor();
    await window.page.keyboard.press('End');
    await tree.row('Show more… (600 left)').waitFor();
    expect(figures['more']).toBeLessThan(PATIENT_MS);
  });

  it('scrolls through what is loaded', async () => {
    const frames = window.page.evaluate(
      () =>
        new Promise<{ count: number; longest: number }>(resolve => {
          let [count, longest, last] = [0, 0, performance.now()];
          const started = last;
          const frame = (now: number): void => {
            count++;
            longest = Math.max(longest, now - last);
            last = now;
            if (now - started < 2_000) requestAnimationFrame(frame);
            else resolve({ count, longest });
          };
          requestAnimationFrame(frame);
        }),
    );
    await window.page.mouse.move(200, 400);
    for (let i = 0; i < 40; i++) await scrollTo(i < 20 ? -600 : 600);
    const { count, longest } = await frames;
    figures['frames in 2 s'] = count;
    figures['longest frame'] = Math.round(longest);
    expect(longest).toBeLessThan(PATIENT_MS);
    await window.page.keyboard.press('Home');
    await tree.row('To do').waitFor();
  });

  it('finds text in any of them, first after indexing, then at once', async () => {
    await window.runCommand('ChatZoo: Search Sessions…');
    await timed('first search', async () => {
      await window.quickInput.fill('逆戟鲸会唱');
      await window.quickInput.row('9950:').waitFor();
    });
    await timed('search', async () => {
      await window.quickInput.fill('dolphins remember');
      await window.quickInput.row('dolphins').waitFor();
    });
    await timed('next keystroke', async () => {
      await window.quickInput.fill('逆戟鲸');
      await window.quickInput.row('9950:').waitFor();
    });
    await window.quickInput.cancel();
    expect(figures['search']).toBeLessThan(PATIENT_MS);
  });

  it('filters them', async () => {
    await window.runCommand('ChatZoo: Filter Sessions…');
    await timed('filter', async () => {
      await window.quickInput.type('逆戟鲸');
      await window.page.getByText('Filter: “逆戟鲸” · 100 sessions').waitFor();
    });
    expect((await tree.rows())[0]).toBe('To do 100');
    await timed('clear filter', async () => {
      await window.page.getByRole('button', { name: 'Clear Filter' }).click();
      await tree.row('6,000').waitFor();
    });
  });

  it('is as quick when one of them changes', async () => {
    await timed('rename', async () => {
      await tree.menu('9995:', 'Rename Session…');
      await window.quickInput.type('Renamed among many');
      await tree.row('Renamed among many').waitFor();
    });
    expect(figures['rename']).toBeLessThan(PATIENT_MS);
  });
});
