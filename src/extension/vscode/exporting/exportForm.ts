import { createHash, randomBytes } from 'node:crypto';
import os from 'node:os';
import * as vscode from 'vscode';
import { EXPORT_FORMATS } from '../../../core/formats/export/registry.ts';
import type { ExportFormat } from '../../../core/formats/export/format.ts';
import { assertNever } from '../../../core/std/assertNever.ts';
import { exportFileName, exportSessions, type ExportPlan } from '../../app/exporting.ts';
import type { CommandContext } from '../commands/command.ts';
import { withoutIcons } from '../sessionsView/plainText.ts';
import { recall, remember, type Choices } from './choices.ts';
import { formRows, type FormRow, type RowId } from './formRows.ts';
import { agreeToKeys, showFindings } from './findings.ts';
import { notesOf } from './notes.ts';
import { openPreview } from './preview.ts';
import { formatName } from './purposes.ts';
import { saveExport, settleTarget } from './saveExport.ts';
import type { Scope } from './scopes.ts';
import { isKey, watched, type Finding } from './secrets.ts';
import { askContent, askFormat, askNames, askScope } from './subPicks.ts';

type Row = vscode.QuickPickItem & Pick<FormRow, 'id'>;

/**
 * Shows what an export would write, beside the choices, until it is written or the form is left.
 *
 * @param scopes what may be exported.
 * @param first what is meant at first.
 */
