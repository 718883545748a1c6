import type { THEME_PROPERTIES } from '../theme.ts';

type Colours = Readonly<Record<Exclude<(typeof THEME_PROPERTIES)[number], '--vscode-contrastBorder'>, string>>; // prettier-ignore

const LIGHT: Colours = {
  '--vscode-foreground': '#1f2328',
  '--vscode-descriptionForeground': '#59636e',
  '--vscode-editor-background': '#ffffff',
  '--vscode-charts-blue': '#0b6bcb',
  '--vscode-charts-red': '#cf222e',
  '--vscode-charts-green': '#1a7f37',
  '--vscode-charts-purple': '#8250df',
  '--vscode-charts-yellow': '#b07d00',
};

const DARK: Colours = {
  '--vscode-foreground': '#e6edf3',
  '--vscode-descriptionForeground': '#9198a1',
  '--vscode-editor-background': '#0d1117',
  '--vscode-charts-blue': '#58a6ff',
  '--vscode-charts-red': '#ff7b72',
  '--vscode-charts-green': '#3fb950',
  '--vscode-charts-purple': '#bc8cff',
  '--vscode-charts-yellow': '#d29922',
};

const root = (colours: Readonly<Record<string, string>>) =>
  `:root { ${Object.entries(colours)
    .map(([name, colour]) => `${name}: ${colour};`)
    .join(' ')} }`;

/** The report's own theme, under the names that the charts know from the editor. */
export const REPORT_STYLE = `
${root({ 'color-scheme': 'light dark', ...LIGHT, '--line': '#d1d9e0' })}
@media (prefers-color-scheme: dark) { ${root({ ...DARK, '--line': '#3d444d' })} }
@media (prefers-contrast: more) { ${root({ '--vscode-contrastBorder': 'currentColor', '--line': 'currentColor' })} }
@media print { ${root({ 'color-scheme': 'light', ...LIGHT })} }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 75rem; padding: 1.5rem; background: var(--vscode-editor-background); color: var(--vscode-foreground); font: 1rem/1.5 system-ui, "Segoe UI", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
h1, h2 { line-height: 1.25; }
h2 { margin: 2.5rem 0 .8rem; font-size: 1.2rem; }
header p, .muted, figcaption, summary { color: var(--vscode-descriptionForeground); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0; font-size: .9rem; }
dt { color: var(--vscode-descriptionForeground); }
dd { margin: 0; overflow-wrap: anywhere; }
.warnings { border-left: 4px solid var(--vscode-charts-yellow); padding: .2rem 1rem .2rem 2rem; }
.box { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; }
caption { text-align: left; padding-bottom: .3rem; color: var(--vscode-descriptionForeground); }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .7rem; text-align: left; overflow-wrap: anywhere; }
th { font-weight: 600; }
th[scope=col] { white-space: nowrap; }
th[scope=row] { min-width: 8rem; }
.muted { font-weight: normal; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
figure { margin: 0; }
details { margin-top: .5rem; }
summary { cursor: pointer; }
.plot { display: block; }
.plot text { white-space: pre; }
.sample { vertical-align: middle; margin-right: .4rem; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  .box { overflow: visible; }
  .plot { max-width: 100%; height: auto; }
  section { break-inside: avoid-page; }
  h2 { break-after: avoid; }
  details { display: none; }
}
`;
