import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { botPages } from '../support/pageHarness/botPages.ts';
import { chineseBundle, faults } from '../support/pageHarness/looking.ts';
import type { ThemeName } from '../support/pageHarness/themes.ts';

// Pictures for people to look at; the proof that nothing keeps anybody from using the page.

const FOLDER = 'artifacts/screenshots';
const show = botPages();
let chinese: Readonly<Record<string, string>>;

const SETTINGS = JSON.stringify({
  'chatzoo.bots': [
    {
      name: 'Qwen small',
      kind: 'llama',
      modelPath: 'models/qwen2.5-0.5b-instruct-q4_k_m.gguf',
      systemPrompt: 'You are a keeper of this zoo.\nBe brief.',
      sampling: { temperature: 7, topK: 40, stop: ['</s>', 'Human:'] },
      template: { meta_prompt: '', user_prompt: 'Human: {}\n', bot_prompt: 'Assistant: {}\n' },
      contextOverflow: 'dropOldest',
      gpuLayers: 12,
      devices: [0, 1],
      lora: [{ path: 'models/keeper.gguf', scale: 0.5 }],
      note: 'of the whole team',
    },
    {
      name: 'Remote',
      kind: 'openai',
      baseUrl: ['http://127.0.0.1:8000/v1', 'http://127.0.0.1:8001/v1'],
      model: 'qwen',
      stream: false,
      headers: { 'X-Team': 'zoo' },
      secretHeaders: ['X-Pass'],
      extraBody: { stop_token_ids: [151643] },
      apiKey: 'sk-written-here',
    },
    { name: 'Copilot', kind: 'vscode', vendor: 'copilot', family: 'gpt-4o' },
    { name: 'Mine', kind: 'custom', modulePath: 'bots/mine.mjs', settings: { mood: 'good' } },
  ],
});

beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  chinese = await chineseBundle();
});

/** The whole form, and not only what fits the window. */
async function picture(page: Page, name: string): Promise<void> {
  const { width = 900 } = page.viewportSize() ?? {};
  const height = await page.evaluate(
    () =>
      (document.querySelector('.page-header')?.clientHeight ?? 0) +
      (document.querySelector('.form-body')?.scrollHeight ?? 0),
  );
  await page.setViewportSize({ width, height: height + 4 });
  await page.screenshot({ path: `${FOLDER}/bot-${name}.png` });
}

const unfold = async (page: Page): Promise<void> => {
  const advanced = page.getByTestId('advanced');
  if ((await advanced.getAttribute('open')) === null) await advanced.locator('summary').click();
};

const looks: readonly (readonly [ThemeName, string])[] = [
  ['dark', 'en'],
  ['light', 'en'],
  ['hc', 'en'],
  ['dark', 'zh-cn'],
];

describe.each(looks)('in %s, %s', (theme, locale) => {
  const look = () => ({ theme, locale, bundle: locale === 'en' ? {} : chinese });

  it.each(['Qwen small', 'Remote', 'Copilot', 'Mine'])(
    'shows every control of %s, and axe finds nothing',
    async bot => {
      const { page, complaints, host } = await show(SETTINGS, bot, { ...look(), width: 960 });
      await unfold(page);
      await picture(page, `${bot.replace(' ', '-').toLowerCase()}-${theme}-${locale}`);
      expect(await faults(page)).toEqual([]);
      expect(complaints).toEqual([]);
      expect(host.bugs).toEqual([]);
      await page.close();
    },
  );

  it('shows a draft', async () => {
    const draft = { name: 'New', kind: 'openai' };
    const { page } = await show(SETTINGS, draft, { ...look(), width: 960, height: 600 });
    await page.screenshot({ path: `${FOLDER}/bot-draft-${theme}-${locale}.png` });
    expect(await faults(page)).toEqual([]);
    await page.close();
  });

  it('fits 400 px', async () => {
    const { page } = await show(SETTINGS, 'Qwen small', { ...look(), width: 400, height: 900 });
    await unfold(page);
    const over = await page
      .locator('.form-body')
      .evaluate(body => body.scrollWidth - body.clientWidth);
    expect(over).toBe(0);
    await picture(page, `400-${theme}-${locale}`);
    await page.close();
  });
});
