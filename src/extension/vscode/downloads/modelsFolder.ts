import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { SETTINGS, SETTINGS_SECTION } from '../ids.ts';
import { resolvePath } from '../settingsReader.ts';

/** Outside the editor, so that other editors and the command line find the models too. */
const USUAL = ['.cache', 'chatzoo', 'models'];

/** Where downloaded models go: what the setting says, else `~/.cache/chatzoo/models`. */
export function modelsFolder(): string {
  const written = vscode.workspace
    .getConfiguration(SETTINGS_SECTION)
    .get<unknown>(SETTINGS.modelsFolder);
  if (typeof written !== 'string' || written.trim() === '') {
    return path.join(os.homedir(), ...USUAL);
  }
  return resolvePath(written.trim());
}
