import * as vscode from 'vscode';
import type { Session, SessionId } from '../../../core/model.ts';
import { searchPick } from '../sessionsView/searchPick.ts';
import type { CommandContext } from './command.ts';

/** What the keys of the sessions view call their command with, as package.json says. */
export const SELECTION = 'selection';

/**
 * The session a command is about: the one a menu or a page gave, or the one selected in the view
 * whose key was pressed; else the page in front; else the user is asked.
 *
 * @param target what the command was called with.
 * @returns undefined if the user chose none, or there is none (then says so).
 */
export async function chooseSession(
  context: CommandContext,
  target: unknown,
): Promise<Session | undefined> {
  if (target === SELECTION) return find(context, context.selectedSessions()[0]);
  const given = idIn(target) ?? context.arenaPanels.active;
  return given === undefined ? askForSession(context) : find(context, given);
}

/** The session a menu gave; else the user is asked, also while a page is in front. */
export async function givenSession(
  context: CommandContext,
  target: unknown,
): Promise<Session | undefined> {
  const given = idIn(target);
  return given === undefined ? askForSession(context) : find(context, given);
}

async function find(
  { app }: CommandContext,
  id: SessionId | undefined,
): Promise<Session | undefined> {
  return id === undefined ? undefined : (await app()).sessions.get(id);
}

async function askForSession({ app }: CommandContext): Promise<Session | undefined> {
  const opened = await app();
  const { t } = vscode.l10n;
  const { todo, annotated, debug } = await opened.sessions.counts();
  if (todo + annotated + debug === 0) {
    void vscode.window.showInformationMessage(t('There is no session yet. Open the arena first.'));
    return undefined;
  }
  const found = await searchPick(opened, {
    title: t('Which session?'),
    placeholder: t('Words in titles, prompts, replies and comments'),
  });
  return found && opened.sessions.get(found.id);
}

function idIn(target: unknown): SessionId | undefined {
  const id = (target as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? (id as SessionId) : undefined;
}
