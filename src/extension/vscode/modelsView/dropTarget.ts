import * as vscode from 'vscode';
import { COMMANDS } from '../ids.ts';
import { droppedPaths } from './dropFiles.ts';
import type { ModelsNode } from './nodes.ts';

const URI_LIST = 'text/uri-list';

/** Takes files that are dropped on the view, from the editor's own lists or from the desktop. */
export const DROP_TARGET: vscode.TreeDragAndDropController<ModelsNode> = {
  dragMimeTypes: [],
  dropMimeTypes: [URI_LIST, 'files'],
  async handleDrop(_target, dropped) {
    const listed = (await dropped.get(URI_LIST)?.asString()) ?? '';
    const files = [...dropped].flatMap(([, item]) => item.asFile()?.uri ?? []);
    const paths = new Set([
      ...droppedPaths(listed),
      ...files.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath),
    ]);
    if (paths.size > 0) {
      await vscode.commands.executeCommand(COMMANDS.addModel, { paths: [...paths] });
      return;
    }
    void vscode.window.showWarningMessage(
      vscode.l10n.t('Drop GGUF files here that lie on the machine on which ChatZoo runs.'),
    );
  },
};
