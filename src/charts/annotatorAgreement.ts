import type { Chart } from './chart.ts';
import { formatsFor, rounded } from './formats.ts';
import { drawHeatMap, MOST_IN_MAP } from './heatMap.ts';
import { LESS, MORE, strengthOf } from './theme.ts';

/** Cohen's kappa of each two annotators: 1 always alike, 0 as by chance, less than that against each other. */
export const annotatorAgreement: Chart = {
  id: 'annotator-agreement',
  title: t => t('Agreement between annotators (Cohen’s κ)'),
  has: ({ agreement }) =>
    agreement.kappa.some((row, a) => row.some((kappa, b) => a !== b && kappa !== null)),
  draw: ({ agreement }, space) => {
    const { t } = space;
    const { hundredths, whole } = formatsFor(space);
    const voters = agreement.voters.slice(0, MOST_IN_MAP);
    const known = (value: number | null) => (value === null ? '–' : hundredths(value));
    const cells = voters.flatMap((a, row) =>
      voters.flatMap((b, column) => {
        const kappa = agreement.kappa[row]?.[column] ?? null;
        if (a === b || kappa === null) return [];
        const shared = agreement.shared[row]?.[column] ?? 0;
        return {
          row,
          column,
          text: hundredths(kappa),
          fill: kappa < 0 ? LESS : MORE,
          strength: strengthOf(Math.abs(kappa)),
          cell: { voter: a, otherVoter: b },
          label: () =>
            t('{0} and {1}: κ {2}, judged by both {3}', a, b, hundredths(kappa), whole(shared)),
        };
      }),
    );
    return drawHeatMap(
      {
        names: voters,
        cells,
        corner: '',
        note: t(
          'All together: Fleiss’ κ {0}, Krippendorff’s α {1}',
          known(agreement.fleiss),
          known(agreement.alpha),
        ),
        summary: t(
          'How far {0} annotators agree. All together: Fleiss’ κ {1}, Krippendorff’s α {2}.',
          voters.length,
          known(agreement.fleiss),
          known(agreement.alpha),
        ),
      },
      space,
    );
  },
  table: ({ agreement }, { t }) => {
    const voters = agreement.voters.slice(0, MOST_IN_MAP);
    return {
      caption: t('Agreement between annotators (Cohen’s κ)'),
      head: [t('Annotator'), ...voters],
      rows: voters.map((a, row) => [
        a,
        ...voters.map((b, column) => {
          const kappa = a === b ? null : (agreement.kappa[row]?.[column] ?? null);
          return kappa === null ? '' : rounded(kappa, 3);
        }),
      ]),
    };
  },
};
