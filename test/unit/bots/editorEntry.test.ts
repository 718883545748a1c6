import { describe, expect, it } from 'vitest';
import { fingerprintOf, modelNameOf } from '../../../src/bots/fingerprint.ts';
import { parseBots } from '../../../src/bots/parseBots.ts';
import { inEnglish } from '../../../src/core/text.ts';

const parse = (entry: object) =>
  parseBots([{ name: 'E', kind: 'vscode', ...entry }], { t: inEnglish, resolvePath: path => path });

const specOf = (entry: object) => {
  const { bots, problems } = parse(entry);
  expect(problems).toEqual([]);
  return bots[0]!;
};

describe('an entry of the kind vscode', () => {
  it.each([
    [{ vendor: 'copilot' }, 'copilot'],
    [{ family: ' gpt-4o ' }, 'gpt-4o'],
    [{ vendor: 'copilot', family: 'gpt-4o', id: 'x' }, 'copilot/gpt-4o/x'],
  ])('is read: %j', (entry, model) => {
    const spec = specOf(entry);
    expect(spec).toMatchObject({ kind: 'vscode', timeoutSeconds: 120 });
    expect(modelNameOf(spec)).toBe(model);
  });

  it.each([
    [{}, 'chatzoo.bots[0].id', /at least one of vendor, family, id/],
    [{ vendor: '' }, 'chatzoo.bots[0].vendor', /a text such as copilot/],
    [{ vendor: 'a', family: 7 }, 'chatzoo.bots[0].family', /a text/],
    [{ id: 'a', timeoutSeconds: 0 }, 'chatzoo.bots[0].timeoutSeconds', /from 1 to 3600/],
  ])('is refused: %j', (entry, path, expected) => {
    const { bots, problems } = parse(entry);
    expect(bots).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({ path, expected: expect.stringMatching(expected) as string }),
    ]);
  });

  it('has a fingerprint of what names the model', () => {
    const prints = [
      { vendor: 'a' },
      { family: 'a' },
      { id: 'a' },
      { vendor: 'a', id: 'b' },
      { vendor: 'a', sampling: { topP: 0.5 } },
    ].map(entry => fingerprintOf(specOf(entry)));
    expect(new Set(prints).size).toBe(prints.length);
    expect(fingerprintOf(specOf({ vendor: 'a', timeoutSeconds: 5 }))).toBe(prints[0]);
  });
});
