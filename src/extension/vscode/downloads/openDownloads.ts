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
  readonly apiKeys: ApiKeys;
  readonly log: Log;
}

/** The downloads of this window; those that were begun before are looked for, and stand still. */
export function openDownloads({ extensionPath, apiKeys, log }: Parts): Downloads {
  const { language } = vscode.env;
  const port = new NodeDownloads({
    workerPath: path.join(extensionPath, 'dist', 'downloadProcess.mjs'),
    folder: modelsFolder,
    hub: hubAddress(),
    token: origin => apiKeys.get(origin),
    log: line => {
      log.debug(`download: ${line}`);
    },
  });
  const downloads = new Downloads({
    port,
    words: error =>
      downloadWords(error, { t: vscode.l10n.t, size: bytes => bytesText(bytes, language) }),
    onBug: (what, error) => {
      log.error(what, error);
    },
  });
  downloads.refresh().catch((error: unknown) => {
    log.error('The unfinished downloads could not be listed', error);
  });
  return downloads;
}
