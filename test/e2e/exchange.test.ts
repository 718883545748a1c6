import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VsCodeWindow } from '../support/vscode/window.ts';
import { waitFor } from '../support/vscode/waiting.ts';
import { ArenaPage } from './support/arenaPage.ts';
import { withNonsense } from './support/nonsense.ts';

const SECOND = 'Write to queen@anthill.org, please';

describe('export and import, in the real window', () => {
  let window: VsCodeWindow;
  const exported = () => readdir(path.join(window.folder, 'exports')).catch(() => []);
  const fileOf = (extension: string): Promise<string> =>
    waitFor(`a file ${extension}`, async () =>
      (await exported()).find(name => name.endsWith(extension)),
    );
  const preview = () => window.page.getByRole('tab', { name: 'What the file will hold' });
  const report = (name: string) => window.page.getByRole('tab', { name: `Import of ${name}` });
  /** Waits until a row of the open list has this label. */
  const row = (label: RegExp): Promise<string> =>
    waitFor(`a row ${label.source}`, async () =>
      (await window.quickInput.labels()).find(text => label.test(text)),
    );

  /** Waits until an editor has a line with this text; it draws blanks as other characters. */
  const editorShows = (text: string): Promise<true> =>
    waitFor(`an editor with "${text}"`, async () => {
      const texts = await window.page.locator('.view-lines').allInnerTexts();
      return texts.join('\n').replace(/\s/g, ' ').includes(text) || undefined;
    });

  beforeAll(async () => {
    window = await VsCodeWindow.launch({
      viewport: { width: 1280, height: 860 },
      settings: await withNonsense(),
    });
    await window.openContainer('ChatZoo');
    await window.runCommand('ChatZoo: Open Arena');
    const first = await ArenaPage.empty(window);
    await first.ask('What did the ants do?');
    await first.settled(['A', 'B']);
    await first.byId('vote-best-B').click();
    await first.frame.locator('[data-testid=vote-gate][data-gate=annotated]').waitFor();
    await window.runCommand('ChatZoo: New Session');
    const second = await ArenaPage.empty(window);
    await second.ask(SECOND);
    await second.settled(['A', 'B']);
  });
  afterAll(() => window.close());

  it('shows what the file will hold before anything is written', async () => {
    await window.runCommand('ChatZoo: Export Sessions…');
    await preview().waitFor();
    await row(/2 places look like keys/);
    const labels = await window.quickInput.labels();
    expect(labels).toContainEqual(
      expect.stringMatching(/Write to exports\/\d{4}-\d\d-\d\d chatzoo\.md/),
    );
    expect(labels).toContainEqual(expect.stringContaining('Sessions: all (2)'));
    await editorShows('generator: ChatZoo');
    await window.screenshot('export-form-dark');
    expect(await exported()).toEqual([]);
  });

  it('follows each choice and remembers it', async () => {
    await window.quickInput.pick(/Format: Markdown/);
    await window.screenshot('export-formats-dark');
    await window.quickInput.pick('DPO pairs');
    await row(/This format leaves out: \d/);
    await window.screenshot('export-left-out-dark');
    await window.quickInput.pick(/Names: as they are/);
    await window.quickInput.pick('pseudonyms');
    await row(/Names: pseudonyms/);
    await window.quickInput.cancel();
    await preview().waitFor({ state: 'detached' });
    expect(await exported()).toEqual([]);

    await window.runCommand('ChatZoo: Export Sessions…');
    await row(/Format: DPO pairs/);
    await row(/Names: pseudonyms/);
    await window.quickInput.pick(/Names: pseudonyms/);
    await window.quickInput.pick('as they are');
    await window.quickInput.pick(/Format: DPO pairs/);
    await window.quickInput.pick('JSON');
    await row(/Format: JSON/);
  });

  it('writes all sessions to the workspace and opens the file', async () => {
    await window.quickInput.pick(/Write to/);
    const file = await fileOf('.json');
    const data = JSON.parse(
      await readFile(path.join(window.folder, 'exports', file), 'utf8'),
    ) as Record<string, unknown>;
    expect(JSON.stringify(data)).toContain('What did the ants do?');
    expect(JSON.stringify(data)).toContain(SECOND);
    await window.page.getByRole('tab', { name: file }).waitFor();
    expect(await preview().count()).toBe(0);
  });

  it('asks before it replaces a file, and takes another name', async () => {
    await window.runCommand('ChatZoo: Export Sessions…');
    await window.quickInput.pick(/Write to/);
    const [file = ''] = await exported();
    await window.page.locator('.monaco-dialog-box').waitFor();
    await window.screenshot('export-exists-dark');
    const other = file.replace('.json', ' (2).json');
    await window.pressDialogButton(`Write "${other}"`);
    await window.page.getByRole('tab', { name: other }).waitFor();
    expect((await exported()).sort()).toEqual([other, file]);
  });

  it('takes the sessions that are selected in the view', async () => {
    const tree = window.tree('Sessions');
    await tree.click('What did the ants do?');
    await tree.select(SECOND);
    await tree.menu(SECOND, 'Export Session…');
    await row(/Sessions: selected \(2\)/);
    await window.quickInput.pick(/Sessions: /);
    await row(/^\s*all \(2\)/);
    await window.page.keyboard.press('Escape');
    await row(/Sessions: selected \(2\)/);
    await window.quickInput.cancel();
    await preview().waitFor({ state: 'detached' });
    // One row again, so that the tests that follow mean one session.
    await tree.click('What did the ants do?');
  });

  it('writes to another place', async () => {
    await window.runCommand('ChatZoo: Export Sessions…');
    await window.quickInput.pick(/Format: JSON/);
    await window.quickInput.pick('Markdown');
    await window.quickInput.pick('Other Place…');
    await window.acceptSaveDialog();
    const file = await fileOf('.md');
    await window.page.getByRole('tab', { name: file }).waitFor();
  });

  it('says what an import would bring, and brings back what was deleted', async () => {
    const tree = window.tree('Sessions');
    for (const title of ['What did the ants do?', SECOND]) {
      await tree.action(title, 'Delete Session…');
      if (title !== SECOND) await window.pressDialogButton('Delete');
      await tree.row(title).waitFor({ state: 'detached' });
    }
    const file = (await exported()).find(name => name.endsWith('chatzoo.json')) ?? '';
    await window.runCommand('ChatZoo: Import Sessions…');
    await window.quickInput.openFile(path.join(window.folder, 'exports', file));
    await report(file).waitFor();
    await row(/Import Now/);
    await window.screenshot('import-report-dark');
    await window.quickInput.pick('Import Now');
    const toast = await window.notification('Sessions added: 2');
    await tree.shows('To do 1', SECOND, 'Annotated 1', 'What did the ants do?');
    await window.screenshot('import-done-dark');
    await toast.getByRole('button', { name: 'Show Report' }).click();
    await editorShows('This has been imported.');
  });

  it('adds nothing the second time', async () => {
    const file = (await exported()).find(name => name.endsWith('chatzoo.json')) ?? '';
    await window.runCommand('ChatZoo: Import Sessions…');
    await window.quickInput.openFile(path.join(window.folder, 'exports', file));
    await row(/Read as Another Format/);
    expect(await window.quickInput.labels()).not.toContainEqual(
      expect.stringContaining('Import Now'),
    );
    await window.quickInput.pick('Cancel');
    await window.tree('Sessions').shows('To do 1', SECOND, 'Annotated 1', 'What did the ants do?');
  });

  it('says why a file cannot be imported', async () => {
    await writeFile(
      path.join(window.folder, 'exports', 'torn.json'),
      '{"format": "chatzoo", "sessions": [',
    );
    await window.runCommand('ChatZoo: Import Sessions…');
    await window.quickInput.openFile(path.join(window.folder, 'exports', 'torn.json'));
    await window.notification('torn.json is not sound JSON');
  });
});

