import type * as vscode from 'vscode';
import type { Log } from '../app/ports.ts';

/** The output channel as the rest of the extension sees it; errors come with their stack. */
export function channelLog(channel: vscode.LogOutputChannel): Log & { show(): void } {
  return {
    info: message => {
      channel.info(message);
    },
    warn: message => {
      channel.warn(message);
    },
    error: (message, error) => {
      const detail =
        error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);
      channel.error(error === undefined ? message : `${message}: ${detail}`);
    },
    show: () => {
      channel.show();
    },
  };
}
