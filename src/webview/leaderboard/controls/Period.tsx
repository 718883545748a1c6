import { t } from '../../l10n.ts';
import type { Leaderboard } from '../leaderboard.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** `2026-01-31` in UTC, as the boards count days; '' for no day. */
const dayOf = (at: number | undefined): string =>
  at === undefined ? '' : new Date(at).toISOString().slice(0, 10);

/** Its first millisecond; undefined for no day. */
function startOf(day: string): number | undefined {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? undefined : at;
}

interface PeriodProps {
  readonly leaderboard: Leaderboard;
  /** Of all votes there are: milliseconds since 1970-01-01 UTC. */
  readonly first: number;
  readonly last: number;
}

/** From which to which day votes are counted, both included. */
export function Period({ leaderboard, first, last }: PeriodProps) {
  const { from, until } = leaderboard.options.value.filter;
  const bounds = { min: dayOf(first), max: dayOf(last) };
  return (
    <fieldset class="list-filter" data-testid="filter-period">
      <legend>{t('Period (UTC)')}</legend>
      <div class="switches">
        <label class="choice">
          <span>{t('From')}</span>
          <input
            type="date"
            data-testid="from"
            {...bounds}
            value={dayOf(from)}
            onChange={event =>
              leaderboard.changeFilter({ from: startOf(event.currentTarget.value) })
            }
          />
        </label>
        <label class="choice">
          <span>{t('Until')}</span>
          <input
            type="date"
            data-testid="until"
            {...bounds}
            value={dayOf(until)}
            onChange={event => {
              const start = startOf(event.currentTarget.value);
              leaderboard.changeFilter({
                until: start === undefined ? undefined : start + DAY_MS - 1,
              });
            }}
          />
        </label>
      </div>
    </fieldset>
  );
}
