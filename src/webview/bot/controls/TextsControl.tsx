import { useState } from 'preact/hooks';
import { t } from '../../l10n.ts';
import { Button } from '../../ui/kit.tsx';
import type { EditsOf } from '../botEditor.ts';
import { escaped, unescaped } from '../escapes.ts';
import { placeNow } from '../rowPlace.ts';
import { useNextFocus } from '../useNextFocus.ts';
import { useRemovals } from '../useRemovals.ts';
import type { Read } from '../useTyped.ts';
import { idOf, isText, isTexts, valueAt } from '../values.ts';
import type { ControlProps } from './controlProps.ts';
import { TypedInput } from './TypedInput.tsx';

/** A list of texts, each in a field of its own. */
export function TextsControl(props: ControlProps<'texts'>) {
  const { editor, field, control, value, describedBy, isInvalid } = props;
  const texts = textsIn(value);
  const [isAdding, setAdding] = useState(false);
  const rows = isAdding || texts.length === 0 ? [...texts, ''] : texts;
  const { rows: element, focusNext } = useNextFocus(`${texts.length} ${isAdding}`);
  const place = idOf(field);
  const { keyOf, forgetFrom } = useRemovals(editor, row => [`${place}.${row}`]);
  const { isOneAlone: isAlone = false, isEscaped = false } = control;
  const shown = isEscaped ? escaped : (text: string) => text;
  // Spaces may be what a reply ends before.
  const read = (typed: string): Read => {
    if (typed === '') return { value: undefined };
    return isEscaped ? unescaped(typed) : { value: isAlone ? typed.trim() : typed };
  };
  const edits =
    (change: (now: readonly string[]) => readonly string[]): EditsOf =>
    entry => {
      const next = change(textsIn(valueAt(entry, field.path)));
      const written = next.length === 1 && isAlone ? next[0] : next;
      return [{ path: field.path, value: next.length === 0 ? undefined : written }];
    };
  const without = (index: number) =>
    edits(now => now.filter((_, at) => at !== placeNow(texts, now, index)));
  const write = async (index: number, next: unknown) => {
    const why = await editor.change(
      isText(next)
        ? edits(now => replaced(now, placeNow(texts, now, index), next))
        : without(index),
    );
    if (why === undefined && index === texts.length) setAdding(false);
    return why;
  };
  const add = () => {
    focusNext(texts.length);
    setAdding(true);
  };
  const remove = (index: number) => {
    focusNext(index);
    forgetFrom(index, rows.length);
    void editor.set(without(index));
  };
  return (
    <div
      ref={element}
      class="rows"
      role="group"
      aria-labelledby={`${props.id}-label`}
      aria-describedby={describedBy}
    >
      {rows.map((text, index) => (
        <span class="with-button" key={index}>
          <TypedInput
            key={keyOf(index)}
            editor={editor}
            id={index === 0 ? props.id : undefined}
            place={`${place}.${index}`}
            label={index === 0 ? undefined : t('{0}, number {1}', field.label, index + 1)}
            shown={shown(text)}
            read={read}
            write={next => write(index, next)}
            isInvalid={isInvalid}
          />
          {index < texts.length && (
            <Button
              look="icon"
              label={t('Remove: {0}', shown(text))}
              testId={`${place}.${index}-remove`}
              onClick={() => remove(index)}
            >
              ✕
            </Button>
          )}
        </span>
      ))}
      {rows.length === texts.length && texts.length < control.most && (
        <Button testId={`${place}-add`} onClick={add}>
          {t('Add Another')}
        </Button>
      )}
    </div>
  );
}

function textsIn(value: unknown): readonly string[] {
  if (isTexts(value)) return value;
  return isText(value) ? [value] : [];
}

/** Behind the last one it is a new one; at no place it is gone. */
function replaced(texts: readonly string[], index: number, text: string): readonly string[] {
  return index < 0 ? texts : [...texts.slice(0, index), text, ...texts.slice(index + 1)];
}
