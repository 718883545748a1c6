import { useState } from 'preact/hooks';
import { t } from '../../l10n.ts';
import { Button } from '../../ui/kit.tsx';
import { useNextFocus } from '../useNextFocus.ts';
import type { Read } from '../useTyped.ts';
import { idOf, isObject, isText, valueAt } from '../values.ts';
import type { ControlProps } from './controlProps.ts';
import { TypedInput } from './TypedInput.tsx';

/** Texts by name, such as headers. A pair is written once it has a name. */
export function PairsControl(props: ControlProps<'pairs'>) {
  const { editor, field, value, id, describedBy, isInvalid } = props;
  const pairs = isObject(value) ? Object.entries(value) : [];
  const [isAdding, setAdding] = useState(false);
  const isOpen = isAdding || pairs.length === 0;
  const place = idOf(field);
  const shape = JSON.stringify([isOpen, ...pairs.map(([name]) => name)]);
  const { rows, focusNext } = useNextFocus(shape);
  // One key at a time: of what is masked here, only the host knows the value.
  const add = async (name: string) => {
    focusNext(pairs.length, 1);
    const why = await editor.change({ path: [...field.path, name], value: '' });
    if (why === undefined) setAdding(false);
    return why;
  };
  const rename = (name: string, next: string) => {
    // It goes to the end.
    focusNext(pairs.length - 1);
    return editor.change({ path: [...field.path, next], from: [...field.path, name] });
  };
  const remove = (index: number, name: string) => {
    focusNext(index);
    void editor.set(entry => {
      const now = valueAt(entry, field.path);
      const isLast = isObject(now) && Object.keys(now).join() === name;
      return [{ path: isLast ? field.path : [...field.path, name] }];
    });
  };
  const readName = (text: string): Read => {
    const name = text.trim();
    if (name === '') return { wrong: t('This cannot be empty.') };
    return pairs.some(([other]) => other === name)
      ? { wrong: t('This name is already there.') }
      : { value: name };
  };
  return (
    <div
      ref={rows}
      class="rows"
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
    >
      {pairs.map(([name, text], index) => (
        <span class="pair" key={name}>
          <TypedInput
            editor={editor}
            id={index === 0 ? id : undefined}
            place={`${place}.${index}.name`}
            label={t('Name')}
            shown={name}
            read={readName}
            write={next => rename(name, String(next))}
          />
          <TypedInput
            editor={editor}
            place={`${place}.${index}.value`}
            label={t('Value of {0}', name)}
            shown={isText(text) ? text : ''}
            read={typed => ({ value: typed.trim() })}
            write={next => editor.change({ path: [...field.path, name], value: next })}
            isInvalid={isInvalid}
          />
          <Button
            look="icon"
            label={t('Remove: {0}', name)}
            testId={`${place}.${index}-remove`}
            onClick={() => remove(index, name)}
          >
            ✕
          </Button>
        </span>
      ))}
      {isOpen ? (
        <span class="pair">
          <TypedInput
            editor={editor}
            id={pairs.length === 0 ? id : undefined}
            place={`${place}.new`}
            label={t('Name of a new one')}
            shown=""
            read={readName}
            write={next => add(String(next))}
          />
        </span>
      ) : (
        <Button
          testId={`${place}-add`}
          onClick={() => {
            focusNext(pairs.length);
            setAdding(true);
          }}
        >
          {t('Add Another')}
        </Button>
      )}
    </div>
  );
}
