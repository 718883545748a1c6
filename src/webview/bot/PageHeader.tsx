import type { BotForm } from '../../protocol/botPage.ts';
import { t } from '../l10n.ts';
import { Button } from '../ui/kit.tsx';
import type { BotEditor } from './botEditor.ts';

interface PageHeaderProps {
  readonly editor: BotEditor;
  readonly form: BotForm;
}

export function PageHeader({ editor, form }: PageHeaderProps) {
  const { state, name, kindText, place } = form;
  const isDraft = state === 'draft';
  return (
    <header class="page-header">
      <h1 class="title">{isDraft ? t('New bot') : name}</h1>
      <span class="muted">{kindText}</span>
      <div class="actions">
        {isDraft && (
          <Button look="primary" testId="add" onClick={() => void editor.add()}>
            {t('Add to the Settings')}
          </Button>
        )}
        {form.canTest && (
          <Button
            testId="test"
            disabled={editor.isTesting.value}
            onClick={() => void editor.test()}
          >
            {t('Test')}
          </Button>
        )}
        <Button testId="open-settings" onClick={() => editor.openSettings()}>
          {t('Open Settings File')}
        </Button>
      </div>
      <p class="where muted">
        {isDraft
          ? t('Nothing is written before you add it to {0}.', place)
          : t('What you change is written to {0} once you leave the field.', place)}
      </p>
      <span class="visually-hidden" role="status" data-testid="said">
        {editor.said.value}
      </span>
    </header>
  );
}
