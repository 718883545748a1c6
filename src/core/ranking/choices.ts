import type { Ballot } from './ballot.ts';
import type { Board } from './board.ts';
import { busiest, count } from './busiest.ts';
import { compareText } from './canonicalOrder.ts';
import { isTime } from './castTime.ts';
import { knownGroupings } from './grouping.ts';

/** More are not looked through in a list, and make the board large. */
const MOST_CHOICES = 2000;

/** What the filters may choose from, over all ballots; of long lists what most ballots have. */
export function choicesOf(ballots: readonly Ballot[]): {
  readonly choices: Board['choices'];
  readonly more: Board['more']['choices'];
} {
  const tags = new Map<string, number>();
  const voters = new Map<string, number>();
  const languages = new Map<string, number>();
  const origins = new Map<string, number>();
  const promptSets = new Map<string, number>();
  const annotationModes = new Map<string, number>();
  let from = Infinity;
  let until = -Infinity;
  const bots: Ballot['shown'][number][] = [];
  for (const ballot of ballots) {
    for (const bot of ballot.shown) if (bot.sampling || bot.systemPrompt) bots.push(bot);
    for (const tag of ballot.tags) count(tags, tag);
    if (ballot.voter !== '') count(voters, ballot.voter);
    count(languages, ballot.language ?? 'unknown');
    // Made here is an origin too: ''.
    count(origins, ballot.origin ?? '');
    if (ballot.promptSet) count(promptSets, ballot.promptSet);
    if (ballot.annotationMode) count(annotationModes, ballot.annotationMode);
    if (!isTime(ballot.castAt)) continue;
    if (ballot.castAt < from) from = ballot.castAt;
    if (ballot.castAt > until) until = ballot.castAt;
  }
  const lists = { tags, voters, languages, origins, promptSets };
  const cut = each(lists, counts => busiest(counts, MOST_CHOICES));
  return {
    choices: {
      groupings: knownGroupings(bots),
      ...each(cut, ({ names }) => [...names].sort(compareText)),
      annotationModes: [...annotationModes.keys()].sort(compareText),
      ...(from <= until ? { from, until } : {}),
    },
    more: each(cut, ({ more }) => more),
  };
}

function each<K extends string, A, B>(record: Readonly<Record<K, A>>, of: (value: A) => B) {
  const entries = Object.entries<A>(record).map(([name, value]) => [name, of(value)]);
  return Object.fromEntries(entries) as Record<K, B>;
}
