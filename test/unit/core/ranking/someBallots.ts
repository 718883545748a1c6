import type { Fingerprint, SessionId, TurnId, Verdict } from '../../../../src/core/model.ts';
import type { AnswerFacts, Ballot, Contestant } from '../../../../src/core/ranking/ballot.ts';
import {
  BOARD_DEFAULTS,
  type BoardFilter,
  type BoardOptions,
} from '../../../../src/core/ranking/options.ts';
import { seatName } from '../../../../src/core/model.ts';
import { seededRandom } from '../../../../src/core/std/random.ts';

export const DAY = 86_400_000;
export const START = Date.UTC(2026, 0, 31, 12);

export function options(
  change: Partial<BoardOptions> = {},
  filter: Partial<BoardFilter> = {},
): BoardOptions {
  return { ...BOARD_DEFAULTS, ...change, filter: { ...BOARD_DEFAULTS.filter, ...filter } };
}

export function contestant(name: string, change: Partial<Contestant> = {}): Contestant {
  return {
    seat: 'A',
    name,
    kind: 'llama',
    model: `${name.toLowerCase()}.gguf`,
    fingerprint: `f-${name}` as Fingerprint,
    ...change,
  };
}

/** Bots side by side, in seats A, B, C … */
export function side(...names: readonly string[]): Contestant[] {
  return names.map((name, i) => contestant(name, { seat: seatName(i) }));
}

export function facts(change: Partial<AnswerFacts> = {}): AnswerFacts {
  return { characters: 100, headers: 0, lists: 0, bold: 0, ...change };
}

export function ballot(change: Partial<Ballot> = {}): Ballot {
  return {
    id: 'v',
    castAt: START,
    voter: 'ada',
    verdict: { kind: 'best', winner: 'A' },
    shown: side('Ant', 'Bee'),
    blind: true,
    flags: [],
    tags: [],
    ...change,
  };
}

/** `a` beats `b`, so many times. */
export function wins(a: string, b: string, times: number): Ballot[] {
  return Array.from({ length: times }, (_, i) =>
    ballot({ id: `${a}-${b}-${i}`, shown: side(a, b), castAt: START + i }),
  );
}

/** Votes by voters who see the bots' true strengths through noise; the same seed gives the same ones. */
export function simulated(
  bots: number,
  votes: number,
  { seed = 1, shown = 2, ties = 0.2, voters = 5 } = {},
): Ballot[] {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: votes }, (_, i): Ballot => {
    const chosen = new Set<number>();
    while (chosen.size < shown) chosen.add(below(bots));
    const noisy = [...chosen].map(bot => (bot / bots) * 3 - Math.log(-Math.log(random())));
    const winner = noisy.indexOf(Math.max(...noisy));
    const lot = random();
    const verdict: Verdict =
      lot < ties / 2
        ? { kind: 'allGood' }
        : lot < ties
          ? { kind: 'allBad' }
          : { kind: 'best', winner: seatName(winner) };
    return ballot({
      id: `v${i}`,
      sessionId: `s${i >> 1}` as SessionId,
      turnId: i % 3 === 0 ? undefined : (`t${i >> 1}` as TurnId),
      // Some at the same time.
      castAt: START + (i - (i % 4)) * 1000 * 60,
      voter: `voter ${below(voters)}`,
      verdict,
      shown: [...chosen].map((bot, place) =>
        contestant(`bot ${String(bot).padStart(4, '0')}`, {
          seat: seatName(place),
          answer: facts({
            characters: 10 + below(1000),
            lists: below(3),
            bold: below(3),
            headers: below(2),
            tokensPerSecond: 10 + below(50),
            totalMs: 100 + below(9000),
          }),
        }),
      ),
      blind: random() < 0.7,
      flags: random() < 0.03 ? ['leakedIdentity'] : [],
      tags: random() < 0.5 ? ['red'] : ['blue'],
      language: random() < 0.5 ? 'English' : 'Chinese',
      asked: `p${i >> 3}`,
    });
  });
}

/** The same things in another order. */
export function shuffled<T>(things: readonly T[], seed: number): T[] {
  const random = seededRandom(seed);
  return things
    .map(thing => ({ thing, lot: random() }))
    .sort((x, y) => x.lot - y.lot)
    .map(({ thing }) => thing);
}
