import { OUTCOME, type BattleColumns } from '../battleColumns.ts';
import { verdictOf } from '../../formats/import/foreign/battleVerdict.ts';
import { looksLikeLmArena } from '../../formats/import/foreign/lmArenaRow.ts';
import { instantOf, LAST_NUMBER } from '../../formats/import/foreign/time.ts';
import { ByteWords } from './byteWords.ts';
import type { Decode } from './bytes.ts';

/** The columns number their bots in 16 bits. */
export const MOST_BOTS = 65_536;

/** More bots than the columns can number; nothing can be ranked. */
export class TooManyBots extends Error {
  override readonly name = 'TooManyBots';
}

/** The time of a battle whose row says none: before all that say one. */
export const NO_TIME = -Infinity;

type Outcome = (typeof OUTCOME)[keyof typeof OUTCOME];

/** A row by the names of its columns. */
type Fields = Readonly<Record<string, unknown>>;

/** Battles as they are read: columns that grow. */
export class BattleRows {
  /** The bots' names. */
  readonly words: ByteWords;
  /** Who judged; the first is nobody in particular. */
  readonly voters: ByteWords;
  /** Battles of a bot against itself: read, and left out. */
  selfBattles = 0;
  #size = 0;
  #a = new Uint16Array(1024);
  #b = new Uint16Array(1024);
  #outcome = new Uint8Array(1024);
  /** Made for the first row that says a time: it is the widest column. */
  #time: Float64Array | undefined;
  /** Made for the first row that names somebody. */
  #voter: Uint32Array | undefined;

  constructor(decode: Decode) {
    this.words = new ByteWords(decode);
    this.voters = new ByteWords(decode);
    this.voters.numberOfText('');
  }

  /**
   * @param time milliseconds since 1970, or {@link NO_TIME}.
   * @param voter a number of {@link voters}.
   * @throws TooManyBots
   */
  add(a: number, b: number, outcome: number, time: number, voter: number): void {
    if (a >= MOST_BOTS || b >= MOST_BOTS) throw new TooManyBots();
    if (a === b) {
      this.selfBattles++;
      return;
    }
    if (this.#size === this.#a.length) this.#grow();
    const at = this.#size++;
    this.#a[at] = a;
    this.#b[at] = b;
    this.#outcome[at] = outcome;
    if (time !== NO_TIME) this.#time ??= new Float64Array(this.#a.length).fill(NO_TIME);
    if (this.#time) this.#time[at] = time;
    if (voter > 0) this.#voter ??= new Uint32Array(this.#a.length);
    if (this.#voter) this.#voter[at] = voter;
  }

  /**
   * Adds what a row's fields say: `model_a`, `model_b`, `winner` and, if they are there,
   * `tstamp` and `judge`.
   *
   * @returns why the row cannot be counted.
   * @throws TooManyBots
   */
  addFields(fields: Fields): string | undefined {
    const { model_a: a, model_b: b, winner, tstamp, judge } = fields;
    if (typeof a !== 'string' || a === '') return 'model_a is missing or no text';
    if (typeof b !== 'string' || b === '') return 'model_b is missing or no text';
    if (typeof winner !== 'string') return 'winner is missing or no text';
    const outcome = outcomeOf(winner, fields);
    if (outcome === undefined) return `the winner "${winner.slice(0, 80)}" is none that is known`;
    const time = timeOf(tstamp);
    if (time === undefined) return 'tstamp is no time';
    const { words } = this;
    const voter = typeof judge === 'string' || typeof judge === 'number' ? String(judge) : '';
    const who = this.voters.numberOfText(voter);
    this.add(words.numberOfText(a), words.numberOfText(b), outcome, time, who);
    return undefined;
  }

  /** The columns so far, in the order of adding. */
  columns(): {
    readonly battles: BattleColumns;
    readonly times: Float64Array | undefined;
    readonly voter: Uint32Array | undefined;
  } {
    const size = this.#size;
    return {
      battles: {
        bots: this.words.texts.length,
        a: this.#a.slice(0, size),
        b: this.#b.slice(0, size),
        outcome: this.#outcome.slice(0, size),
      },
      times: this.#time?.slice(0, size),
      voter: this.#voter?.slice(0, size),
    };
  }

  #grow(): void {
    const room = 2 * this.#a.length;
    const into = <T extends Uint16Array | Uint8Array | Uint32Array | Float64Array>(
      larger: T,
      old: T,
    ): T => {
      larger.set(old);
      return larger;
    };
    this.#a = into(new Uint16Array(room), this.#a);
    this.#b = into(new Uint16Array(room), this.#b);
    this.#outcome = into(new Uint8Array(room), this.#outcome);
    if (this.#time) this.#time = into(new Float64Array(room).fill(NO_TIME), this.#time);
    if (this.#voter) this.#voter = into(new Uint32Array(room), this.#voter);
  }
}

/** What only LMArena's data sets say; elsewhere it may mean anything. */
const LMARENA_WORDS = ['both_bad', 'bothbad'];

/** FastChat's words for how a battle ended and ChatZoo's, and LMArena's in rows of its own. */
function outcomeOf(winner: string, fields: Fields): Outcome | undefined {
  if (LMARENA_WORDS.includes(winner) && !looksLikeLmArena(fields)) return undefined;
  const verdict = verdictOf(winner);
  switch (verdict?.kind) {
    case 'best':
      return verdict.winner === 'A' ? OUTCOME.aWins : OUTCOME.bWins;
    case 'allGood':
      return OUTCOME.tie;
    case 'allBad':
      return OUTCOME.bothBad;
    default:
      return undefined;
  }
}

/** The instant that a row means, {@link NO_TIME} where it says nothing, undefined if it is none. */
function timeOf(value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return NO_TIME;
  if (typeof value === 'string' && !NUMBER.test(value)) return instantOf(value);
  const number = typeof value === 'string' ? Number(value) : value;
  const isTime = typeof number === 'number' && number >= 0 && number <= LAST_NUMBER;
  return isTime ? millisOf(number) : undefined;
}
const NUMBER = /^\d+(\.\d*)?(e[+-]?\d+)?$/i;

/**
 * Milliseconds of a number that is in seconds, milli-, micro- or nanoseconds, as its size tells. Not
 * rounded, unlike what is imported: only the order counts, and FastChat's times are finer.
 */
export function millisOf(value: number): number {
  if (value < 1e11) return value * 1000;
  if (value < 1e14) return value;
  return value < 1e17 ? value / 1e3 : value / 1e6;
}