export async function exportForm(
  context: CommandContext,
  scopes: readonly Scope[],
  first: Scope,
): Promise<void> {
  const { t } = vscode.l10n;
  const { records } = await context.app();
  const memory = context.extension.workspaceState;
  const now = Date.now();
  let choices = recall(memory, formatsOf(), () => randomBytes(12).toString('base64url'));
  // The salt at least is new: what is shown of it must hold.
  await remember(memory, choices);
  let scope = first;
  const tools = {
    records,
    hash: (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex'),
    now: () => Date.now(),
  };
  const plan = (): ExportPlan => ({
    format: choices.format,
    ids: scope.ids,
    content: choices.content,
    salt: choices.pseudonyms ? choices.salt : undefined,
  });
  const target = (): vscode.Uri | undefined => {
    const folder = folderOf(choices);
    return folder && vscode.Uri.joinPath(folder, exportFileName(scope.title, now, choices.format));
  };

  const form = vscode.window.createQuickPick<Row>();
  form.title = t('Export Sessions');
  form.placeholder = t('Enter on the first row writes the file; on another one it changes that');
  form.ignoreFocusOut = true;
  form.matchOnDescription = true;
  const preview = openPreview(context, tools, () => {
    draw();
  });
  const draw = (): void => {
    const file = target();
    const state = {
      choices,
      scope,
      sample: preview.sample,
      language: vscode.env.language,
      target: file && vscode.workspace.asRelativePath(file),
    };
    const active = form.activeItems[0]?.id;
    form.items = formRows(state, t).map(row => ({
      id: row.id,
      label: withoutIcons(row.label),
      detail: withoutIcons(row.detail ?? ''),
      description: row.description ?? '',
      iconPath: new vscode.ThemeIcon(row.icon),
    }));
    const again = form.items.find(({ id }) => id === active);
    if (again) form.activeItems = [again];
  };
  const change = async (changed: Choices | undefined): Promise<void> => {
    if (!changed) return;
    choices = changed;
    await remember(memory, choices);
    preview.restart(plan());
  };
  /**
   * @param warned what the form has warned of.
   * @returns whether the form is done.
   */
  const write = async (
    file: vscode.Uri | undefined,
    warned: readonly Finding[],
  ): Promise<boolean> => {
    if (!file) return false;
    const wanted = plan();
    const look = watched(tools.records, wanted.content);
    const job = exportSessions(wanted, { ...tools, records: look.records });
    form.hide();
    await preview.close();
    await saveExport(file, {
      pieces: async function* ({ report }) {
        yield* reporting({ ...job, pieces: look.pieces(job.pieces) }, wanted.ids.length, report);
        // The file is in place only once the last piece was taken.
        if (!warned.some(isKey)) await agreeToKeys(look.findings().filter(isKey), t);
      },
      notes: () => {
        const { leftOut } = job.progress();
        return notesOf({ findings: look.findings(), known: warned.length, leftOut }, t);
      },
      showPlaces: () => showFindings(context, look.findings()),
    });
    return true;
  };
  const act = async (row: RowId): Promise<boolean> => {
    // As the user sees it now: what is found behind a dialog is not seen.
    const warned = preview.sample?.findings ?? [];
    switch (row) {
      case 'write': {
        const file = target();
        return write(file ? await settleTarget(file) : await place(), warned);
      }
      case 'place':
        return write(await place(), warned);
      case 'format':
        await change(await askFormat(choices));
        return false;
      case 'content':
        await change(await askContent(choices));
        return false;
      case 'names':
        await change(await askNames(choices));
        return false;
      case 'sessions':
        scope = (await askScope(scopes, scope)) ?? scope;
        preview.restart(plan());
        return false;
      case 'secrets':
        await showFindings(context, preview.sample?.findings ?? []);
        return false;
      case 'looked':
      case 'leftOut':
        return false;
      default:
        return assertNever(row);
    }
  };
  const place = async (): Promise<vscode.Uri | undefined> => {
    const file = await askPlace(
      folderOf(choices) ?? vscode.Uri.file(os.homedir()),
      exportFileName(scope.title, now, choices.format),
      choices.format,
    );
    if (!file) return undefined;
    choices = { ...choices, folder: vscode.Uri.joinPath(file, '..').toString() };
    await remember(memory, choices);
    return file;
  };

  try {
    draw();
    form.show();
    preview.restart(plan());
    for (;;) {
      const row = await accepted(form);
      if (row === undefined || (await act(row))) return;
      draw();
      form.show();
    }
  } finally {
    form.dispose();
    await preview.close();
  }
}

/** The row that Enter was pressed on; undefined once the user has left the form. */
function accepted(form: vscode.QuickPick<Row>): Promise<RowId | undefined> {
  return new Promise(resolve => {
    const subscriptions = [
      form.onDidAccept(() => {
        end(form.activeItems[0]?.id);
      }),
      form.onDidHide(() => {
        end(undefined);
      }),
    ];
    const end = (row: RowId | undefined): void => {
      for (const subscription of subscriptions) subscription.dispose();
      resolve(row);
    };
  });
}

function formatsOf(): readonly [ExportFormat, ...ExportFormat[]] {
  const [first, ...rest] = EXPORT_FORMATS;
  if (!first) throw new Error('There is no export format');
  return [first, ...rest];
}

/** The folder that was chosen last; else `exports` in the workspace; undefined without either. */
function folderOf({ folder }: Choices): vscode.Uri | undefined {
  if (folder !== undefined) return vscode.Uri.parse(folder, true);
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  return workspace && vscode.Uri.joinPath(workspace.uri, 'exports');
}

async function askPlace(
  folder: vscode.Uri,
  name: string,
  format: ExportFormat,
): Promise<vscode.Uri | undefined> {
  const { t } = vscode.l10n;
  const there = await Promise.resolve(vscode.workspace.fs.stat(folder)).then(
    () => folder,
    () => vscode.Uri.joinPath(folder, '..'),
  );
  return vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(there, name),
    filters: { [formatName(format, t)]: [format.extension] },
    saveLabel: t('Export'),
    title: t('Export Sessions'),
  });
}

async function* reporting(
  { pieces, progress }: ReturnType<typeof exportSessions>,
  sessions: number,
  report: (message: string, part: number) => void,
): AsyncIterable<string> {
  for await (const piece of pieces) {
    yield piece;
    const done = progress().sessions;
    report(vscode.l10n.t('{0} of {1} sessions', done, sessions), done / Math.max(1, sessions));
  }
}
