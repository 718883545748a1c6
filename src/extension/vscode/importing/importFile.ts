import { createHash } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import type { CleaningOptions, ImportFormat } from '../../../core/formats/import/format.ts';
import { IMPORT_FORMATS } from '../../../core/formats/import/registry.ts';
import type { SessionId } from '../../../core/model.ts';
import { assertNever } from '../../../core/std/assertNever.ts';
import { planImport, runImport, type ImportJob, type ImportTools } from '../../app/importing.ts';
import type { ImportReport } from '../../app/importReport.ts';
import type { RecordStore } from '../../app/ports.ts';
import { Refusal } from '../../app/refusal.ts';
import { openContent } from '../../exchange/openContent.ts';
import type { CommandContext } from '../commands/command.ts';
import { withLateProgress, type ProgressOfWork } from '../lateProgress.ts';
import { loadSqlJs } from '../openStores.ts';
import { inToast } from '../toast.ts';
import type { VirtualDocument } from '../virtualDocuments.ts';
import { askCleaning, askFormat, askNext } from './importPicks.ts';
import { importReportText } from './importReport.ts';
import { withLocalFile, type LocalFile } from './localFile.ts';
import { importProblemText } from './problemText.ts';

/** How the file is to be read; what is left out is found out or none. */
interface Reading {
  readonly format?: ImportFormat | undefined;
  readonly cleaning?: CleaningOptions | undefined;
}

/** Shows what is in the file and what of it would be new; writes it once the user says so. */
export async function importFile(context: CommandContext, file: vscode.Uri): Promise<void> {
  try {
    const read = (): Thenable<Uint8Array> => vscode.workspace.fs.readFile(file);
    await withLocalFile(file, read, local => importLocal(context, local));
  } catch (error) {
    explain(context, error, path.posix.basename(file.path));
  }
}

async function importLocal(context: CommandContext, file: LocalFile): Promise<void> {
  const { t } = vscode.l10n;
  const { name: fileName } = file;
  const document = context.reports.make(t('Import of {0}', fileName));
  let reading: Reading = {};
  for (;;) {
    const plan = await planned(context, file, reading);
    if (plan === undefined) {
      await document.close();
      return;
    }
    if ('refusal' in plan) {
      const format = await askFormat(fileName, plan.refusal, reading.format);
      if (!format) {
        await document.close();
        return;
      }
      reading = { ...reading, format };
      continue;
    }
    document.set(importReportText(plan, { fileName, stage: 'planned' }, t));
    await document.show({ preview: false, preserveFocus: true });
    await document.setLanguage('markdown');
    const next = await askNext(fileName, plan);
    switch (next) {
      case 'import':
        await imported(context, file, { reading, document });
        return;
      case 'format': {
        const chosen = IMPORT_FORMATS.find(({ id }) => id === plan.formatId);
        const format = await askFormat(fileName, t('Read as which format?'), chosen);
        if (format) reading = { ...reading, format };
        break;
      }
      case 'cleaning':
        reading = {
          ...reading,
          cleaning: (await askCleaning(reading.cleaning)) ?? reading.cleaning,
        };
        break;
      case 'leave':
        await document.close();
        return;
      default:
        assertNever(next);
    }
  }
}

/** @returns undefined if the user cancelled it, or nothing can be read; then that is said. */
async function planned(
  context: CommandContext,
  file: LocalFile,
  reading: Reading,
): Promise<ImportReport | { readonly refusal: string } | undefined> {
  const { t } = vscode.l10n;
  const { name: fileName } = file;
  const tools = await toolsOf(context);
  try {
    const plan = await withLateProgress(t('Reading {0}', fileName), progress =>
      planImport(jobOf(context, file, reading, progress), tools),
    );
    return plan.stopped ? undefined : plan;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unknownFormat') {
      return { refusal: error.message };
    }
    explain(context, error, fileName);
    return undefined;
  }
}

async function imported(
  context: CommandContext,
  file: LocalFile,
  { reading, document }: { readonly reading: Reading; readonly document: VirtualDocument },
): Promise<void> {
  const { t } = vscode.l10n;
  const { name: fileName } = file;
  const tools = await toolsOf(context);
  const { sessions } = await context.app();
  const merged: SessionId[] = [];
  const records: RecordStore = {
    get: id => tools.records.get(id),
    compare: some => tools.records.compare(some),
    merge: async some => {
      const outcomes = await tools.records.merge(some);
      merged.push(...outcomes.filter(({ kind }) => kind !== 'known').map(({ id }) => id));
      return outcomes;
    },
  };
  try {
    const report = await withLateProgress(t('Importing {0}', fileName), progress =>
      runImport(jobOf(context, file, reading, progress), { ...tools, records }),
    );
    document.set(importReportText(report, { fileName, stage: 'done' }, t));
    void tell(summary(report), document);
  } catch (error) {
    explain(context, error, fileName);
  } finally {
    // Also after half of it: the views must show what is there now.
    if (merged.length > 0) sessions.imported(merged);
  }
}

async function toolsOf({ app }: CommandContext): Promise<ImportTools> {
  return {
    records: (await app()).records,
    hash: text => createHash('sha256').update(text, 'utf8').digest('hex'),
    now: () => Date.now(),
    t: vscode.l10n.t,
  };
}

function jobOf(
  { extension }: CommandContext,
  file: LocalFile,
  reading: Reading,
  { signal, report }: ProgressOfWork,
): ImportJob {
  return {
    ...reading,
    open: () =>
      openContent(file.path, { loadSqlJs: () => loadSqlJs(extension.extensionPath), signal }),
    signal,
    onProgress: done => {
      report(vscode.l10n.t('{0} sessions', done));
    },
  };
}

function summary({ sessions, refusedCount, stopped }: ImportReport): string {
  const { t } = vscode.l10n;
  return [
    ...(stopped ? [t('The import was cancelled. What had been imported stays.')] : []),
    t('Sessions added: {0}', sessions.added),
    ...(sessions.extended > 0 ? [t('extended: {0}', sessions.extended)] : []),
    ...(sessions.known > 0 ? [t('already here: {0}', sessions.known)] : []),
    ...(refusedCount > 0 ? [t('parts refused: {0}', refusedCount)] : []),
  ].join(' · ');
}

async function tell(message: string, document: VirtualDocument): Promise<void> {
  const show = vscode.l10n.t('Show Report');
  const picked = await vscode.window.showInformationMessage(inToast(message), show);
  if (picked !== show) return;
  await document.show({ preview: false });
  await document.setLanguage('markdown');
}

/** Says what is wrong; nothing if the user cancelled. @throws the error, if the file is not to blame */
function explain({ log }: CommandContext, error: unknown, fileName: string): void {
  if (error instanceof Error && error.name === 'AbortError') return;
  const text = importProblemText(error, fileName, vscode.l10n.t);
  if (text === undefined) throw error;
  log.warn(`${fileName} cannot be imported: ${(error as Error).message}`);
  void vscode.window.showErrorMessage(inToast(`ChatZoo: ${text}`));
}
