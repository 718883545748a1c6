import type { VsCodeWindow } from '../../support/vscode/window.ts';

/** Bot and rating of each row of the leaderboard, as shown. */
export async function ratings(window: VsCodeWindow): Promise<(readonly [string, string])[]> {
  const page = await window.webview('leaderboard');
  await page.getByTestId('rating').first().waitFor();
  const rows = await page.locator('tr[data-bot]').all();
  return Promise.all(
    rows.map(async row => {
      const rating = await row.getByTestId('rating').innerText();
      return [(await row.getAttribute('data-bot')) ?? '', rating.trim()] as const;
    }),
  );
}
