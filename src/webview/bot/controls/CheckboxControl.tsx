import { idOf } from '../values.ts';
import type { ControlProps } from './controlProps.ts';

export function CheckboxControl(props: ControlProps<'checkbox'>) {
  const { editor, field, control, value, id, describedBy, isInvalid } = props;
  return (
    <input
      type="checkbox"
      id={id}
      data-testid={idOf(field)}
      aria-describedby={describedBy}
      aria-invalid={isInvalid}
      checked={typeof value === 'boolean' ? value : control.isOn}
      onChange={event => void editor.set({ path: field.path, value: event.currentTarget.checked })}
    />
  );
}
