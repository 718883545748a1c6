import type { Arena } from './arena.ts';

/** A log and not a status: each addition is spoken by itself, even when its words are the last ones. */
export function Announcer({ arena }: { readonly arena: Arena }) {
  return (
    <div class="visually-hidden" role="log" aria-live="polite" data-testid="announcements">
      {arena.announcements.value.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
