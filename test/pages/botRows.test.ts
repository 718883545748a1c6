import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { botPages, field, TWO_BOTS, type } from '../support/pageHarness/botPages.ts';

const show = botPages();

const withStops = (...stops: readonly string[]): string =>
  TWO_BOTS.replace('"temperature": 0.5', `"stop": ${JSON.stringify(stops)}`);
const withHeaders = (headers: Readonly<Record<string, string>>): string =>
  TWO_BOTS.replace('"model": "m"', `"model": "m", "headers": ${JSON.stringify(headers)}`);

/** The test id of what has the focus. */
const focused = (page: Page) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-testid')));

describe('a secret that is written among the headers', () => {
  // What is wrong is unfolded.
  const HEADERS = { Authorization: 'Bearer real-1234', 'X-Team': 'zoo' };

  it('stays what it is while others are added, renamed, changed and removed', async () => {
    const { page, host } = await show(withHeaders(HEADERS), 'Far');
    const headers = () => expect.poll(() => host.entry('Far')?.['headers']);
    await page.getByTestId('headers-add').click();
    await type(page, 'headers.new', 'X-New');
    await headers().toEqual({ ...HEADERS, 'X-New': '' });
    await type(page, 'headers.2.value', 'fresh');
    await type(page, 'headers.1.name', 'X-Group');
    await headers().toEqual({
      Authorization: 'Bearer real-1234',
      'X-New': 'fresh',
      'X-Group': 'zoo',
    });
    await page.getByTestId('headers.1-remove').click();
    await headers().toEqual({ Authorization: 'Bearer real-1234', 'X-Group': 'zoo' });
    expect(JSON.stringify(host.sent)).not.toContain('real-1234');
    await page.close();
  });

  it('keeps its value under another name, and goes with its name', async () => {
    const { page, host } = await show(withHeaders(HEADERS), 'Far');
    const headers = () => expect.poll(() => host.entry('Far')?.['headers']);
    await type(page, 'headers.0.name', 'Proxy-Authorization');
    await headers().toEqual({ 'X-Team': 'zoo', 'Proxy-Authorization': 'Bearer real-1234' });
    await page.getByTestId('headers.1-remove').click();
    await headers().toEqual({ 'X-Team': 'zoo' });
    await page.getByTestId('headers.0-remove').click();
    await headers().toBe(undefined);
    await page.close();
  });
});

describe('a text with a line break', () => {
  it('is seen, typed and kept, as in JSON', async () => {
    const { page, host } = await show(withStops('\nHuman:', '\n\n', 'C:\\'), 'Owl');
    const stops = () =>
      expect.poll(() => (host.entry('Owl')?.['sampling'] as { stop?: unknown }).stop);
    expect(await field(page, 'sampling.stop.0').inputValue()).toBe('\\nHuman:');
    expect(await field(page, 'sampling.stop.1').inputValue()).toBe('\\n\\n');
    expect(await field(page, 'sampling.stop.2').inputValue()).toBe('C:\\\\');
    await field(page, 'sampling.stop.0').focus();
    await page.keyboard.press('End');
    await page.keyboard.type(' ');
    await page.keyboard.press('Enter');
    await stops().toEqual(['\nHuman: ', '\n\n', 'C:\\']);
    await type(page, 'sampling.stop.2', '"\\t\\u000a"');
    await stops().toEqual(['\nHuman: ', '\n\n', '"\t\n"']);
    await type(page, 'sampling.stop.1', '\\q');
    await page.getByTestId('sampling.stop.1-wrong').waitFor();
    await stops().toEqual(['\nHuman: ', '\n\n', '"\t\n"']);
    await page.close();
  });
});

describe('changes that come before the answer to the last one', () => {
  /** Types into a field, leaves it and clicks a button, without a moment between. */
  const typeAndClick = (page: Page, id: string, text: string, button: string): Promise<void> =>
    page.evaluate(
      ([id, text, button]) => {
        const at = (name: string) => document.querySelector<HTMLElement>(`[data-testid="${name}"]`);
        const input = at(id) as HTMLInputElement;
        input.value = text;
        input.dispatchEvent(new Event('input', { bubbles: true }));
        input.dispatchEvent(new Event('change', { bubbles: true }));
        at(button)?.click();
      },
      [id, text, button] as const,
    );

  it('of a list of texts are all there', async () => {
    const { page, host } = await show(withStops('one', 'two', 'three'), 'Owl');
    const stops = () =>
      expect.poll(() => (host.entry('Owl')?.['sampling'] as { stop?: unknown }).stop);
    await typeAndClick(page, 'sampling.stop.0', 'first', 'sampling.stop.1-remove');
    await stops().toEqual(['first', 'three']);
    await typeAndClick(page, 'sampling.stop.1', 'third', 'sampling.stop.0-remove');
    await stops().toEqual(['third']);
    await page.close();
  });

  it('remove one row, however often the button of one is pressed', async () => {
    const { page, host } = await show(withStops('one', 'two', 'three'), 'Owl');
    await page.evaluate(() => {
      const button = document.querySelector<HTMLElement>('[data-testid="sampling.stop.0-remove"]');
      button?.click();
      button?.click();
    });
    await type(page, 'sampling.topK', '9');
    await expect
      .poll(() => host.entry('Owl')?.['sampling'])
      .toEqual({
        stop: ['two', 'three'],
        topK: 9,
      });
    await page.close();
  });

  it('of adapters are all there', async () => {
    const lora = [{ path: 'a.gguf' }, { path: 'b.gguf' }];
    const text = TWO_BOTS.replace('"sampling"', `"lora": ${JSON.stringify(lora)}, "sampling"`);
    const { page, host } = await show(text, 'Owl');
    await typeAndClick(page, 'lora.0.scale', '2', 'lora.1-remove');
    await expect.poll(() => host.entry('Owl')?.['lora']).toEqual([{ path: 'a.gguf', scale: 2 }]);
    await page.close();
  });
});

