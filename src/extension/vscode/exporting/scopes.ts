import type { Session, SessionId } from '../../../core/model.ts';
import type { CommandContext } from '../commands/command.ts';

/** Which sessions are meant. */
export interface Scope {
  readonly kind: 'one' | 'selected' | 'filtered' | 'all';
  /** In the order of the list. */
  readonly ids: readonly SessionId[];
  /** Of a single session; names the file. */
  readonly title?: string | undefined;
}

/** What may be exported now, the narrowest first; only what holds something. */
export async function scopesNow(
  { app, tree, selectedSessions }: CommandContext,
  chosen: { readonly session?: Session | undefined; readonly several?: readonly SessionId[] },
): Promise<readonly Scope[]> {
  const { sessions } = await app();
  const { session } = chosen;
  const scopes: Scope[] = [];
  if (session) scopes.push({ kind: 'one', ids: [session.id], title: session.title });
  const several = chosen.several ?? selectedSessions();
  if (several.length > 1) scopes.push({ kind: 'selected', ids: several });
  const filter = tree.filter();
  if (filter) scopes.push({ kind: 'filtered', ids: filter.ids });
  scopes.push({ kind: 'all', ids: await sessions.ids() });
  return scopes.filter(({ ids }) => ids.length > 0);
}
