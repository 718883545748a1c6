import { describe, expect, it } from 'vitest';
import { fingerprintOf, modelNameOf } from '../../../src/bots/fingerprint.ts';
import { parseBots } from '../../../src/bots/parseBots.ts';
import { inEnglish } from '../../../src/core/text.ts';

const parse = (entry: object) =>
  parseBots([{ name: 'C', kind: 'custom', ...entry }], {
    t: inEnglish,
    resolvePath: path => `/workspace/${path}`,
  });

const specOf = (entry: object) => {
  const { bots, problems } = parse(entry);
  expect(problems).toEqual([]);
  return bots[0]!;
};

describe('an entry of the kind custom', () => {
  it.each(['bots/a.mjs', 'bots/a.cjs', 'bots/a.JS'])('is read: %s', modulePath => {
    const spec = specOf({ modulePath, settings: { tone: 'dry' } });
    expect(spec).toMatchObject({
      modulePath: `/workspace/${modulePath}`,
      settings: { tone: 'dry' },
      timeoutSeconds: 120,
    });
    expect(modelNameOf(spec)).toBe(modulePath.slice('bots/'.length));
  });

  it.each([
    [{}, 'chatzoo.bots[0].modulePath', /ends in \.mjs, \.cjs or \.js/],
    [{ modulePath: 'bot.py' }, 'chatzoo.bots[0].modulePath', /ends in \.mjs/],
    [{ modulePath: 'a.mjs', settings: [1] }, 'chatzoo.bots[0].settings', /an object/],
    [{ modulePath: 'a.mjs', modelPath: 'x' }, 'chatzoo.bots[0].modelPath', /one of/],
  ])('is told what is wrong: %j', (entry, path, expected) => {
    expect(parse(entry).problems).toEqual([
      expect.objectContaining({ path, expected: expect.stringMatching(expected) as string }),
    ]);
  });

  it('has a fingerprint of its file and settings, without folders', () => {
    const plain = fingerprintOf(specOf({ modulePath: 'a.mjs' }));
    for (const same of [
      { modulePath: 'elsewhere/a.mjs' },
      { modulePath: 'a.mjs', settings: {} },
      { modulePath: 'a.mjs', timeoutSeconds: 9 },
    ]) {
      expect(fingerprintOf(specOf(same))).toBe(plain);
    }
    for (const other of [
      { modulePath: 'b.mjs' },
      { modulePath: 'a.mjs', settings: { version: 2 } },
      { modulePath: 'a.mjs', systemPrompt: 'Be kind.' },
      { modulePath: 'a.mjs', sampling: { seed: 1 } },
    ]) {
      expect(fingerprintOf(specOf(other))).not.toBe(plain);
    }
  });
});