describe('what is typed and cannot be taken over', () => {
  it('goes with its row, and stands in no other', async () => {
    const { page, host } = await show(withStops('one', 'two', 'three'), 'Owl');
    await type(page, 'sampling.stop.0', 'zero\\q');
    await page.getByTestId('sampling.stop.0-wrong').waitFor();
    await type(page, 'sampling.stop.1', '\\q');
    await page.getByTestId('sampling.stop.1-wrong').waitFor();
    await page.getByTestId('sampling.stop.1-remove').click();
    await expect
      .poll(() => host.entry('Owl')?.['sampling'])
      .toEqual({
        stop: ['one', 'three'],
      });
    await expect.poll(() => field(page, 'sampling.stop.1').inputValue()).toBe('three');
    expect(await page.getByTestId('sampling.stop.1-wrong').count()).toBe(0);
    expect(await field(page, 'sampling.stop.0').inputValue()).toBe('zero\\q');
    expect(await page.evaluate('keptState.typed')).toEqual({ 'sampling.stop.0': 'zero\\q' });
    await page.close();
  });

  it('goes with its adapter', async () => {
    const lora = [{ path: 'a.gguf' }, { path: 'b.gguf', scale: 2 }];
    const text = TWO_BOTS.replace('"sampling"', `"lora": ${JSON.stringify(lora)}, "sampling"`);
    const { page, host } = await show(text, 'Owl');
    await page.getByTestId('advanced').locator('summary').click();
    await type(page, 'lora.0.scale', 'much');
    await page.getByTestId('lora.0.scale-wrong').waitFor();
    await page.getByTestId('lora.0-remove').click();
    await expect.poll(() => host.entry('Owl')?.['lora']).toEqual([{ path: 'b.gguf', scale: 2 }]);
    await expect.poll(() => field(page, 'lora.0.scale').inputValue()).toBe('2');
    expect(await page.evaluate('keptState.typed')).toEqual({});
    await page.close();
  });
});

describe('by keyboard', () => {
  it('the focus goes to the row that is added, and from one that is removed to the next', async () => {
    const { page } = await show(withStops('one', 'two'), 'Owl');
    await page.getByTestId('sampling.stop-add').focus();
    await page.keyboard.press('Enter');
    await focused(page).toBe('sampling.stop.2');
    await page.keyboard.type('three');
    await page.keyboard.press('Enter');
    await field(page, 'sampling.stop.2').and(page.locator(':focus')).waitFor();
    await page.getByTestId('sampling.stop.1-remove').focus();
    await page.keyboard.press('Enter');
    await focused(page).toBe('sampling.stop.1');
    expect(await field(page, 'sampling.stop.1').inputValue()).toBe('three');
    await page.getByTestId('sampling.stop.1-remove').focus();
    await page.keyboard.press('Enter');
    await focused(page).toBe('sampling.stop-add');
    await page.getByTestId('sampling.stop.0-remove').focus();
    await page.keyboard.press('Enter');
    await focused(page).toBe('sampling.stop.0');
    await page.close();
  });

  it('the focus goes to the value of a header that is added', async () => {
    const { page, host } = await show(withHeaders({ 'X-Team': 'zoo' }), 'Far');
    await page.getByTestId('advanced').locator('summary').click();
    await page.getByTestId('headers-add').focus();
    await page.keyboard.press('Enter');
    await focused(page).toBe('headers.new');
    await page.keyboard.type('X-New');
    await page.keyboard.press('Enter');
    await focused(page).toBe('headers.1.value');
    await page.keyboard.type('fresh');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => host.entry('Far')?.['headers'])
      .toEqual({ 'X-Team': 'zoo', 'X-New': 'fresh' });
    await page.getByTestId('headers.1-remove').focus();
    await page.keyboard.press('Enter');
    await focused(page).toBe('headers-add');
    await page.close();
  });

  it('the focus stays at the value that goes back to its default', async () => {
    const { page } = await show(TWO_BOTS, 'Owl');
    await page.getByTestId('sampling.temperature-reset').focus();
    await page.keyboard.press('Enter');
    await focused(page).toBe('sampling.temperature');
    await page.close();
  });
});

describe('a bot that is gone', () => {
  it('is kept by the page as it was', async () => {
    const { page, host } = await show(TWO_BOTS, 'Owl');
    host.change('{ "chatzoo.bots": [] }');
    await page.getByTestId('gone').waitFor();
    expect(await page.evaluate('keptState')).toMatchObject({
      botName: 'Owl',
      was: { kind: 'llama', modelPath: 'owl.gguf', note: { by: 'us' } },
    });
    await page.close();
  });

  it('is not offered to be added again if only its name is known', async () => {
    const { page } = await show('{}', 'Nobody');
    await page.getByTestId('gone').waitFor();
    expect(await page.getByRole('button', { name: 'Add It Again' }).count()).toBe(0);
    await page.close();
  });
});
