import { useId } from 'preact/hooks';
import { t } from '../../l10n.ts';
import { Button } from '../../ui/kit.tsx';
import type { BotEditor } from '../botEditor.ts';
import { useTyped, type Read } from '../useTyped.ts';

interface TypedInputProps {
  readonly editor: BotEditor;
  /** The same for the same place, and nothing else's. */
  readonly place: string;
  /** The value as text. */
  readonly shown: string;
  readonly read?: (text: string) => Read;
  /** @returns why the value could not be taken over */
  readonly write: (value: unknown) => Promise<string | undefined>;
  readonly id?: string | undefined;
  /** Where no element labels it. */
  readonly label?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly isInvalid?: boolean;
  readonly isMultiline?: boolean;
  readonly isNumber?: boolean;
  readonly isCode?: boolean;
  readonly placeholder?: string | undefined;
  /** Of a `datalist`. */
  readonly list?: string | undefined;
}

/** Spaces around it are a mistake; without a text there is no value. */
const asText = (text: string): Read => ({ value: text.trim() === '' ? undefined : text.trim() });

/** A text that is taken over once somebody leaves the field or presses Enter. */
export function TypedInput(props: TypedInputProps) {
  const { editor, place, shown, read = asText, write, id, label, isMultiline = false } = props;
  const wrongId = useId();
  const typing = useTyped(editor, place, shown, read, write);
  const { text, wrong, hasConflict } = typing;
  const isInvalid = wrong !== undefined || props.isInvalid === true;
  const described = [props.describedBy, wrong === undefined ? undefined : wrongId];
  const same = {
    id,
    'aria-label': label,
    'aria-invalid': isInvalid,
    'aria-describedby': described.filter(each => each !== undefined).join(' ') || undefined,
    'data-testid': place,
    class: props.isCode === true ? 'code' : undefined,
    placeholder: props.placeholder,
    spellcheck: false,
    value: text,
    onChange: typing.onChange,
    onBlur: typing.onChange,
  } as const;
  return (
    <span class="typed">
      {isMultiline ? (
        <textarea
          {...same}
          rows={Math.min(12, Math.max(3, text.split('\n').length))}
          onInput={event => typing.onInput(event.currentTarget.value)}
        />
      ) : (
        <input
          {...same}
          type="text"
          inputMode={props.isNumber === true ? 'decimal' : undefined}
          list={props.list}
          onInput={event => typing.onInput(event.currentTarget.value)}
        />
      )}
      {wrong !== undefined && (
        <span class="wrong" role="alert" id={wrongId} data-testid={`${place}-wrong`}>
          {wrong}
        </span>
      )}
      {hasConflict && (
        <span class="conflict" role="status" data-testid={`${place}-conflict`}>
          <span>
            {shown === ''
              ? t('The settings say nothing here now; what you typed is not written yet.')
              : t('The settings say “{0}” now; what you typed is not written yet.', shown)}
          </span>
          <Button onClick={typing.onInsist}>{t('Write Mine')}</Button>
          <Button onClick={typing.forget}>{t('Take Theirs')}</Button>
        </span>
      )}
    </span>
  );
}
