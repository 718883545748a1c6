import { t } from '../../l10n.ts';
import type { Read } from '../useTyped.ts';
import { idOf, isObject } from '../values.ts';
import type { ControlProps } from './controlProps.ts';
import { TypedInput } from './TypedInput.tsx';

/** An object of anything, as JSON. */
export function JsonControl(props: ControlProps<'json'>) {
  const { editor, field, value, id, describedBy, isInvalid } = props;
  return (
    <TypedInput
      editor={editor}
      place={idOf(field)}
      id={id}
      describedBy={describedBy}
      isInvalid={isInvalid}
      shown={value === undefined ? '' : JSON.stringify(value, undefined, 2)}
      read={readObject}
      write={next => editor.change({ path: field.path, value: next })}
      isMultiline
      isCode
      placeholder="{ }"
    />
  );
}

function readObject(text: string): Read {
  if (text.trim() === '') return { value: undefined };
  const expected = t('Expected: {0}', t('an object in JSON, such as { "key": 1 }'));
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? { value } : { wrong: expected };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { wrong: `${expected} (${why})` };
  }
}
