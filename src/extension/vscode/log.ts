import type * as vscode from 'vscode';
import type { Log } from '../app/ports.ts';

/** The output channel as the rest of the extension sees it; errors come with their stack. */
export function channelLog(channel: vscode.LogOutputChannel): Log & { show(): void } {
  const write = (level: 'debug' | 'info' | 'warn' | 'error', message: string): void => {
    try {
      channel[level](message);
    } catch {
      // The window is closing and the channel is gone: what ends now must not fail for want of a log.
    }
  };
  return {
    debug: message => {
      write('debug', message);
    },
    info: message => {
      write('info', message);
    },
    warn: message => {
      write('warn', message);
    },
    error: (message, error) => {
      const detail =
        error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);
      write('error', error === undefined ? message : `${message}: ${detail}`);
    },
    show: () => {
      channel.show();
    },
  };
}
