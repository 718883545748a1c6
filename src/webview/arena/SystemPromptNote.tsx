import { sendsSystemPromptAsUser, type SeatedBot } from '../../core/model.ts';
import { t } from '../l10n.ts';

interface SystemPromptNoteProps {
  readonly bot: Pick<SeatedBot, 'kind' | 'systemPrompt'>;
}

/** Says where the bot's system prompt went, where that is not where one would think. */
export function SystemPromptNote({ bot: { kind, systemPrompt = '' } }: SystemPromptNoteProps) {
  if (!sendsSystemPromptAsUser(kind) || systemPrompt === '') return null;
  return (
    <p class="reply-note" data-testid="system-as-user">
      {t(
        'The system prompt was sent as the first user message: models of the editor take no other.',
      )}
    </p>
  );
}
