import { mayIgnoreSampling, type Sampling, type SeatKind } from '../../core/model.ts';
import { t } from '../l10n.ts';
import { Badge } from '../ui/kit.tsx';

interface SamplingBadgeProps {
  readonly kind: SeatKind;
  /** What the reply was asked with. */
  readonly sampling: Sampling;
}

/** Says that parameters were set of which nobody knows whether they counted. */
export function SamplingBadge({ kind, sampling }: SamplingBadgeProps) {
  if (!mayIgnoreSampling(kind) || Object.keys(sampling).length === 0) return null;
  return (
    <Badge
      testId="may-ignore"
      title={t(
        'The parameters were passed on, but the editor does not tell whether the provider of this model heeds them.',
      )}
    >
      {t('parameters may be ignored')}
    </Badge>
  );
}
