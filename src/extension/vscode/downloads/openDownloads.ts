import path from 'node:path';
import * as vscode from 'vscode';
import { Downloads } from '../../app/downloads.ts';
import type { Log } from '../../app/ports.ts';
import { NodeDownloads } from '../../downloads/nodeDownloads.ts';
import type { ApiKeys } from '../apiKeys.ts';
import { bytesText } from '../sessionsView/bytes.ts';
import { downloadWords } from './downloadWords.ts';
import { hubAddress } from './hub.ts';
import { modelsFolder } from './modelsFolder.ts';

interface Parts {
  readonly extensionPath: string;
  readonly globalState: vscode.Memento;
  readonly apiKeys: ApiKeys;
  readonly log: Log;
}

/** The folders in which something is not whole yet. */
const KNOWN = 'chatzoo.downloadFolders';

/** The downloads of this window. */
export function openDownloads({ extensionPath, globalState, apiKeys, log }: Parts): Downloads {
  const { language } = vscode.env;
  const port = new NodeDownloads({
    workerPath: path.join(extensionPath, 'dist', 'downloadProcess.mjs'),
    folder: modelsFolder,
    known: {
      read: () => globalState.get<readonly string[]>(KNOWN, []),
      write: folders => globalState.update(KNOWN, folders.length === 0 ? undefined : folders),
    },
    hub: hubAddress(),
    token: origin => apiKeys.get(origin),
    log: line => {
      log.debug(`download: ${line}`);
    },
  });
  return new Downloads({
    port,
    words: error =>
      downloadWords(error, { t: vscode.l10n.t, size: bytes => bytesText(bytes, language) }),
    onBug: (what, error) => {
      log.error(what, error);
    },
  });
}
