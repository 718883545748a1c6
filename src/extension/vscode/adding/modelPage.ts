import type { ModelDescription } from '../../../bots/describeModel.ts';
import { escapeHtml } from '../../../core/formats/export/escapeHtml.ts';
import { bytesText } from '../sessionsView/bytes.ts';
import { contextText, fitText, parametersText, templateText, type Reader } from './modelTexts.ts';
import { modelName } from './newEntries.ts';

export interface ModelPage {
  /** Of the file, without its folder. */
  readonly fileName: string;
  readonly content:
    | { readonly model: ModelDescription }
    /** Why it is no model that can be added, in words. */
    | { readonly problem: string };
  /** Runs the command that adds the file. */
  readonly addLink: string;
  readonly nonce: string;
}

/**
 * What a GGUF file says of itself, as a page without any script: it loads nothing, and its one link runs
 * the command that adds the model.
 */
export function modelPageHtml(page: ModelPage, reader: Reader): string {
  const { t, language } = reader;
  const { content, fileName, nonce } = page;
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  const heading = 'model' in content ? modelName(content.model, undefined) : fileName;
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escapeHtml(heading)}</title>
    <style nonce="${nonce}">${STYLE}</style>
  </head>
  <body data-page="model">
    <h1>${escapeHtml(heading)}</h1>
${
  'problem' in content
    ? `    <p role="alert">${escapeHtml(content.problem)}</p>`
    : `    <p><a class="button" href="${escapeHtml(page.addLink)}">${escapeHtml(t('Add to ChatZoo'))}</a></p>
    <table>
${factsOf(content.model, reader)
  .map(
    ([name, value]) =>
      `      <tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  )
  .join('\n')}
    </table>`
}
  </body>
</html>`;
}

function factsOf(
  model: ModelDescription,
  reader: Reader,
): readonly (readonly [name: string, value: string])[] {
  const { t, language } = reader;
  const unknown = t('the file does not say');
  const size = bytesText(model.fileSize, language);
  return [
    [t('Name'), model.name ?? unknown],
    [t('Architecture'), model.architecture],
    [t('Parameters'), parametersText(model.parameters, language)],
    [t('Quantisation'), model.quantisation ?? unknown],
    [t('Size'), model.fileCount > 1 ? t('{0} in {1} files', size, model.fileCount) : size],
    [t('Context'), contextText(model, reader)],
    [t('Template'), templateText(model, undefined, reader)],
    [t('Memory'), fitText(model, reader)],
    [t('Licence'), model.licence ?? unknown],
    [t('File'), model.path],
  ];
}

const STYLE = `
body { max-width: 50em; padding: 1em 2em; color: var(--vscode-foreground); font: var(--vscode-font-size) var(--vscode-font-family); }
h1 { font-weight: 400; overflow-wrap: anywhere; }
table { border-collapse: collapse; }
th { padding: 0.4em 2em 0.4em 0; text-align: start; font-weight: 600; white-space: nowrap; vertical-align: top; }
td { padding: 0.4em 0; overflow-wrap: anywhere; }
.button { display: inline-block; padding: 0.4em 1em; border: 1px solid var(--vscode-button-border, transparent); border-radius: 2px; background: var(--vscode-button-background); color: var(--vscode-button-foreground); text-decoration: none; }
.button:hover { background: var(--vscode-button-hoverBackground); }
.button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
`;
