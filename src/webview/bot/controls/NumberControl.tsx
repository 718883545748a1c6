import type { FieldLimits } from '../../../protocol/botPage.ts';
import { t } from '../../l10n.ts';
import type { Read } from '../useTyped.ts';
import { idOf, isWithin, limitsText } from '../values.ts';
import type { ControlProps } from './controlProps.ts';
import { TypedInput } from './TypedInput.tsx';

/** A number within limits, or one of some words. */
export function NumberControl(props: ControlProps<'number' | 'numberOr'>) {
  const { editor, field, control, value, ...rest } = props;
  const words = control.kind === 'numberOr' ? control.words : [];
  const listId = `${props.id}-words`;
  const isShown = typeof value === 'number' || (typeof value === 'string' && words.includes(value));
  return (
    <>
      <TypedInput
        {...rest}
        editor={editor}
        place={idOf(field)}
        shown={isShown ? String(value) : ''}
        read={text => readNumber(text, control.limits, words)}
        write={next => editor.change({ path: field.path, value: next })}
        isNumber={words.length === 0}
        placeholder={field.unset}
        list={words.length > 0 ? listId : undefined}
      />
      {words.length > 0 && (
        <datalist id={listId}>
          {words.map(word => (
            <option key={word} value={word} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** Without a text there is no value. */
export function readNumber(text: string, limits: FieldLimits, words: readonly string[] = []): Read {
  const typed = text.trim();
  if (typed === '') return { value: undefined };
  if (words.includes(typed)) return { value: typed };
  // Where people write a comma. In a whole number it can only stand between thousands: 1,000 is not 1.
  const number = Number(limits.integer === true ? typed : typed.replace(',', '.'));
  if (isWithin(number, limits)) return { value: number };
  const expected = limitsText(limits);
  return {
    wrong:
      words.length === 0
        ? t('Expected: {0}', expected)
        : t('Expected: {0}', t('{0}, or one of {1}', expected, words.join(', '))),
  };
}
