import type { BoardWarning } from './board.ts';
import { compareText } from './canonicalOrder.ts';
import type { Fit } from './fit/fit.ts';
import { alikeNames } from './grouping.ts';
import type { BoardOptions } from './options.ts';

/** What the reader must know of a fit before believing its numbers. */
export function fitWarnings(
  fit: Fit,
  names: readonly string[],
  method: BoardOptions['method'],
): BoardWarning[] {
  const warnings: BoardWarning[] = [];
  const named = (bots: readonly number[]): string[] =>
    bots.map(bot => names[bot] ?? '').sort(compareText);
  if (fit.islands.length > 1) {
    warnings.push({ kind: 'islands', groups: fit.islands.map(named) });
  }
  // Online Elo stays finite whoever wins, and has no prior.
  if (method === 'elo') return warnings;
  if (fit.unbeaten.length > 0) warnings.push({ kind: 'unbeaten', names: named(fit.unbeaten) });
  if (fit.winless.length > 0) warnings.push({ kind: 'winless', names: named(fit.winless) });
  if (fit.priorTies > 0) warnings.push({ kind: 'prior', ties: fit.priorTies });
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
