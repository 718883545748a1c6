import { describe, expect, it } from 'vitest';
import { botPages, field, TWO_BOTS, type } from '../support/pageHarness/botPages.ts';

const show = botPages();

describe('a field', () => {
  it('writes into settings.json what is typed, and nothing else', async () => {
    const { page, host, complaints } = await show(TWO_BOTS, 'Owl');
    await type(page, 'sampling.temperature', '0.75');
    await page.getByTestId('said').filter({ hasText: 'Saved' }).waitFor({ state: 'attached' });
    expect(host.text).toBe(TWO_BOTS.replace('0.5', '0.75'));
    await type(page, 'contextSize', '2048');
    await expect.poll(() => host.entry('Owl')?.['contextSize']).toBe(2048);
    expect(host.text).toContain('// the wise one');
    expect(host.entry('Owl')?.['note']).toEqual({ by: 'us' });
    expect(complaints).toEqual([]);
    expect(host.bugs).toEqual([]);
    await page.close();
  });

  it('is written when it is left, by keyboard alone', async () => {
    const { page, host } = await show(TWO_BOTS, 'Owl');
    await field(page, 'name').focus();
    await page.keyboard.press('End');
    await page.keyboard.type('ette');
    await page.keyboard.press('Tab');
    await expect.poll(() => host.entry('Owlette')?.['kind']).toBe('llama');
    await page.getByRole('heading', { name: 'Owlette' }).waitFor();
    await page.close();
  });

  it.each([
    ['sampling.temperature', '5.1', /from 0 to 5/],
    ['sampling.topP', '0', /above 0/],
    ['sampling.topK', '1.5', /whole number/],
    ['sampling.seed', 'abc', /whole number from 0/],
    ['contextSize', '63', /64 or more/],
    ['sampling.maxTokens', '1,000', /whole number/],
    ['name', ' ', /cannot be empty/],
    ['name', 'Far', /Another bot/],
  ])('keeps what %s does not take, %s, and says why', async (id, text, why) => {
    const { page, host } = await show(TWO_BOTS, 'Owl');
    await type(page, id, text);
    const wrong = page.getByTestId(`${id}-wrong`);
    await wrong.waitFor();
    expect(await wrong.textContent()).toMatch(why);
    expect(await field(page, id).inputValue()).toBe(text);
    expect(await field(page, id).getAttribute('aria-invalid')).toBe('true');
    expect(host.text).toBe(TWO_BOTS);
    await page.close();
  });

  it('goes back to its default by a button, or by emptying it, and shows that default', async () => {
    const { page, host } = await show(TWO_BOTS, 'Owl');
    expect(await field(page, 'sampling.topK').getAttribute('placeholder')).toBe('40');
    await page.getByTestId('sampling.temperature-reset').click();
    await expect.poll(() => host.entry('Owl')?.['sampling']).toEqual({});
    await expect.poll(() => field(page, 'sampling.temperature').inputValue()).toBe('');
    expect(await field(page, 'sampling.temperature').getAttribute('placeholder')).toBe('0.8');
    expect(await page.getByTestId('sampling.temperature-reset').count()).toBe(0);
    await type(page, 'sampling.seed', '7');
    await expect.poll(() => host.entry('Owl')?.['sampling']).toEqual({ seed: 7 });
    await type(page, 'sampling.seed', '');
    await expect.poll(() => host.entry('Owl')?.['sampling']).toEqual({});
    await page.close();
  });

  it('shows what is wrong in the settings, and not once it is mended', async () => {
    const broken = TWO_BOTS.replace('0.5', '9');
    const { page } = await show(broken, 'Owl');
    const problem = page.getByTestId('sampling.temperature-problem');
    expect(await problem.textContent()).toMatch(/from 0 to 5/);
    await type(page, 'sampling.temperature', '1');
    await problem.waitFor({ state: 'detached' });
    await page.close();
  });
});

