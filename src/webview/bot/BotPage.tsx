import { useState } from 'preact/hooks';
import type { BotForm, FormField } from '../../protocol/botPage.ts';
import { t } from '../l10n.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Button, Spinner } from '../ui/kit.tsx';
import type { BotEditor } from './botEditor.ts';
import { FieldRow } from './FieldRow.tsx';
import { PageHeader } from './PageHeader.tsx';
import { Secrets } from './Secrets.tsx';
import { TestResult } from './TestResult.tsx';
import { idOf } from './values.ts';

/** One bot's settings, each with its control. */
export function BotPage({ editor }: { readonly editor: BotEditor }) {
  const form = editor.form.value;
  return (
    <div class="bot-form">
      {form && <PageHeader editor={editor} form={form} />}
      <main class="form-body">
        <ErrorNotice error={editor.error} />
        {form ? (
          <Fields editor={editor} form={form} />
        ) : (
          editor.error.value === '' && (
            <p role="status">
              <Spinner /> {t('Reading settings…')}
            </p>
          )
        )}
      </main>
    </div>
  );
}

interface FieldsProps {
  readonly editor: BotEditor;
  readonly form: BotForm;
}

function Fields({ editor, form }: FieldsProps) {
  const { fields, kind } = form;
  const of = (group: FormField['group']) => fields.filter(field => field.group === group);
  const rows = (some: readonly FormField[]) =>
    some.map(field => <FieldRow key={idOf(field)} editor={editor} form={form} field={field} />);
  const hasProblem = (some: readonly FormField[]) =>
    some.some(({ path }) =>
      form.problems.some(problem => path.every((key, at) => problem.path[at] === key)),
    );
  // Not with every problem that comes and goes: somebody may be typing there.
  const [isAdvanced, setAdvanced] = useState(() => hasProblem(of('advanced')));
  // Of a bot that was gone before the page came, only the name is.
  const isKnown = form.entry['kind'] !== undefined;
  return (
    <>
      {form.state === 'gone' && (
        <div class="notice" role="alert" data-testid="gone">
          <span class="notice-text">
            {isKnown
              ? t('The settings have no bot of this name any more. What it was is still here.')
              : t('The settings have no bot of this name any more.')}
          </span>
          {isKnown && <Button onClick={() => void editor.add()}>{t('Add It Again')}</Button>}
        </div>
      )}
      <TestResult editor={editor} />
      <OtherProblems form={form} />
      {rows(of('source'))}
      {kind === 'openai' && <Secrets editor={editor} form={form} />}
      {rows(of('main'))}
      <details open data-testid="sampling">
        <summary>
          <h2>{t('Sampling')}</h2>
        </summary>
        <div class="grid">{rows(of('sampling'))}</div>
      </details>
      {of('advanced').length > 0 && (
        <details
          open={isAdvanced}
          data-testid="advanced"
          onToggle={event => setAdvanced(event.currentTarget.open)}
        >
          <summary>
            <h2>{t('Advanced')}</h2>
          </summary>
          <div class="grid">{rows(of('advanced'))}</div>
        </details>
      )}
      <Unknown form={form} />
    </>
  );
}

/** What is wrong at a place that no field is of. */
function OtherProblems({ form: { problems, fields } }: { readonly form: BotForm }) {
  const others = problems.filter(
    ({ path }) => !fields.some(field => field.path.every((key, at) => path[at] === key)),
  );
  return (
    <>
      {others.map(({ path, text }) => (
        <p class="wrong" key={path.join('.')} data-testid="other-problem">
          {path.join('.')}: {text}
        </p>
      ))}
    </>
  );
}

function Unknown({ form: { unknown } }: { readonly form: BotForm }) {
  if (unknown.length === 0) return null;
  return (
    <section data-testid="unknown">
      <h2>{t('Kept as they are')}</h2>
      <p class="help">
        {t('Keys of this entry that this form does not know. They stay in the settings.')}
      </p>
      <ul>
        {unknown.map(({ key, problem }) => (
          <li key={key}>
            <code>{key}</code>
            {problem !== undefined && <p class="wrong">{problem}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
