import { FONTS, THEMES, type ThemeName } from './themes.ts';

export interface HtmlOptions {
  readonly page: string;
  readonly theme: ThemeName;
  readonly locale: string;
  readonly bundle: Readonly<Record<string, string>>;
  /** Off only to show that the sanitiser needs no help. */
  readonly csp: boolean;
}

const NONCE = 'test-nonce';

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('<', '&lt;');

/** The page as the host and the editor together make it. */
export function htmlOf({ page, theme, locale, bundle, csp }: HtmlOptions): string {
  const { kind, colours } = THEMES[theme];
  const variables = Object.entries({ ...FONTS, ...colours })
    .map(([name, value]) => `--vscode-${name}: ${value};`)
    .join('');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${NONCE}'`,
    `style-src http://page.test 'nonce-${NONCE}'`,
    'font-src http://page.test',
    'img-src data:',
  ].join('; ');
  // The editor's own style sheet gives the body a padding and code a colour.
  return `<!DOCTYPE html>
<html lang="${locale}">
<head>
  <meta charset="utf-8">
  ${csp ? `<meta http-equiv="Content-Security-Policy" content="${policy}">` : ''}
  <meta property="csp-nonce" content="${NONCE}">
  <style nonce="${NONCE}">
    html { ${variables} scrollbar-color: var(--vscode-scrollbarSlider-background) transparent; }
    @layer vscode-default {
      body { background-color: transparent; color: var(--vscode-editor-foreground); margin: 0; padding: 0 20px; }
      code { color: var(--vscode-textPreformat-foreground); background-color: var(--vscode-textPreformat-background); padding: 1px 3px; border-radius: 4px; }
      pre code { padding: 0; }
      a { color: var(--vscode-textLink-foreground); }
    }
  </style>
  <link rel="stylesheet" href="http://page.test/${page}.css">
</head>
<body class="${kind}" data-vscode-theme-kind="${kind}" data-page="${page}" data-locale="${locale}"
  data-l10n='${escapeAttribute(JSON.stringify(bundle))}'>
  <div id="root"></div>
  <script type="module" nonce="${NONCE}" src="http://page.test/${page}.js"></script>
</body>
</html>`;
}
