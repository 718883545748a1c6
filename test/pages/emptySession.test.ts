import { describe, expect, it } from 'vitest';
import { arenaPages } from '../support/pageHarness/arenaPages.ts';
import { sampleSession, seats } from '../support/pageHarness/samples.ts';

const show = arenaPages();

/** The demo bots, as sessions have them. */
const demoSeats = () => {
  const demo = { owl: 'Owl (toy)', finch: 'Finch (toy)', sloth: 'Sloth (toy)' };
  return Object.entries(demo).map(([model, name], index) => ({
    ...seats(3)[index]!,
    name,
    model: `${model}.gguf`,
    kind: 'llama' as const,
  }));
};

describe('a session without turns', () => {
  it('takes an example into the composer', async () => {
    const { page } = await show({ turns: [] });
    const example = page.locator('.example').first();
    await example.click();
    expect(await page.getByTestId('composer').inputValue()).toBe(await example.innerText());
    await page.close();
  });

  it('offers what the demo bots can answer, and says that they are toys', async () => {
    const { page } = await show({ turns: [], session: sampleSession({ seats: demoSeats() }) });
    const empty = page.getByTestId('empty');
    expect(await empty.innerText()).toMatch(/toys[^]*What does a panda eat\?/);
    await page.close();
  });

  it('offers other examples once a bot of the user is there', async () => {
    const session = sampleSession({ seats: [...demoSeats(), seats(4)[3]!] });
    const { page } = await show({ turns: [], session });
    expect(await page.getByTestId('empty').innerText()).not.toMatch(/toys|panda/);
    await page.close();
  });

  it('offers to add a model where there is none', async () => {
    const { host, page } = await show({ turns: [], session: sampleSession({ seats: [] }) });
    await page.getByText('Add a Model…').click();
    await expect.poll(() => host.bodiesOf('model/add')).toHaveLength(1);
    await page.getByText('Open Settings').click();
    await expect.poll(() => host.bodiesOf('settings/open')).toHaveLength(1);
    await page.close();
  });
});
