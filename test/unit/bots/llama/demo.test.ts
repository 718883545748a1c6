import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileChain, END, type Chain } from '../../../../scripts/demo/chain.mjs';
import { demoModel, writeDemoModels } from '../../../../scripts/demo/models.mjs';
import { owl } from '../../../../scripts/demo/owl.mjs';
import { parrot } from '../../../../scripts/demo/parrot.mjs';
import { seededRandom } from '../../../../scripts/demo/random.mjs';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'demo-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('writeDemoModels', () => {
  it('writes the same small files every time', async () => {
    const first = await writeDemoModels(folder);
    const again = await writeDemoModels(path.join(folder, 'again'));
    expect(first.map(({ name }) => name)).toEqual(['parrot', 'owl']);
    expect(again.map(({ sha256 }) => sha256)).toEqual(first.map(({ sha256 }) => sha256));
    for (const { file, bytes } of first) {
      expect((await readFile(file)).length).toBe(bytes);
      expect(bytes).toBeLessThan(500_000);
    }
  });

  it('leaves a file that somebody has open as it is, and puts a new one in its place', async () => {
    const used = path.join(folder, 'used');
    const [parrot] = await writeDemoModels(used);
    const { file, bytes } = parrot!;
    await writeFile(file, 'older');
    const older = await open(file);
    try {
      await writeDemoModels(used);
      expect(await older.readFile('utf8')).toBe('older');
    } finally {
      await older.close();
    }
    expect((await readFile(file)).length).toBe(bytes);
    expect((await readdir(used)).sort()).toEqual(['owl.gguf', 'parrot.gguf']);
  });

  it('writes other files for another seed', () => {
    expect(demoModel('owl', { seed: 2 }).equals(demoModel('owl'))).toBe(false);
  });
});

describe.each([
  ['parrot', parrot],
  ['owl', owl],
] as const)('the %s', (name, grammar) => {
  const chain = compileChain(grammar, { seed: 1, endless: false });

  it('can go on from every word and can end from every word', () => {
    const canEnd = new Set([END]);
    for (let grown = -1; grown !== canEnd.size;) {
      grown = canEnd.size;
      for (const [state, next] of chain.next.entries()) {
        if ([...next.keys()].some(piece => canEnd.has(piece))) canEnd.add(state - 1);
      }
    }
    expect(canEnd.size).toBe(chain.pieces.length + 1);
    for (const next of chain.next) {
      const total = [...next.values()].reduce((sum, probability) => sum + probability, 0);
      expect(total).toBeCloseTo(1, 12);
    }
  });

  it('says whole sentences of a sensible length', () => {
    const answers = Array.from({ length: 300 }, (_, seed) => walk(chain, seededRandom(seed)));
    const [whole, longest] =
      name === 'parrot' ? [/^[A-Z][^]*[.!?🦜]$/u, 150] : [/^[^a-z\s][^]*(```|[.。🦉])$/u, 40];
    for (const { text, tokens } of answers) {
      expect(text).toMatch(whole);
      expect(text.split('```').length % 2).toBe(1);
      expect(text.split('**').length % 2).toBe(1);
      expect(text).not.toMatch(/\ufffd|\|/);
      expect(tokens).toBeLessThan(longest);
    }
    expect(new Set(answers.map(({ text }) => text)).size).toBeGreaterThan(
      name === 'parrot' ? 295 : 150,
    );
  });

  it('never ends when it is to be endless', () => {
    const endless = compileChain(grammar, { seed: 1, endless: true });
    expect(endless.next.some(next => next.has(END))).toBe(false);
  });
});

it('refuses a grammar in which a token stands in two places', () => {
  const grammar = {
    start: { says: [], then: { a: 1 } },
    a: { says: ['x|y'], then: { b: 1 } },
    b: { says: ['y'], then: { end: 1 } },
  };
  expect(() => compileChain(grammar, { seed: 1, endless: false })).toThrow('["y"]');
});

/** Says one answer by drawing from the chain, as the model does at temperature 1. */
function walk({ pieces, next }: Chain, random: () => number): { text: string; tokens: number } {
  const said: Buffer[] = [];
  for (let state = 0; ;) {
    let rest = random();
    let drawn = END;
    for (const [piece, probability] of next[state]!) {
      drawn = piece;
      rest -= probability;
      if (rest < 0) break;
    }
    if (drawn === END) return { text: Buffer.concat(said).toString('utf8'), tokens: said.length };
    const piece = pieces[drawn]!;
    const byte = /^<0x(..)>$/.exec(piece)?.[1];
    said.push(byte === undefined ? Buffer.from(piece) : Buffer.from(byte, 'hex'));
    state = drawn + 1;
  }
}
