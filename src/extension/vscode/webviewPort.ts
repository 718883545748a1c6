import type * as vscode from 'vscode';
import type { Port } from '../../protocol/rpc.ts';

/** A page's end of the border, as the host sees it. */
export function webviewPort(webview: vscode.Webview): Port {
  return {
    post: message => {
      // Answers false for a hidden page: it asks for a snapshot when it is shown again.
      void webview.postMessage(message);
    },
    listen: onMessage => {
      const subscription = webview.onDidReceiveMessage(onMessage);
      return () => {
        subscription.dispose();
      };
    },
  };
}
