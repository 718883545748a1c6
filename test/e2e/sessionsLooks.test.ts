import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeManySessions } from '../support/manySessions.ts';
import type { Theme } from '../support/vscode/options.ts';
import { temporaryFolder } from '../support/vscode/server.ts';
import { VsCodeWindow } from '../support/vscode/window.ts';

const ENGLISH = {
  filter: 'ChatZoo: Filter Sessions…',
  search: 'ChatZoo: Search Sessions…',
  todo: 'To do',
  title: 'Sessions',
  place: 'Turn 1 · A',
  filtered: 'Filter: “逆戟鲸” · 1 session',
};
const CHINESE = {
  filter: 'ChatZoo: 筛选会话…',
  search: 'ChatZoo: 搜索会话…',
  todo: '待办',
  title: '会话',
  place: '第 1 轮 · A',
  filtered: '筛选：“逆戟鲸” · 1 个会话',
};
const looks: readonly { theme: Theme; locale: 'en' | 'zh-cn'; words: typeof ENGLISH }[] = [
  { theme: 'dark', locale: 'en', words: ENGLISH },
  { theme: 'light', locale: 'en', words: ENGLISH },
  { theme: 'highContrast', locale: 'en', words: ENGLISH },
  { theme: 'light', locale: 'zh-cn', words: CHINESE },
];

// Pictures to look at; what a test can see of them is that the view says it in the right language.
describe('the look of the sessions view', () => {
  let folder: string;
  let database: string;
  beforeAll(async () => {
    folder = await temporaryFolder('looks');
    database = path.join(folder, 'zoo.sqlite');
    await mkdir(folder, { recursive: true });
    await writeManySessions(database, 60, Date.now());
  });
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

  it.each(looks)('in $theme, $locale', async ({ theme, locale, words }) => {
    const window = await VsCodeWindow.launch({
      theme,
      locale,
      settings: { 'chatzoo.database.path': database },
    });
    const name = `${theme}-${locale}`;
    try {
      await window.openContainer('ChatZoo');
      const tree = window.tree(words.title);
      await tree.row(words.todo).waitFor();
      expect((await tree.rows())[0]).toBe(`${words.todo} 36`);
      await window.screenshot(`sessions-${name}`);
      await window.runCommand(words.search);
      await window.quickInput.fill('ants');
      await window.quickInput.row(words.place).waitFor();
      await window.screenshot(`sessions-search-${name}`);
      await window.quickInput.cancel();
      await window.runCommand(words.filter);
      await window.quickInput.type('逆戟鲸');
      await window.page.getByText(words.filtered).waitFor();
      await tree.shows(`${words.todo} 1`, '50: how do');
      await tree.expand('50: how do');
      await tree.row('逆戟鲸').waitFor();
      await window.screenshot(`sessions-filter-${name}`);
    } finally {
      await window.close();
    }
  });
});
