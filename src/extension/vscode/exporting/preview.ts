import * as vscode from 'vscode';
import type { ExportFormat } from '../../../core/formats/export/format.ts';
import { exportSessions, type ExportPlan, type ExportTools } from '../../app/exporting.ts';
import type { CommandContext } from '../commands/command.ts';
import { previewText } from './previewText.ts';
import { sampleExport, type Sample } from './sample.ts';
import { watched } from './secrets.ts';

/** How the editor colours a file of this extension. */
const LANGUAGES: Readonly<Record<string, string>> = {
  md: 'markdown',
  html: 'html',
  // Coloured alike, but not checked: the beginning of a document is no whole one.
  json: 'jsonl',
  jsonl: 'jsonl',
};

export interface Preview {
  /** What is known of the file so far. */
  readonly sample: Sample | undefined;
  /** Renders anew; what is still rendering is dropped. */
  restart(plan: ExportPlan): void;
  close(): Promise<void>;
}

/**
 * An editor beside with the beginning of the file, as it would be now.
 *
 * @param onChange more is known.
 */
export function openPreview(
  { previews, log }: Pick<CommandContext, 'previews' | 'log'>,
  tools: ExportTools,
  onChange: () => void,
): Preview {
  const { t } = vscode.l10n;
  const document = previews.make(t('What the file will hold'));
  const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true };
  let shown: Promise<vscode.TextEditor> | undefined;
  let rendering = new AbortController();
  let sample: Sample | undefined;
  let closed = false;

  const show = async (format: ExportFormat): Promise<void> => {
    shown ??= document.show(beside);
    await shown;
    const language = LANGUAGES[format.extension];
    const known = await vscode.languages.getLanguages();
    if (closed) return;
    const isKnown = language !== undefined && known.includes(language);
    await document.setLanguage(isKnown ? language : 'plaintext');
  };
  return {
    get sample() {
      return sample;
    },
    restart: plan => {
      rendering.abort();
      rendering = new AbortController();
      const { signal } = rendering;
      const of = { language: vscode.env.language, extension: plan.format.extension };
      sample = undefined;
      onChange();
      const failed = (error: unknown): void => {
        if (closed || signal.aborted) return;
        log.error('The preview of an export', error);
        document.set(`… ${error instanceof Error ? error.message : String(error)}\n`);
      };
      show(plan.format).catch(failed);
      const { records, pieces, findings } = watched(tools.records, plan.content);
      const job = exportSessions(plan, { ...tools, records });
      sampleExport(
        { ...job, pieces: pieces(job.pieces) },
        {
          findings,
          clock: () => performance.now(),
          pause: () => new Promise(resolve => setImmediate(resolve)),
          signal,
          onChange: now => {
            sample = now;
            document.set(previewText(now, { ...of, sessions: plan.ids.length }, t));
            onChange();
          },
        },
      ).catch(failed);
    },
    close: async () => {
      if (closed) return;
      closed = true;
      rendering.abort();
      await shown?.then(
        () => undefined,
        () => undefined,
      );
      await document.close();
    },
  };
}
