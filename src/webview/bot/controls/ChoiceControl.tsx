import { t } from '../../l10n.ts';
import { HelpText } from '../HelpText.tsx';
import { idOf, isText } from '../values.ts';
import type { ControlProps } from './controlProps.ts';

/** One of several words, or nothing. */
export function ChoiceControl(props: ControlProps<'choice'>) {
  const { editor, field, control, value, id, describedBy, isInvalid } = props;
  const { choices } = control;
  const chosen = isText(value) && choices.includes(value) ? value : '';
  const place = choices.indexOf(chosen === '' ? (field.unset ?? '') : chosen);
  const choose = (next: string) =>
    editor.set({ path: field.path, value: next === '' ? undefined : next });
  return (
    <>
      <select
        id={id}
        data-testid={idOf(field)}
        aria-describedby={describedBy}
        aria-invalid={isInvalid}
        value={chosen}
        onChange={event => void choose(event.currentTarget.value)}
      >
        <option value="">{t('Default: {0}', field.unset ?? '')}</option>
        {choices.map(choice => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
      <HelpText text={field.choiceHelp[place] ?? ''} />
    </>
  );
}
