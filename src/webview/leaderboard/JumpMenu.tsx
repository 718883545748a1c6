import { t } from '../l10n.ts';

interface JumpMenuProps {
  /** Ids of sections and what they are called, in the order of the page. */
  readonly places: readonly (readonly [id: string, title: string])[];
}

/** The way to each part of the page. Buttons: the editor takes links for its own. */
export function JumpMenu({ places }: JumpMenuProps) {
  return (
    <nav class="jump" aria-label={t('Parts of this page')}>
      <ul>
        {places.map(([id, title]) => (
          <li key={id}>
            <button
              type="button"
              class="link"
              data-testid={`jump-${id}`}
              onClick={() => jumpTo(id)}
            >
              {title}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function jumpTo(id: string): void {
  const place = document.getElementById(id);
  place?.scrollIntoView({ block: 'start' });
  place?.focus({ preventScroll: true });
}
