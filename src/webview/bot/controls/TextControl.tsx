import { t } from '../../l10n.ts';
import { Button } from '../../ui/kit.tsx';
import type { Read } from '../useTyped.ts';
import { idOf, isText } from '../values.ts';
import type { ControlProps } from './controlProps.ts';
import { TypedInput } from './TypedInput.tsx';

/** A text of one line or several, or the path of a file. */
export function TextControl(props: ControlProps<'text' | 'multiline' | 'file'>) {
  const { editor, field, control, value, ...rest } = props;
  const { path, isRequired } = field;
  const write = (next: unknown) => editor.change({ path, value: next });
  const isMultiline = control.kind === 'multiline';
  const read = (text: string): Read => {
    if (text.trim() !== '') return { value: isMultiline ? text : text.trim() };
    return isRequired ? { wrong: t('This cannot be empty.') } : { value: undefined };
  };
  const choose = async (of: 'gguf' | 'module') => {
    const chosen = await editor.chooseFile(of);
    if (chosen !== undefined) await editor.set({ path, value: chosen });
  };
  return (
    <span class="with-button">
      <TypedInput
        {...rest}
        editor={editor}
        place={idOf(field)}
        shown={isText(value) ? value : ''}
        read={read}
        write={write}
        isMultiline={isMultiline}
        isCode={control.kind === 'file'}
        placeholder={field.unset}
      />
      {control.kind === 'file' && (
        <Button testId={`${idOf(field)}-choose`} onClick={() => void choose(control.of)}>
          {t('Choose…')}
        </Button>
      )}
    </span>
  );
}
