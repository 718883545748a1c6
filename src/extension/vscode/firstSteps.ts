import * as vscode from 'vscode';
import type { Disposable } from '../../core/std/disposable.ts';
import type { App } from './app.ts';
import { ASKED_CONTEXT, VOTED_CONTEXT } from './ids.ts';

/** Tells the walkthrough when a prompt is asked and a vote is cast: no command does either. */
export function followFirstSteps({ arena }: Pick<App, 'arena'>): Disposable {
  const done = new Set<string>();
  const tick = (context: string): void => {
    if (done.has(context)) return;
    done.add(context);
    void vscode.commands.executeCommand('setContext', context, true);
  };
  return arena.onEvent(event => {
    if (event.kind === 'turn') tick(ASKED_CONTEXT);
    if (event.kind === 'session' && event.votes.length > 0) tick(VOTED_CONTEXT);
  });
}
