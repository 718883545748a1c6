import type { Ballot, Contestant } from '../../../src/core/ranking/ballot.ts';
import type { Fingerprint, Seat, SessionId, TurnId, Verdict } from '../../../src/core/model.ts';
import { seededRandom } from '../../../src/core/std/random.ts';

const NAMES = [
  ['Qwen small', 'qwen2.5-0.5b-instruct-q4_k_m.gguf'],
  ['Llama', 'llama-3.2-1b-instruct-q4_k_m.gguf'],
  ['小模型', 'tiny-zh-q8_0.gguf'],
  ['Remote', 'gpt-4o-mini'],
  ['Parrot (demo, talks nonsense)', 'parrot-demo-f16.gguf'],
] as const;
const TAGS = ['poems', 'maths', 'code'] as const;
const LANGUAGES = ['English', 'Chinese', 'German'] as const;
const START = Date.UTC(2026, 0, 5, 9);
const DAY_MS = 24 * 60 * 60 * 1000;

interface BallotOptions {
  readonly bots: number;
  readonly votes: number;
  readonly voters?: number;
  /** Days over which the votes are spread. */
  readonly days?: number;
  readonly seed?: number;
}

/**
 * Votes as a board gets them, the same each time: later bots are weaker, longer answers win a little
 * more often, a few votes are flagged, some were cast with names in sight, and every fourth judges what
 * the one before has judged.
 */
export function sampleBallots(options: BallotOptions): Ballot[] {
  const { bots, votes, voters = 4, days = 30, seed = 7 } = options;
  const random = seededRandom(seed);
  const below = (count: number): number => Math.floor(random() * count);
  let thing = 0;
  let [a, b] = [0, 1];
  let shown: Contestant[] = [];
  return Array.from({ length: votes }, (_, index) => {
    if (index % 4 !== 3) {
      thing = index;
      [a, b] = twoBelow(bots, below);
      shown = [contestant(a, 'A', random), contestant(b, 'B', random)];
    }
    const longer = (shown[0]!.answer!.characters - shown[1]!.answer!.characters) / 1200;
    const strength = (b - a) / Math.max(3, bots / 4) + longer * 0.8;
    const leaked = random() < 0.04;
    return {
      id: `v${index}`,
      sessionId: `s${thing % 97}` as SessionId,
      turnId: `t${thing}` as TurnId,
      title: `Question ${thing % 97}`,
      castAt: START + Math.floor((index / votes) * days * DAY_MS),
      voter: index % 7 === 0 && voters > 1 ? 'Bo' : voterAt(below(voters)),
      verdict: verdictOf(strength, random),
      shown,
      blind: random() < 0.9,
      flags: leaked ? ['leakedIdentity'] : [],
      tags: [TAGS[below(TAGS.length)]!],
      annotationMode: 'reply',
      language: LANGUAGES[below(LANGUAGES.length)]!,
      turnIndex: below(3),
      asked: `q${thing % Math.ceil(votes / 2)}`,
    };
  });
}

function twoBelow(count: number, below: (count: number) => number): [number, number] {
  const a = below(count);
  return [a, (a + 1 + below(count - 1)) % count];
}

function voterAt(index: number): string {
  return ['Ann', 'Bo', '陈晨', 'Dora'][index] ?? `Voter ${index + 1}`;
}

function verdictOf(strength: number, random: () => number): Verdict {
  if (random() < 0.15) return { kind: random() < 0.6 ? 'allGood' : 'allBad' };
  const winner = random() < 1 / (1 + Math.exp(-strength)) ? 'A' : 'B';
  return { kind: 'best', winner };
}

function contestant(place: number, seat: Seat, random: () => number): Contestant {
  const [name, model] = NAMES[place] ?? [`Bot ${place + 1}`, `model-${place + 1}.gguf`];
  return {
    seat,
    name,
    kind: model.endsWith('.gguf') ? 'llama' : 'openai',
    model,
    fingerprint: (0x0a1b2c30 + place).toString(16).padStart(8, '0') as Fingerprint,
    sampling: { temperature: place % 2 === 0 ? 0.2 : 0.8 },
    answer: {
      characters: 120 + Math.floor(random() * 900),
      headers: Math.floor(random() * 3),
      lists: Math.floor(random() * 6),
      bold: Math.floor(random() * 5),
      tokensPerSecond: 20 + place * 1.5 + random() * 10,
      totalMs: 1000 + Math.floor(random() * 4000),
    },
  };
}
