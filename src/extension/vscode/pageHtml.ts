import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { escapeHtml } from '../../core/formats/export/escapeHtml.ts';

export type PageName = 'arena' | 'bot' | 'leaderboard';

/** Where a page may load files from. */
export function pageRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/**
 * The document of a page. It may run its own script and load its own style sheet, and nothing else:
 * no network, no inline script, no frame, no form.
 */
export function pageHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  page: PageName,
): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(pageRoot(extensionUri), name)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `img-src data:`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  const l10n = JSON.stringify(vscode.l10n.bundle ?? {});
  return `<!doctype html>
<html lang="${escapeHtml(vscode.env.language)}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <!-- Where the toolkit looks for the nonce of the style sheets it makes. -->
    <meta property="csp-nonce" content="${nonce}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${file(`${page}.css`)}" />
  </head>
  <body data-page="${page}" data-locale="${escapeHtml(vscode.env.language)}" data-l10n="${escapeHtml(l10n)}">
    <div id="root"></div>
    <script type="module" nonce="${nonce}" src="${file(`${page}.js`)}"></script>
  </body>
</html>`;
}

/** A page that can only say why there is nothing to see. */
export function errorHtml(message: string): string {
  return `<!doctype html>
<html lang="${escapeHtml(vscode.env.language)}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'" />
  </head>
  <body>
    <h1>ChatZoo</h1>
    <p role="alert">${escapeHtml(message)}</p>
  </body>
</html>`;
}
