import type { Board } from '../../../core/ranking/board.ts';
import type { Cell } from '../../../protocol/leaderboardPage.ts';
import { t } from '../../l10n.ts';
import { reasonText } from '../words.ts';

/** What the votes of a cell have in common, in words. */
export function cellTitle(cell: Cell, { bots }: Pick<Board, 'bots'>): string {
  const nameOf = (key: string): string => bots.find(bot => bot.key === key)?.name ?? key;
  const { a, b, voter, otherVoter, day, excluded } = cell;
  const parts: string[] = [];
  if (a !== undefined) {
    parts.push(
      b === undefined ? aloneText(nameOf(a), cell.outcome) : pairText(nameOf(a), nameOf(b), cell),
    );
  }
  if (voter !== undefined) {
    parts.push(
      otherVoter === undefined
        ? t('Votes of {0}', voter)
        : t('What both {0} and {1} judged', voter, otherVoter),
    );
  }
  if (day !== undefined) parts.push(t('Votes on {0}', day));
  if (excluded !== undefined) parts.push(t('Not counted: {0}', reasonText(excluded)));
  return parts.join(' · ');
}

function aloneText(name: string, outcome: Cell['outcome']): string {
  switch (outcome) {
    case 'win':
      return t('Votes that {0} won', name);
    case 'tie':
      return t('Votes that {0} tied', name);
    case 'loss':
      return t('Votes that {0} lost', name);
    case undefined:
      return t('Votes on {0}', name);
  }
}

function pairText(a: string, b: string, { outcome }: Cell): string {
  switch (outcome) {
    case 'win':
      return t('Votes in which {0} beat {1}', a, b);
    case 'tie':
      return t('Votes in which {0} and {1} tied', a, b);
    case 'loss':
      return t('Votes in which {0} beat {1}', b, a);
    case undefined:
      return t('Votes between {0} and {1}', a, b);
  }
}
