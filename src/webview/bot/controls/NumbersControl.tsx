import { t } from '../../l10n.ts';
import type { Read } from '../useTyped.ts';
import { idOf, isWithin, limitsText } from '../values.ts';
import type { ControlProps } from './controlProps.ts';
import { TypedInput } from './TypedInput.tsx';

/** Several numbers in one line, with commas between them. */
export function NumbersControl(props: ControlProps<'numbers'>) {
  const { editor, field, control, value, ...rest } = props;
  const read = (text: string): Read => {
    const parts = text.split(/[\s,，、]+/).filter(part => part !== '');
    if (parts.length === 0) return { value: undefined };
    const numbers = parts.map(Number);
    const isGood = numbers.every(number => isWithin(number, control.limits));
    if (isGood && new Set(numbers).size === numbers.length) return { value: numbers };
    return {
      wrong: t(
        'Expected: several numbers such as 0, 1, none of them twice; each {0}',
        limitsText(control.limits),
      ),
    };
  };
  return (
    <TypedInput
      {...rest}
      editor={editor}
      place={idOf(field)}
      shown={Array.isArray(value) ? value.join(', ') : ''}
      read={read}
      write={next => editor.change({ path: field.path, value: next })}
      placeholder={field.unset}
    />
  );
}
