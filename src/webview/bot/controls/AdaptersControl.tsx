import { t } from '../../l10n.ts';
import { Button } from '../../ui/kit.tsx';
import type { EditsOf } from '../botEditor.ts';
import { placeNow } from '../rowPlace.ts';
import { useNextFocus } from '../useNextFocus.ts';
import { useRemovals } from '../useRemovals.ts';
import { idOf, isObject, isText, valueAt } from '../values.ts';
import type { ControlProps } from './controlProps.ts';
import { readNumber } from './NumberControl.tsx';
import { TypedInput } from './TypedInput.tsx';

type Adapter = Readonly<Record<string, unknown>>;

/** Files that are added to the model, each with its scale. */
export function AdaptersControl(props: ControlProps<'adapters'>) {
  const { editor, field, control, value, id, describedBy, isInvalid } = props;
  const adapters = adaptersIn(value);
  const { rows, focusNext } = useNextFocus(String(adapters.length));
  const place = idOf(field);
  const { keyOf, forgetFrom } = useRemovals(editor, row => [
    `${place}.${row}.path`,
    `${place}.${row}.scale`,
  ]);
  const edits =
    (change: (now: readonly Adapter[]) => readonly Adapter[]): EditsOf =>
    entry => {
      const next = change(adaptersIn(valueAt(entry, field.path)));
      return [{ path: field.path, value: next.length === 0 ? undefined : next }];
    };
  const change = (index: number, key: string, next: unknown) =>
    editor.change(
      edits(now =>
        now.map((adapter, at) =>
          at === placeNow(adapters, now, index) ? { ...adapter, [key]: next } : adapter,
        ),
      ),
    );
  const add = async () => {
    const path = await editor.chooseFile('gguf');
    if (path === undefined) return;
    focusNext(adapters.length, 1);
    await editor.set(edits(now => [...now, { path }]));
  };
  const remove = (index: number) => {
    focusNext(index);
    forgetFrom(index, adapters.length);
    void editor.set(edits(now => now.filter((_, at) => at !== placeNow(adapters, now, index))));
  };
  return (
    <div
      ref={rows}
      class="rows"
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
    >
      {adapters.map(({ path, scale }, index) => (
        <span class="pair" key={index}>
          <TypedInput
            key={`path ${keyOf(index)}`}
            editor={editor}
            id={index === 0 ? id : undefined}
            place={`${place}.${index}.path`}
            label={t('GGUF file of adapter {0}', index + 1)}
            shown={isText(path) ? path : ''}
            read={text =>
              text.trim() === '' ? { wrong: t('This cannot be empty.') } : { value: text.trim() }
            }
            write={next => change(index, 'path', next)}
            isInvalid={isInvalid}
            isCode
          />
          <TypedInput
            key={`scale ${keyOf(index)}`}
            editor={editor}
            place={`${place}.${index}.scale`}
            label={t('Scale of adapter {0}', index + 1)}
            shown={typeof scale === 'number' ? String(scale) : ''}
            read={text => readNumber(text, control.limits)}
            write={next => change(index, 'scale', next)}
            isNumber
            placeholder="1"
          />
          <Button
            look="icon"
            label={t('Remove: {0}', isText(path) ? path : '')}
            testId={`${place}.${index}-remove`}
            onClick={() => remove(index)}
          >
            ✕
          </Button>
        </span>
      ))}
      {adapters.length < control.most && (
        <Button testId={`${place}-add`} onClick={() => void add()}>
          {t('Add a File…')}
        </Button>
      )}
    </div>
  );
}

function adaptersIn(value: unknown): readonly Adapter[] {
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}
