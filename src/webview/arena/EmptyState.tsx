import { areDemoBots } from '../../core/demoBots.ts';
import type { SeatKind, Session } from '../../core/model.ts';
import { t } from '../l10n.ts';
import { Button } from '../ui/kit.tsx';
import type { Arena } from './arena.ts';
import { focusComposer } from './focus.ts';

/** Not translated: each shows something else that bots differ in. */
const EXAMPLES: readonly string[] = [
  'Explain to a ten-year-old why the sky is blue, in three sentences.',
  '用一句话解释什么是机器学习，再举一个生活中的例子。',
  'Write a TypeScript function that groups an array of objects by a key. Keep the types exact.',
];
/** What the demo models can answer. */
const ZOO_EXAMPLES: readonly string[] = [
  'What does a panda eat?',
  '狮子住在哪里？',
  'Write a Python function that reverses a string.',
];

const PLACES: Readonly<Record<SeatKind, string>> = {
  llama: t('on this machine'),
  openai: t('on a server'),
  vscode: t('from the editor'),
  custom: t('a module of yours'),
  imported: t('in another program'),
};

interface EmptyStateProps {
  readonly arena: Arena;
  readonly session: Session;
}

/** What to do in a session without turns. */
export function EmptyState({ arena, session }: EmptyStateProps) {
  const toys = areDemoBots(session.seats);
  const use = (example: string) => {
    arena.setDraft(example);
    focusComposer();
  };
  return (
    <section class="empty" data-testid="empty">
      <h2>{t('One prompt, all bots, side by side')}</h2>
      {session.seats.length === 0 ? (
        <>
          <p>{t('No bots are configured yet. Add a local model or a server.')}</p>
          <div class="ways">
            <Button look="primary" onClick={() => void arena.tell('model/add', {})}>
              {t('Add a Model…')}
            </Button>
            <Button onClick={() => void arena.tell('settings/open', {})}>
              {t('Open Settings')}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p>
            {t('Ask below. Compare the replies, vote for the best, and watch the leaderboard.')}
          </p>
          <ul class="cards">
            {session.seats.map(({ seat, name, model, kind }) => (
              <li class="card" key={seat}>
                <span class="seat">{seat}</span>
                <span class="card-text">
                  <span class="bot-name">{name}</span>
                  <span class="muted model" title={model}>
                    {model}
                  </span>
                  <span class="muted">{PLACES[kind]}</span>
                </span>
              </li>
            ))}
          </ul>
          {toys && (
            <p class="muted">
              {t(
                'These are toys to try ChatZoo with: they know animals, small sums, a little code.',
              )}
            </p>
          )}
          <p class="muted">{t('For example:')}</p>
          <ul class="examples">
            {(toys ? ZOO_EXAMPLES : EXAMPLES).map(example => (
              <li key={example}>
                <button type="button" class="example" onClick={() => use(example)}>
                  {example}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
