import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { ensureHost } from '../../../scripts/host/install.mjs';

/** Installs a VSIX as a user does, without a window. */
export async function installExtension(
  vsix: string,
  folders: { readonly dataDir: string; readonly extensionsDir: string },
): Promise<void> {
  const { node, vscode } = await ensureHost(() => undefined);
  const main = path.join(vscode, 'out', 'server-main.js');
  const { stdout } = await promisify(execFile)(node, [
    ...[main, '--accept-server-license-terms', '--install-extension', vsix],
    ...['--server-data-dir', folders.dataDir, '--extensions-dir', folders.extensionsDir],
  ]);
  if (!stdout.includes('successfully installed')) throw new Error(stdout);
}
