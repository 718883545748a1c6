import * as vscode from 'vscode';
import { WALKTHROUGH } from '../ids.ts';
import type { Command } from './command.ts';

/** Opens “Get Started with ChatZoo” among the editor's walkthroughs. */
export const openWalkthrough: Command = async () => {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false);
};
