import { t } from '../../l10n.ts';
import type { Leaderboard } from '../leaderboard.ts';
import { Folding } from './Folding.tsx';
import { NumberField, type NumberLimits } from './NumberField.tsx';

/** Points, up or down: more digits would tell nothing. */
const POINTS = { least: -1e6, most: 1e6 } as const;

interface NumberOption extends NumberLimits {
  readonly name: 'k' | 'scale' | 'base' | 'start' | 'rounds' | 'seed';
  readonly label: string;
}

const NUMBERS: readonly NumberOption[] = [
  { name: 'k', label: t('K: most points one battle moves (Elo)'), least: 0.01, most: 1000 },
  { name: 'base', label: t('Base: such odds to 1 …'), least: 1.1, most: 1000 },
  { name: 'scale', label: t('Scale: … are so many points'), least: 1, most: 10_000 },
  { name: 'start', label: t('Mean of all bots, start of Elo'), ...POINTS },
  { name: 'rounds', label: t('Rounds of the bootstrap'), least: 2, most: 10_000, isWhole: true },
  { name: 'seed', label: t('Seed of what is drawn'), least: 0, most: 2 ** 32 - 1, isWhole: true },
];

/** The constants of the rating, which hardly anybody changes. */
export function Advanced({ leaderboard }: { readonly leaderboard: Leaderboard }) {
  const options = leaderboard.options.value;
  const { anchor } = options;
  return (
    <Folding leaderboard={leaderboard} fold="advanced" title={t('Advanced')}>
      <div class="controls">
        {NUMBERS.map(({ name, ...field }) => (
          <NumberField
            key={name}
            testId={name}
            {...field}
            value={options[name]}
            onChange={value => leaderboard.change({ [name]: value })}
          />
        ))}
        {anchor && (
          <NumberField
            testId="anchor-rating"
            label={t('Rating of {0}', anchor.name)}
            {...POINTS}
            value={anchor.rating}
            onChange={rating => leaderboard.change({ anchor: { ...anchor, rating } })}
          />
        )}
      </div>
    </Folding>
  );
}
