import { useState } from 'preact/hooks';
import { t } from '../../l10n.ts';
import { Switch } from './Switch.tsx';

/** Boxes shown at once; more are found by typing. */
const MOST_SHOWN = 24;

interface ListFilterProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly Value[];
  readonly chosen: readonly Value[];
  readonly word?: ((value: Value) => string) | undefined;
  readonly onChange: (chosen: readonly Value[]) => void;
  readonly testId: string;
}

/** Any of several; none chosen is all. */
export function ListFilter<Value extends string>(props: ListFilterProps<Value>) {
  const {
    label,
    choices,
    chosen,
    word = (value: Value): string => value,
    onChange,
    testId,
  } = props;
  const [sought, setSought] = useState('');
  const all = [...new Set([...chosen, ...choices])];
  const fitting = all.filter(one => word(one).toLowerCase().includes(sought.toLowerCase()));
  const shown = fitting.slice(0, MOST_SHOWN);
  return (
    <fieldset class="list-filter" data-testid={testId}>
      <legend>{label}</legend>
      {all.length > MOST_SHOWN && (
        <input
          type="search"
          class="search"
          aria-label={t('Search in: {0}', label)}
          placeholder={t('Search')}
          value={sought}
          onInput={event => setSought(event.currentTarget.value)}
        />
      )}
      <div class="switches">
        {shown.map(one => (
          <Switch
            key={one}
            label={word(one)}
            isOn={chosen.includes(one)}
            onChange={isOn =>
              onChange(isOn ? [...chosen, one] : chosen.filter(other => other !== one))
            }
          />
        ))}
        {fitting.length > shown.length && (
          <span class="muted">{t('and {0} more', fitting.length - shown.length)}</span>
        )}
      </div>
    </fieldset>
  );
}
