import type { LeaderboardRow } from '../../protocol/leaderboardPage.ts';
import { locale, t } from '../l10n.ts';
import { LineSample } from './LineSample.tsx';
import { lineLooks } from './lineLook.ts';

/** A plain table: the toolkit's grid has no row headers and reads badly aloud. */
export function RatingTable({ rows }: { readonly rows: readonly LeaderboardRow[] }) {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  // A rating is read like a year: 1002, never 1,002.
  const points = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, useGrouping: false });
  const looks = lineLooks(rows.map(({ key }) => key));
  return (
    <div class="table-box">
      <table class="ratings" data-testid="leaderboard-table">
        <caption class="visually-hidden">{t('Bots by rating')}</caption>
        <thead>
          <tr>
            <th scope="col" class="number">
              {t('Rank')}
            </th>
            <th scope="col">{t('Bot')}</th>
            <th scope="col">{t('Model')}</th>
            <th scope="col" class="number">
              {t('Rating')}
            </th>
            <th scope="col" class="number">
              {t('Battles')}
            </th>
            <th scope="col" class="number">
              {t('Wins')}
            </th>
            <th scope="col" class="number">
              {t('Ties')}
            </th>
            <th scope="col" class="number">
              {t('Losses')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.key} data-bot={row.name}>
              <td class="number">{index + 1}</td>
              <th scope="row">
                <LineSample look={looks(row.key)} /> {row.name}
              </th>
              <td class="muted">
                {row.model} <code class="fingerprint">{row.fingerprint}</code>
              </td>
              <td class="number rating" data-testid="rating">
                {points.format(row.rating)}
              </td>
              <td class="number">{whole.format(row.battles)}</td>
              <td class="number">{whole.format(row.wins)}</td>
              <td class="number">{whole.format(row.ties)}</td>
              <td class="number">{whole.format(row.losses)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
