import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { botPages, field, TWO_BOTS, type } from '../support/pageHarness/botPages.ts';

const show = botPages();

const unfold = (page: Page): Promise<void> =>
  page.getByTestId('advanced').locator('summary').click();

describe('each control', () => {
  it('of a local model writes its value', async () => {
    const { page, host } = await show(TWO_BOTS, 'Owl');
    await unfold(page);
    const value = (key: string) => expect.poll(() => host.entry('Owl')?.[key]);
    await page.getByTestId('modelPath-choose').click();
    await value('modelPath').toBe('models/chosen.gguf');
    await field(page, 'contextOverflow').selectOption('dropOldest');
    await value('contextOverflow').toBe('dropOldest');
    await field(page, 'contextOverflow').selectOption('');
    await value('contextOverflow').toBe(undefined);
    await type(page, 'gpuLayers', 'max');
    await value('gpuLayers').toBe('max');
    await type(page, 'gpuLayers', '12');
    await value('gpuLayers').toBe(12);
    await type(page, 'gpuLayers', 'many');
    await page.getByTestId('gpuLayers-wrong').waitFor();
    await type(page, 'devices', '0，1');
    await value('devices').toEqual([0, 1]);
    await page.getByTestId('lora-add').click();
    await value('lora').toEqual([{ path: 'models/chosen.gguf' }]);
    await type(page, 'lora.0.scale', '-2.5');
    await value('lora').toEqual([{ path: 'models/chosen.gguf', scale: -2.5 }]);
    await page.getByTestId('lora.0-remove').click();
    await value('lora').toBe(undefined);
    await page.close();
  });

  it('of a list adds, changes and removes', async () => {
    const { page, host } = await show(TWO_BOTS, 'Owl');
    const stop = () =>
      expect.poll(() => (host.entry('Owl')?.['sampling'] as { stop?: unknown }).stop);
    await type(page, 'sampling.stop.0', '</s>');
    await stop().toEqual(['</s>']);
    await page.getByTestId('sampling.stop-add').click();
    await type(page, 'sampling.stop.1', ' Human:');
    await stop().toEqual(['</s>', ' Human:']);
    await page.getByTestId('sampling.stop.0-remove').click();
    await stop().toEqual([' Human:']);
    await page.getByTestId('sampling.stop.0-remove').click();
    await stop().toBe(undefined);
    await page.close();
  });

  it('of a chat template takes a family, a text, or three', async () => {
    const { page, host } = await show(TWO_BOTS, 'Owl');
    await unfold(page);
    const template = () => expect.poll(() => host.entry('Owl')?.['template']);
    await field(page, 'template').selectOption('family');
    await type(page, 'template.family', 'chatml');
    await template().toBe('chatml');
    await field(page, 'template').selectOption('prompts');
    await template().toMatchObject({ user_prompt: 'Human: {}\n' });
    await field(page, 'template.user_prompt').fill('U: {}\n');
    await field(page, 'template.user_prompt').blur();
    await template().toMatchObject({ user_prompt: 'U: {}\n', bot_prompt: 'Assistant: {}\n' });
    await field(page, 'template').selectOption('jinja');
    await field(page, 'template.jinja').fill('{{ messages }}');
    await field(page, 'template.jinja').blur();
    await template().toBe('{{ messages }}');
    await field(page, 'template').selectOption('own');
    await template().toBe(undefined);
    await page.close();
  });

  it.each(['own', 'prompts'])(
    'of a chat template says why it cannot be %s, and shows what is',
    async way => {
      const text = TWO_BOTS.replace('"sampling"', '"template": "chatml", "sampling"');
      const { page, host } = await show(text, 'Owl', {
        calls: {
          'entry/change': () => {
            throw new Error('The file is read-only.');
          },
        },
      });
      await unfold(page);
      const chosen = () =>
        field(page, 'template').evaluate(select => (select as HTMLSelectElement).selectedIndex);
      const before = await chosen();
      await field(page, 'template').selectOption({ index: way === 'own' ? 0 : 3 });
      await page.getByTestId('notice').waitFor();
      expect(await page.getByTestId('notice').textContent()).toContain('read-only');
      await expect.poll(chosen).toBe(before);
      expect(host.text).toBe(text);
      await page.close();
    },
  );

  it('of a server writes its value', async () => {
    const { page, host } = await show(TWO_BOTS, 'Far');
    await unfold(page);
    const value = (key: string) => expect.poll(() => host.entry('Far')?.[key]);
    await page.getByTestId('baseUrl-add').click();
    await type(page, 'baseUrl.1', 'http://127.0.0.1:10/v1');
    await value('baseUrl').toEqual(['http://127.0.0.1:9/v1', 'http://127.0.0.1:10/v1']);
    await page.getByTestId('baseUrl.0-remove').click();
    await value('baseUrl').toBe('http://127.0.0.1:10/v1');
    await field(page, 'stream').uncheck();
    await value('stream').toBe(false);
    await type(page, 'headers.new', 'X-Team');
    await type(page, 'headers.0.value', 'zoo');
    await value('headers').toEqual({ 'X-Team': 'zoo' });
    await field(page, 'extraBody').fill('{ "stop_token_ids": [1] }');
    await field(page, 'extraBody').blur();
    await value('extraBody').toEqual({ stop_token_ids: [1] });
    await field(page, 'extraBody').fill('{ "stop_token_ids": ');
    await field(page, 'extraBody').blur();
    await page.getByTestId('extraBody-wrong').waitFor();
    await value('extraBody').toEqual({ stop_token_ids: [1] });
    await page.close();
  });
});

