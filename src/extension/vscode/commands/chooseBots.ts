import * as vscode from 'vscode';
import { botNameIn } from '../modelsView/nodes.ts';
import { withoutIcons } from '../sessionsView/plainText.ts';
import { SELECTION } from './chooseSession.ts';
import type { CommandContext } from './command.ts';

interface Question {
  readonly placeholder: string;
  /** The names to choose from where no row says which bot is meant. */
  readonly names: readonly string[];
  /** What is said if there is none. */
  readonly none: string;
}

/**
 * The bots that a command is about, which may be several: the selected rows if the menu's row is among them or
 * a key was pressed; else that row; else the user is asked.
 *
 * @param target what the command was called with, and `selected` what came after it.
 * @returns an empty list if the user chose none.
 */
export async function chooseBots(
  context: CommandContext,
  target: unknown,
  selected: unknown,
  question: Question,
): Promise<readonly string[]> {
  if (target === SELECTION) return context.modelsTree.selectedBots();
  const name = botNameIn(target);
  if (name === undefined) return ask(question);
  const rows = Array.isArray(selected) ? selected.map(botNameIn) : [];
  return rows.includes(name) ? rows.filter(row => row !== undefined) : [name];
}

/** The one bot that a command is about; of several selected rows the first. */
export async function chooseBot(
  context: CommandContext,
  target: unknown,
  question: Question,
): Promise<string | undefined> {
  return (await chooseBots(context, target, undefined, question))[0];
}

async function ask({ placeholder, names, none }: Question): Promise<readonly string[]> {
  if (names.length === 0) {
    void vscode.window.showInformationMessage(none);
    return [];
  }
  const picked = await vscode.window.showQuickPick(
    names.map(name => ({ label: withoutIcons(name), name })),
    { placeHolder: placeholder },
  );
  return picked ? [picked.name] : [];
}
