import * as vscode from 'vscode';
import type { ModelDescription } from '../../../bots/describeModel.ts';
import { shortenPath, type PathChoice } from '../../discovery/typedPath.ts';
import type { CommandContext } from '../commands/command.ts';
import { withoutIcons } from '../sessionsView/plainText.ts';
import { addEntries } from './addEntries.ts';
import { addModelFiles } from './addFiles.ts';
import { modelDetail, modelLine, type Reader } from './modelTexts.ts';
import { fileEntry, modelName } from './newEntries.ts';
import { problemText } from './problemText.ts';
import { pathBase } from '../pathBase.ts';
import { readerNow, writtenBase } from './surroundings.ts';
import { lookAtTyped, type TypedModel } from './typedModel.ts';
import { wrapped } from './wrapped.ts';

/** What Enter does with a row. */
type Next =
  | { readonly kind: 'add'; readonly model: ModelDescription }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'browse' };

interface Row extends vscode.QuickPickItem {
  readonly next?: Next;
}

/** Lets the user type, paste or look for a path; says at each keystroke where it leads. */
export async function addByPath(context: CommandContext): Promise<void> {
  const next = await pickPath(await readerNow(context));
  if (next?.kind === 'browse') await browse(context);
  if (next?.kind === 'add') {
    await addEntries(context, [fileEntry(next.model, undefined, writtenBase())]);
  }
}

async function browse(context: CommandContext): Promise<void> {
  const { t } = vscode.l10n;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const files = await vscode.window.showOpenDialog({
    canSelectMany: true,
    openLabel: t('Add'),
    title: t('Add GGUF Files'),
    filters: { GGUF: ['gguf'], [t('All Files')]: ['*'] },
    ...(folder === undefined ? {} : { defaultUri: folder }),
  });
  if (files !== undefined && files.length > 0) {
    await addModelFiles(
      context,
      files.map(({ fsPath }) => fsPath),
    );
  }
}

function pickPath(reader: Reader): Promise<Exclude<Next, { kind: 'type' }> | undefined> {
  const { t } = vscode.l10n;
  const pick = vscode.window.createQuickPick<Row>();
  // Files come first and folders after them; the property is not among the typed ones.
  (pick as { sortByLabel?: boolean }).sortByLabel = false;
  pick.title = t('Add a GGUF File');
  pick.placeholder = t(
    'Type or paste the path of a GGUF file; ~ and {0} are understood',
    '${workspaceFolder}',
  );
  pick.ignoreFocusOut = true;
  let looks = 0;
  let looking: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    const turn = ++looks;
    pick.busy = true;
    const rows = rowsOf(await lookAtTyped(pick.value, pathBase()), reader);
    if (turn !== looks) return;
    pick.items = rows;
    pick.activeItems = rows.slice(0, 1);
    pick.busy = false;
  };
  return new Promise((resolve, reject) => {
    const lookAgain = (): void => {
      looking = look();
      const turn = looks;
      looking.catch((error: unknown) => {
        if (turn !== looks) return;
        reject(error instanceof Error ? error : new Error(String(error)));
        pick.hide();
      });
    };
    let answer: Exclude<Next, { kind: 'type' }> | undefined;
    const accept = async (): Promise<void> => {
      // Who pastes a path and presses Enter at once means what the path leads to.
      await looking;
      const next = pick.activeItems[0]?.next;
      if (next === undefined) return;
      if (next.kind === 'type') {
        pick.value = next.text;
        lookAgain();
        return;
      }
      answer = next;
      pick.hide();
    };
    pick.onDidChangeValue(lookAgain);
    pick.onDidAccept(() => {
      accept().catch(reject);
    });
    pick.onDidHide(() => {
      looks++;
      pick.dispose();
      resolve(answer);
    });
    pick.show();
    lookAgain();
  });
}

function rowsOf(typed: TypedModel, reader: Reader): Row[] {
  const { t } = vscode.l10n;
  const browseRow: Row = {
    label: t('Browse…'),
    iconPath: new vscode.ThemeIcon('folder-opened'),
    alwaysShow: true,
    next: { kind: 'browse' },
  };
  switch (typed.kind) {
    case 'nothing':
      return [browseRow, ...startRows()];
    case 'model':
      return [modelRow(typed.model, reader)];
    case 'problem': {
      const { problem, path } = typed;
      const text = problemText(problem, shortenPath(path, pathBase()), t);
      const first = problem.kind === 'laterPart' ? problem.otherFile : undefined;
      return [
        ...sayRows(text),
        ...(first === undefined ? [] : [choiceRow({ kind: 'file', path: first, name: first })]),
      ];
    }
    case 'folder':
    case 'missing':
      return [...choicesRows(typed), browseRow];
  }
}

function choicesRows(typed: Extract<TypedModel, { kind: 'folder' | 'missing' }>): Row[] {
  const { t } = vscode.l10n;
  const shown = shortenPath(typed.path, pathBase());
  if (typed.choices.length > 0) return typed.choices.map(choiceRow);
  return sayRows(
    typed.kind === 'folder'
      ? t('There is no GGUF file and no folder in {0}.', shown)
      : t('There is no file {0}.', shown),
  );
}

/** Where paths often begin. */
function startRows(): Row[] {
  const { folder, home } = pathBase();
  return [
    ...(folder === undefined ? [] : [{ text: '${workspaceFolder}/', path: folder }]),
    { text: '~/', path: home },
  ].map(({ text, path }) => ({
    label: text,
    description: path,
    iconPath: new vscode.ThemeIcon('folder'),
    alwaysShow: true,
    next: { kind: 'type', text },
  }));
}

function modelRow(model: ModelDescription, reader: Reader): Row {
  return {
    label: reader.t('Add {0}', withoutIcons(modelName(model, undefined))),
    description: withoutIcons(modelLine(model, reader)),
    detail: withoutIcons(modelDetail(model, undefined, reader)),
    iconPath: new vscode.ThemeIcon('add'),
    alwaysShow: true,
    next: { kind: 'add', model },
  };
}

function choiceRow({ kind, path, name }: PathChoice): Row {
  const short = shortenPath(path, pathBase());
  return {
    label: withoutIcons(name),
    iconPath: new vscode.ThemeIcon(kind === 'folder' ? 'folder' : 'file'),
    alwaysShow: true,
    next: { kind: 'type', text: kind === 'folder' ? `${short}/` : short },
  };
}

function sayRows(text: string): Row[] {
  return wrapped(text).map((label, index) => ({
    label: withoutIcons(label),
    iconPath: new vscode.ThemeIcon(index === 0 ? 'warning' : 'blank'),
    alwaysShow: true,
  }));
}