describe('the look of export and import', () => {
  it('in light, zh-cn', async () => {
    const window = await VsCodeWindow.launch({
      theme: 'light',
      locale: 'zh-cn',
      viewport: { width: 1280, height: 860 },
      settings: await withNonsense(),
    });
    try {
      await window.runCommand('ChatZoo: 打开竞技场');
      const arena = await ArenaPage.empty(window);
      await arena.ask('蚂蚁今天做了什么？');
      await arena.settled(['A', 'B']);
      await window.runCommand('ChatZoo: 导出会话…');
      await window.page.getByRole('tab', { name: '文件内容预览' }).waitFor();
      await waitFor(
        'the size',
        async () =>
          (await window.quickInput.labels()).some(label => label.includes('写入')) || undefined,
      );
      await window.screenshot('export-form-light-zh-cn');
      await window.quickInput.pick(/格式：/);
      await window.screenshot('export-formats-light-zh-cn');
      await window.quickInput.pick('JSON Lines');
      await waitFor(
        'the format',
        async () =>
          (await window.quickInput.labels()).some(label => /格式：JSON/.test(label)) || undefined,
      );
      await window.quickInput.pick(/写入/);
      const file = await waitFor('the file', async () =>
        (await readdir(path.join(window.folder, 'exports'))).find(name => name.endsWith('.jsonl')),
      );
      await window.page.getByRole('tab', { name: file }).waitFor();
      await window.runCommand('ChatZoo: 导入会话…');
      await window.quickInput.openFile(path.join(window.folder, 'exports', file));
      await window.page.getByRole('tab', { name: `导入 ${file}` }).waitFor();
      await window.screenshot('import-report-light-zh-cn');
      await window.quickInput.pick('取消');
    } finally {
      await window.close();
    }
  });
});
