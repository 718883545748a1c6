import * as vscode from 'vscode';
import type { ChatZooApi } from '../../../src/extension/extension.ts';
import type { App } from '../../../src/extension/vscode/app.ts';
import { hasEnded, type Reply, type Session, type Turn } from '../../../src/core/model.ts';

export const EXTENSION = 'chatzoo.chatzoo';

/** The running extension's own objects. */
export async function api(): Promise<ChatZooApi> {
  const extension = vscode.extensions.getExtension<ChatZooApi>(EXTENSION);
  if (!extension) throw new Error(`${EXTENSION} is not installed in this window`);
  return extension.activate();
}

/** Writes a setting of the workspace and waits until the extension has taken it. */
export async function configure(values: Readonly<Record<string, unknown>>): Promise<void> {
  const { settings } = await api();
  for (const [key, value] of Object.entries(values)) {
    const section = vscode.workspace.getConfiguration('chatzoo');
    if (JSON.stringify(section.inspect(key)?.workspaceValue) === JSON.stringify(value)) continue;
    const taken = new Promise<void>(resolve => {
      const subscription = settings.onChange(() => {
        subscription.dispose();
        resolve();
      });
    });
    await section.update(key, value, vscode.ConfigurationTarget.Workspace);
    await taken;
  }
}

export async function lastTurn({ arena }: App, { id }: Session): Promise<Turn> {
  const turn = (await arena.snapshot(id)).turns.at(-1);
  if (!turn) throw new Error('There is no turn yet');
  return turn;
}

/** Puts a prompt and waits until every reply has ended. */
export async function ask(app: App, session: Session, prompt: string): Promise<readonly Reply[]> {
  await app.arena.startTurn(session.id, prompt);
  return ended(app, session);
}

/** Resolves once no reply of the last turn is under way. */
export function ended(app: App, session: Session): Promise<readonly Reply[]> {
  return until(app, async () => {
    const { replies } = await lastTurn(app, session);
    return replies.every(hasEnded) ? replies : undefined;
  });
}

/** Resolves with what `look` finds, looking again after each event of the arena. */
export function until<T>({ arena }: App, look: () => Promise<T | undefined>): Promise<T> {
  return new Promise((resolve, reject) => {
    const again = (): void => {
      look().then(found => {
        if (found === undefined) return;
        subscription.dispose();
        resolve(found);
      }, reject);
    };
    const subscription = arena.onEvent(again);
    again();
  });
}
