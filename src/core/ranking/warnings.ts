import type { BoardWarning } from './board.ts';
import { compareText } from './canonicalOrder.ts';
import { alikeNames } from './grouping.ts';
import type { BoardOptions } from './options.ts';
import type { Rated } from './rate.ts';

/** What the reader must know of the ratings before believing them. */
export function ratingWarnings(
  { fit, style, rounds }: Rated,
  names: readonly string[],
  options: BoardOptions,
): BoardWarning[] {
  const warnings: BoardWarning[] = [];
  const named = (bots: readonly number[]): string[] =>
    bots.map(bot => names[bot] ?? '').sort(compareText);
  if (fit.islands.length > 1) {
    warnings.push({ kind: 'islands', groups: fit.islands.map(named) });
  }
  // Online Elo stays finite whoever wins, and has no prior.
  if (rounds !== undefined) {
    return rounds < options.rounds ? [...warnings, { kind: 'fewerRounds', rounds }] : warnings;
  }
  if (fit.unbeaten.length > 0) warnings.push({ kind: 'unbeaten', names: named(fit.unbeaten) });
  if (fit.winless.length > 0) warnings.push({ kind: 'winless', names: named(fit.winless) });
  if (fit.priorTies > 0) warnings.push({ kind: 'prior', ties: fit.priorTies });
  if (!style) return warnings;
  warnings.push(...style.dropped.map(dropped => ({ kind: 'noVariance' as const, ...dropped })));
  if (style.isHeld) warnings.push({ kind: 'styleDecides' });
  const unused = [
    ...(options.ties === 'davidson' ? ['ties' as const] : []),
    ...(options.intervals === 'bootstrap' ? ['intervals' as const] : []),
  ];
  if (unused.length > 0) warnings.push({ kind: 'notWithStyle', options: unused });
  return warnings;
}

/** What can be said of the names alone. */
export function nameWarnings(
  names: readonly string[],
  anchor: BoardOptions['anchor'],
): BoardWarning[] {
  const missing = anchor !== undefined && !names.includes(anchor.name);
  return [
    ...(missing ? [{ kind: 'anchorMissing' as const, name: anchor.name }] : []),
    ...alikeNames(names).map(alike => ({ kind: 'alike' as const, names: alike })),
  ];
}
