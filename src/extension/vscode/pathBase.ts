import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { PathBase } from '../discovery/typedPath.ts';

/** What typed paths and those of the settings start from. */
export function pathBase(): PathBase {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return {
    platform: process.platform,
    home: homedir(),
    folder: folder?.scheme === 'file' ? folder.fsPath : undefined,
  };
}
