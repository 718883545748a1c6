import { useEffect, useId, useState } from 'preact/hooks';
import { t } from '../../l10n.ts';

export interface NumberLimits {
  readonly least: number;
  readonly most: number;
  readonly isWhole?: boolean;
}

interface NumberFieldProps extends NumberLimits {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly testId: string;
}

/** A number within limits. What is not stays in the field, is not taken over, and is told. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, least, most, isWhole = false, onChange, testId } = props;
  /** What was typed and not taken over. */
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const [isWrong, setWrong] = useState(false);
  const errorId = useId();
  // A reset changes it from outside.
  useEffect(() => {
    setDraft(undefined);
    setWrong(false);
  }, [value]);
  const take = (typed: number) => {
    // What is no number at all is not within either.
    const fits = typed >= least && typed <= most && (!isWhole || Number.isInteger(typed));
    setWrong(!fits);
    if (!fits) return;
    setDraft(undefined);
    if (typed !== value) onChange(typed);
  };
  return (
    <label class="choice">
      <span>{label}</span>
      <input
        type="number"
        step={isWhole ? 1 : 'any'}
        data-testid={testId}
        value={draft ?? value}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? errorId : undefined}
        onInput={event => setDraft(event.currentTarget.value)}
        onChange={event => take(event.currentTarget.valueAsNumber)}
      />
      {isWrong && (
        <span class="wrong" role="alert" id={errorId} data-testid={`${testId}-wrong`}>
          {isWhole
            ? t('Give a whole number from {0} to {1}.', least, most)
            : t('Give a number from {0} to {1}.', least, most)}
        </span>
      )}
    </label>
  );
}