describe('a secret', () => {
  it('goes to the host once, and never comes back', async () => {
    const { page, host } = await show(TWO_BOTS, 'Far');
    await unfold(page);
    await type(page, 'secretHeaders.0', 'X-Pass');
    await page.getByTestId('header-0-X-Pass').fill('pass-5678');
    await page.getByTestId('header-0-X-Pass-store').click();
    await page.getByTestId('key-0').fill('sk-1234');
    await page.getByTestId('key-0').press('Enter');
    const state = page.getByTestId('key-0-state');
    await expect.poll(() => state.textContent()).toBe('stored');
    expect([...host.secrets.values()].sort()).toEqual(['pass-5678', 'sk-1234']);
    expect(await page.getByTestId('key-0').getAttribute('type')).toBe('password');
    expect(await page.getByTestId('key-0').inputValue()).toBe('');
    const kept = JSON.stringify(await page.evaluate('keptState'));
    for (const place of [JSON.stringify(host.sent), host.text, await page.content(), kept]) {
      expect(place).not.toMatch(/sk-1234|pass-5678/);
    }
    await page.getByTestId('key-0-forget').click();
    await expect.poll(() => state.textContent()).toBe('none is stored');
    expect([...host.secrets.values()]).toEqual(['pass-5678']);
    await page.close();
  });
});

describe('a draft', () => {
  it('is in the settings once it is added, and its form is of that bot then', async () => {
    const draft = { name: 'Fresh', kind: 'llama' };
    const { page, host } = await show(TWO_BOTS, draft);
    expect(await page.getByTestId('modelPath-problem').count()).toBe(0);
    await type(page, 'modelPath', 'fresh.gguf');
    await type(page, 'sampling.topK', '9');
    await expect.poll(() => page.evaluate('keptState.draft.sampling')).toEqual({ topK: 9 });
    expect(host.text).toBe(TWO_BOTS);
    await page.getByTestId('add').click();
    await page.getByRole('heading', { name: 'Fresh' }).waitFor();
    expect(host.entry('Fresh')).toEqual({
      name: 'Fresh',
      kind: 'llama',
      modelPath: 'fresh.gguf',
      sampling: { topK: 9 },
    });
    expect(await page.evaluate('keptState.botName')).toBe('Fresh');
    await page.close();
  });

  it('under a name that is taken is not added, and the page says so', async () => {
    const { page, host } = await show(TWO_BOTS, { name: 'Owl', kind: 'llama' });
    await page.getByTestId('add').click();
    await page.getByTestId('notice').waitFor();
    expect(await page.getByTestId('notice').textContent()).toContain('Another bot');
    expect(host.text).toBe(TWO_BOTS);
    await page.close();
  });
});
