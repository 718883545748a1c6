import { describe, expect, it } from 'vitest';
import type { Theme } from '../support/vscode/options.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { ArenaPage } from './support/arenaPage.ts';
import { scores } from './support/leaderboardPage.ts';
import { withNonsense } from './support/nonsense.ts';

const looks: readonly { theme: Theme; locale: 'en' | 'zh-cn'; words: readonly string[] }[] = [
  { theme: 'dark', locale: 'en', words: ['All good', 'Send'] },
  { theme: 'light', locale: 'en', words: ['All good', 'Send'] },
  { theme: 'highContrast', locale: 'en', words: ['All good', 'Send'] },
  { theme: 'light', locale: 'zh-cn', words: ['都符合', '发送'] },
];

// Pictures to look at; what a test can see of them is that nothing failed and the language is right.
describe('the look of the pages', () => {
  it.each(looks)('in $theme, $locale', async ({ theme, locale, words }) => {
    const window = await VsCodeWindow.launch({
      theme,
      locale,
      viewport: { width: 1280, height: 860 },
      settings: await withNonsense(),
    });
    const name = `${theme}-${locale}`;
    try {
      const open = locale === 'en' ? 'ChatZoo: Open Arena' : 'ChatZoo: 打开竞技场';
      await window.openContainer('ChatZoo');
      await window.runCommand(open);
      const arena = await ArenaPage.empty(window);
      for (let turn = 0; turn < 2; turn++) {
        await arena.ask(turn === 0 ? 'What did the animals do today?' : '再来一段代码，好吗？');
        await arena.settled(['A', 'B']);
      }
      const text = await arena.frame.locator('body').innerText();
      for (const word of words) expect(text).toContain(word);
      await window.screenshot(`arena-${name}`);
      await arena.byId('vote-best-A').click();
      await arena.frame.locator('[data-testid=vote-gate][data-gate=annotated]').waitFor();
      await window.screenshot(`arena-voted-${name}`);
      await window.runCommand(
        locale === 'en' ? 'ChatZoo: Open Leaderboard' : 'ChatZoo: 打开排行榜',
      );
      expect(await scores(window)).toHaveLength(2);
      await window.screenshot(`leaderboard-${name}`);
      expect(window.errors.filter(error => error.includes('Content Security Policy'))).toEqual([]);
    } finally {
      await window.close();
    }
  });
});
