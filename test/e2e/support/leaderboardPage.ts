import type { Frame, Locator } from 'playwright-core';
import type { VsCodeWindow } from '../../support/vscode/window.ts';

/** Bot, wins and losses of each row of the leaderboard, as shown; few votes are told, but not rated. */
export async function scores(
  window: VsCodeWindow,
): Promise<(readonly [bot: string, wins: string, losses: string])[]> {
  const page = await window.webview('leaderboard');
  await page.getByTestId('leaderboard-table').waitFor();
  return scoresIn(page);
}

export async function scoresIn(page: Frame): Promise<(readonly [string, string, string])[]> {
  const rows = await page.locator('tr[data-bot]').all();
  return Promise.all(
    rows.map(async row => {
      const [wins, losses] = [await said(row, 'wins'), await said(row, 'losses')];
      return [(await row.getAttribute('data-bot')) ?? '', wins, losses] as const;
    }),
  );
}

async function said(row: Locator, column: string): Promise<string> {
  return (await row.getByTestId(column).innerText()).trim();
}
