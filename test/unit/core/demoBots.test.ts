import { describe, expect, it } from 'vitest';
import { parseBots } from '../../../src/bots/parseBots.ts';
import { areDemoBots } from '../../../src/core/demoBots.ts';
import { inEnglish } from '../../../src/core/text.ts';
import { demoEntries } from '../../../src/extension/app/demoEntries.ts';
import { seatAll } from '../../../src/extension/app/seating.ts';

const seated = (entries: readonly unknown[]) =>
  seatAll(
    parseBots(entries, {
      t: inEnglish,
      resolvePath: text => text.replace(/^demo:(\w+)$/, '/extension/media/zoo/$1.gguf'),
    }).bots,
  );

describe('the demo bots', () => {
  it('are known by their names and models once they have their seats', () => {
    expect(areDemoBots(seated(demoEntries()))).toBe(true);
    expect(areDemoBots(seated(demoEntries().slice(1)))).toBe(true);
  });

  it('are no longer alone with another bot, and no longer there under another name', () => {
    const other = { name: 'Mine', kind: 'llama', modelPath: '/models/owl.gguf' };
    expect(areDemoBots(seated([...demoEntries(), other]))).toBe(false);
    expect(areDemoBots(seated([other]))).toBe(false);
    expect(areDemoBots([])).toBe(false);
  });
});
