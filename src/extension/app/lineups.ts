import type { BotSpec } from '../../bots/botSpec.ts';
import { MAX_NAME } from '../../bots/settingLimits.ts';
import { showValue, type SettingProblem } from '../../bots/settingProblem.ts';
import type { Translate } from '../../core/text.ts';

/** Bots that take seats together, under a name. */
export interface Lineup {
  readonly name: string;
  /** Names of bots, in the order of their seats. */
  readonly bots: readonly string[];
}

/** Most bots of one line-up: as many as there are letters for seats. */
export const MAX_LINEUP_BOTS = 26;
const SETTING = 'chatzoo.lineups';

/** Checks the setting `chatzoo.lineups`; a wrong line-up is left out and reported, the others work. */
export function parseLineups(
  raw: unknown,
  t: Translate,
): { readonly lineups: readonly Lineup[]; readonly problems: readonly SettingProblem[] } {
  if (raw === undefined) return { lineups: [], problems: [] };
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    const expected = t('an object with a list of bots under each name');
    return { lineups: [], problems: [{ path: SETTING, found: showValue(raw), expected }] };
  }
  const lineups: Lineup[] = [];
  const problems: SettingProblem[] = [];
  for (const [name, bots] of Object.entries(raw as Readonly<Record<string, unknown>>)) {
    const path = `${SETTING}.${name.slice(0, MAX_NAME)}`;
    if (!isLineupName(name)) {
      const expected = t('one line of at most {0} characters', MAX_NAME);
      problems.push({ path, found: showValue(name), expected });
    } else if (!isListOfNames(bots)) {
      const expected = t('a list of 1 to {0} names of bots, none of them twice', MAX_LINEUP_BOTS);
      problems.push({ path, found: showValue(bots), expected });
    } else lineups.push({ name, bots: bots.map(bot => bot.trim()) });
  }
  return { lineups, problems };
}

/** Whether a line-up may be called so. */
export function isLineupName(name: string): boolean {
  return name.trim() !== '' && name.length <= MAX_NAME && !/\p{Cc}/u.test(name);
}

function isListOfNames(value: unknown): value is readonly string[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > MAX_LINEUP_BOTS) return false;
  if (!value.every(name => typeof name === 'string' && name.trim() !== '')) return false;
  return new Set((value as readonly string[]).map(name => name.trim())).size === value.length;
}

/** Where it is kept which line-up was used last. */
interface LineupMemory {
  get(): string | undefined;
  set(name: string | undefined): PromiseLike<void>;
}

interface Parts {
  readonly settings: () => {
    readonly bots: readonly BotSpec[];
    readonly lineups: readonly Lineup[];
  };
  readonly memory: LineupMemory;
}

/** Which bots take seats in a new session. */
export class Lineups {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** In the order of the settings. */
  all(): readonly Lineup[] {
    return this.#parts.settings().lineups;
  }

  /** The one that was used last, if it is still there; without one all bots take seats. */
  get current(): Lineup | undefined {
    const name = this.#parts.memory.get();
    return this.all().find(lineup => lineup.name === name);
  }

  /** New sessions have these bots from now on; undefined: all. */
  async use(name: string | undefined): Promise<void> {
    await this.#parts.memory.set(name);
  }

  /** The bots of the line-up that are configured, in its order. */
  botsOf(lineup: Lineup): readonly BotSpec[] {
    const { bots } = this.#parts.settings();
    return lineup.bots.flatMap(name => bots.find(bot => bot.name === name) ?? []);
  }

  /** The names in the line-up that no bot has. */
  missingIn(lineup: Lineup): readonly string[] {
    const { bots } = this.#parts.settings();
    return lineup.bots.filter(name => !bots.some(bot => bot.name === name));
  }

  /** The bots of a new session; all that are configured if of the current line-up none is left. */
  seated(): readonly BotSpec[] {
    const { current } = this;
    const bots = current ? this.botsOf(current) : [];
    return bots.length > 0 ? bots : this.#parts.settings().bots;
  }
}
