import { useId } from 'preact/hooks';
import type { BotForm, FormField } from '../../protocol/botPage.ts';
import { t } from '../l10n.ts';
import { Button } from '../ui/kit.tsx';
import type { BotEditor } from './botEditor.ts';
import { FieldControlOf } from './FieldControlOf.tsx';
import { HelpText } from './HelpText.tsx';
import { idOf, limitsText, valueAt } from './values.ts';

interface FieldRowProps {
  readonly editor: BotEditor;
  readonly form: BotForm;
  readonly field: FormField;
}

/** One value: what it is, what sets it, what is wrong with it, and the way back to its default. */
export function FieldRow({ editor, form, field }: FieldRowProps) {
  const id = useId();
  const value = valueAt(form.entry, field.path);
  const problems = form.problems.filter(({ path }) =>
    field.path.every((key, at) => path[at] === key),
  );
  const isSet = value !== undefined;
  const [helpId, wrongId] = [`${id}-help`, `${id}-wrong`];
  const { control } = field;
  // What has not been filled in yet is no mistake of a new bot.
  const isOpen = form.state === 'draft' && !isSet;
  const shown = isOpen ? [] : problems;
  const reset = async () => {
    // The button goes with the value.
    if (await editor.set({ path: field.path })) document.getElementById(id)?.focus();
  };
  return (
    <div class="field" data-testid={`field-${idOf(field)}`}>
      <div class="field-head">
        <label for={id} id={`${id}-label`}>
          {field.label}
          {field.isRequired && <span class="muted"> {t('(needed)')}</span>}
        </label>
        {isSet && !field.isRequired && (
          <Button
            look="icon"
            label={t('Reset {0} to its default', field.label)}
            title={t('Reset to default')}
            testId={`${idOf(field)}-reset`}
            onClick={() => void reset()}
          >
            ↺
          </Button>
        )}
      </div>
      <FieldControlOf
        editor={editor}
        field={field}
        value={value}
        id={id}
        describedBy={shown.length > 0 ? `${wrongId} ${helpId}` : helpId}
        isInvalid={shown.length > 0}
      />
      {shown.length > 0 && (
        <div class="wrong" id={wrongId} data-testid={`${idOf(field)}-problem`}>
          {shown.map(({ text }) => (
            <p key={text}>{text}</p>
          ))}
          {isOdd(value, control.kind) && <code>{JSON.stringify(value)}</code>}
        </div>
      )}
      <div id={helpId}>
        {control.kind === 'number' && (
          <p class="help">
            {t('Takes {0}', limitsText(control.limits))}
            {field.unset !== undefined && ` · ${t('Default: {0}', field.unset)}`}
          </p>
        )}
        {control.kind === 'texts' && control.isEscaped === true && (
          <HelpText text={t('A line break is written `\\n`, a tab `\\t`, a backslash `\\\\`.')} />
        )}
        <HelpText text={field.help} />
      </div>
    </div>
  );
}

/** A value that its control cannot show. */
function isOdd(value: unknown, kind: FormField['control']['kind']): boolean {
  if (value === undefined) return false;
  const isNumber = kind === 'number';
  const isWord = kind === 'text' || kind === 'multiline' || kind === 'file' || kind === 'choice';
  if (isNumber) return typeof value !== 'number';
  return isWord ? typeof value !== 'string' || kind === 'choice' : typeof value !== 'object';
}
