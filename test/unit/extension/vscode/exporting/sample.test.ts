import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../src/core/text.ts';
import { previewText } from '../../../../../src/extension/vscode/exporting/previewText.ts';
import {
  sampleExport,
  sizeOf,
  type Sample,
} from '../../../../../src/extension/vscode/exporting/sample.ts';

/** Samples pieces of a session each; the clock ticks once a look. */
async function sampled(
  pieces: readonly string[],
  options: { tick?: number; abortAt?: number } = {},
): Promise<{ samples: Sample[]; pauses: number; given: number }> {
  const abort = new AbortController();
  const samples: Sample[] = [];
  let [given, time, pauses] = [0, 0, 0];
  async function* rendering(): AsyncIterable<string> {
    for (const piece of pieces) {
      given++;
      if (given === options.abortAt) abort.abort();
      yield await Promise.resolve(piece);
    }
  }
  await sampleExport(
    { pieces: rendering(), progress: () => ({ sessions: given, leftOut: new Map([['tie', 1]]) }) },
    {
      findings: () => [],
      clock: () => (time += options.tick ?? 0),
      pause: () => {
        pauses++;
        return Promise.resolve();
      },
      signal: abort.signal,
      onChange: sample => samples.push(sample),
    },
  );
  return { samples, pauses, given };
}

describe('sampleExport', () => {
  it('gives a small file whole', async () => {
    const { samples } = await sampled(['{', 'é', '}']);
    expect(samples).toEqual([
      {
        state: 'whole',
        text: '{é}',
        bytes: 4,
        sessions: 3,
        leftOut: new Map([['tie', 1]]),
        findings: [],
      },
    ]);
  });

  it('shows the beginning of a large one before it has read the rest', async () => {
    const piece = '🐜'.repeat(10_000);
    const { samples } = await sampled(Array.from({ length: 10 }, () => piece));
    expect(samples.map(({ state }) => state)).toEqual(['running', 'whole']);
    expect(samples[0]?.text).toBe('🐜'.repeat(32 * 1024));
    expect(samples[0]?.bytes).toBe(4 * 40_000);
    expect(samples[1]?.bytes).toBe(400_000);
  });

  it('never cuts a character in two', async () => {
    const { samples } = await sampled(['a' + '🐜'.repeat(50_000), 'end']);
    expect(samples.map(({ state }) => state)).toEqual(['running', 'whole']);
    for (const { text } of samples) expect(text).toBe('a' + '🐜'.repeat(32 * 1024 - 1));
  });

  it('lets others run, and stops to estimate what takes too long', async () => {
    const { samples, pauses, given } = await sampled(
      Array.from({ length: 10_000 }, () => 'x'),
      { tick: 10 },
    );
    expect(given).toBeLessThan(1_000);
    expect(pauses).toBeGreaterThan(50);
    expect(samples.at(-1)?.state).toBe('part');
    expect(sizeOf(samples.at(-1)!, 10_000)).toEqual({ bytes: 10_000, exact: false });
  });

  it('says nothing any more once it is aborted', async () => {
    const { samples, given } = await sampled(['a', 'b', 'c'], { abortAt: 2 });
    expect(samples).toEqual([]);
    expect(given).toBe(2);
  });
});

describe('previewText', () => {
  const sample = (change: Partial<Sample>): Sample => ({
    ...{ state: 'whole', text: 'ants', bytes: 4, sessions: 1 },
    ...{ leftOut: new Map(), findings: [] },
    ...change,
  });
  const of = { sessions: 10, language: 'en', extension: 'md' };

  it('is the file itself if that is all', () => {
    expect(previewText(sample({}), of, inEnglish)).toBe('ants');
  });

  it('says how much more there is', () => {
    expect(previewText(sample({ bytes: 3_004 }), of, inEnglish)).toBe(
      'ants\n\n… 3 kB more follow in the file\n',
    );
    expect(previewText(sample({ bytes: 3_004, state: 'part' }), of, inEnglish)).toBe(
      'ants\n\n… about 30 kB more follow\n',
    );
  });

  it('spreads rows of JSON Lines, and leaves a cut one as it is', () => {
    const text = '{"a":[1]}\n{"b":';
    expect(previewText(sample({ text, bytes: 20 }), { ...of, extension: 'jsonl' }, inEnglish)).toBe(
      '{\n  "a": [\n    1\n  ]\n}\n{"b":\n\n… 5 bytes more follow in the file\n',
    );
    expect(previewText(sample({ text: '{"a":1}', bytes: 7 }), of, inEnglish)).toBe('{"a":1}');
  });

  it('says so if the format keeps nothing', () => {
    expect(previewText(sample({ text: '', bytes: 0 }), of, inEnglish)).toBe(
      '… Nothing is left of these sessions in this format.\n',
    );
  });
});
