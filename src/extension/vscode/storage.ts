import type { Arena } from '../app/arena.ts';
import type { Sessions } from '../app/sessions.ts';
import type { Database } from '../store/database.ts';
import type { DatabaseInfo } from '../store/info.ts';

/** The files that hold the sessions, seen as a whole. */
export interface Storage {
  /** Where they are and how much they take. */
  info(): Promise<DatabaseInfo>;
  /** Leaves no session, no backup and nothing that was set aside, and closes the pages. @throws StoreError */
  eraseAll(): Promise<void>;
}

export function storageOf(
  database: Pick<Database, 'info' | 'eraseAll'>,
  { arena, sessions }: { readonly arena: Arena; readonly sessions: Sessions },
): Storage {
  return {
    info: () => database.info(),
    eraseAll: async () => {
      const live = [...arena.sessions.all()].map(({ session }) => session.id);
      // Stopped first, so that no reply is stored in what is empty by then.
      for (const id of live) arena.sessions.remove(id);
      await database.eraseAll();
      for (const id of live) arena.forget(id);
      sessions.erased();
    },
  };
}