describe('the settings', () => {
  it('are shown as they change elsewhere', async () => {
    const { page, host } = await show(TWO_BOTS, 'Owl');
    host.change(TWO_BOTS.replace('0.5', '1.25').replace('owl.gguf', 'other.gguf'));
    await expect.poll(() => field(page, 'sampling.temperature').inputValue()).toBe('1.25');
    expect(await field(page, 'modelPath').inputValue()).toBe('other.gguf');
    await page.close();
  });

  it.each([
    ['Write Mine', '0.9'],
    ['Take Theirs', '1.25'],
  ])('that change while somebody types lose nothing: %s', async (button, kept) => {
    const { page, host } = await show(TWO_BOTS, 'Owl');
    await field(page, 'sampling.temperature').focus();
    await field(page, 'sampling.temperature').fill('0.9');
    // Left without a word: the field still has the focus.
    host.change(TWO_BOTS.replace('0.5', '1.25'));
    const conflict = page.getByTestId('sampling.temperature-conflict');
    await conflict.waitFor();
    expect(await field(page, 'sampling.temperature').inputValue()).toBe('0.9');
    expect(await conflict.textContent()).toContain('1.25');
    expect(host.text).toBe(TWO_BOTS.replace('0.5', '1.25'));
    await page.getByRole('button', { name: button }).click();
    await conflict.waitFor({ state: 'detached' });
    await expect.poll(() => host.entry('Owl')?.['sampling']).toEqual({ temperature: Number(kept) });
    await expect.poll(() => field(page, 'sampling.temperature').inputValue()).toBe(kept);
    await page.close();
  });

  it('without the bot leave it on the page, to be added again', async () => {
    const { page, host } = await show(TWO_BOTS, 'Owl');
    host.change('{ "chatzoo.bots": [] }');
    await page.getByTestId('gone').waitFor();
    await page.getByRole('button', { name: 'Add It Again' }).click();
    await page.getByTestId('gone').waitFor({ state: 'detached' });
    expect(host.entry('Owl')).toMatchObject({ modelPath: 'owl.gguf', note: { by: 'us' } });
    await page.close();
  });

  it('that hold more than the form knows are named and kept', async () => {
    const { page } = await show(TWO_BOTS, 'Owl');
    expect(await page.getByTestId('unknown').textContent()).toContain('note');
    await page.close();
  });

  it('are asked for once more when the page comes back, with what was typed last', async () => {
    const kept = { botName: 'Owl', typed: { 'sampling.topP': '0.3' } };
    const { page, host } = await show(TWO_BOTS, 'Owl', { kept });
    expect(await field(page, 'sampling.topP').inputValue()).toBe('0.3');
    await page.getByRole('button', { name: 'Write Mine' }).click();
    await expect
      .poll(() => host.entry('Owl')?.['sampling'])
      .toEqual({ temperature: 0.5, topP: 0.3 });
    expect(await page.evaluate('keptState')).toEqual({ botName: 'Owl', typed: {} });
    await page.close();
  });
});

it('tests the entry and says what came of it', async () => {
  const { page } = await show(TWO_BOTS, 'Far');
  await page.getByTestId('test').click();
  await expect.poll(() => page.getByTestId('outcome').textContent()).toContain('It works.');
  await page.close();
});

it('says no more what came of an entry once it is another', async () => {
  const { page, host } = await show(TWO_BOTS, 'Far');
  await page.getByTestId('test').click();
  await expect.poll(() => page.getByTestId('outcome').textContent()).toContain('It works.');
  await type(page, 'baseUrl.0', 'http://127.0.0.1:10/v1');
  await expect.poll(() => host.entry('Far')?.['baseUrl']).toBe('http://127.0.0.1:10/v1');
  await expect.poll(() => page.getByTestId('outcome').textContent()).toBe('');
  await page.close();
});

it('says no more what could not be done once something else could', async () => {
  const { page } = await show(TWO_BOTS, 'Owl', {
    calls: {
      'file/choose': () => {
        throw new Error('No window is open.');
      },
    },
  });
  await page.getByTestId('modelPath-choose').click();
  await page.getByTestId('notice').waitFor();
  await type(page, 'sampling.topK', '9');
  await page.getByTestId('notice').waitFor({ state: 'detached' });
  await page.close();
});

it('says that nobody answers', async () => {
  const { page } = await show(TWO_BOTS, 'Owl', {
    calls: {
      'form/get': () => {
        throw new Error('The settings are away.');
      },
    },
  });
  expect(await page.getByTestId('notice').textContent()).toContain('away');
  await page.close();
});
