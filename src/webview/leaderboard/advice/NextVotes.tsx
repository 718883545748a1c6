import type { Board } from '../../../core/ranking/board.ts';
import { t } from '../../l10n.ts';
import { MoreButton, useMore } from '../MoreButton.tsx';
import { wholeText } from '../words.ts';

/** Neighbours told of without being asked for. */
const FEW = 5;

interface NextVotesProps {
  readonly board: Board;
}

/** What more votes would bring: which pair to compare, and how many it takes to tell bots apart. */
export function NextVotes({ board }: NextVotesProps) {
  const { nextPair, separations } = board;
  const more = useMore(separations.length, FEW);
  const nameOf = (bot: string): string => board.bots.find(({ key }) => key === bot)?.name ?? bot;
  const title = nextVotesTitle(board);
  if (title === '') return null;
  return (
    <section class="section" id="next-votes" tabindex={-1}>
      <h2>{title}</h2>
      {nextPair && (
        <p data-testid="next-pair">
          {t(
            'The pair most worth asking about next: {0} and {1}.',
            nameOf(nextPair.a),
            nameOf(nextPair.b),
          )}
        </p>
      )}
      <ul class="separations">
        {separations.slice(0, more.shown).map(({ a, b, votes }) => (
          <li key={`${a}\n${b}`} data-testid="separation">
            {votes === null
              ? t(
                  '{0} and {1} are too alike so far to say how many votes tell them apart.',
                  nameOf(a),
                  nameOf(b),
                )
              : votes === 0
                ? t('{0} and {1} are told apart.', nameOf(a), nameOf(b))
                : t(
                    '≈ {0} more votes to separate {1} from {2} (80 % power)',
                    wholeText(votes),
                    nameOf(a),
                    nameOf(b),
                  )}
          </li>
        ))}
      </ul>
      <MoreButton {...more} />
    </section>
  );
}

/** '' if there is nothing to tell. */
export function nextVotesTitle({ nextPair, separations }: Board): string {
  return nextPair || separations.length > 0 ? t('What more votes would tell') : '';
}
