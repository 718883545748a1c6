import * as vscode from 'vscode';
import type { Disposable } from '../../core/std/disposable.ts';
import type { Log } from '../app/ports.ts';
import type { Settings } from '../app/settings.ts';
import { COMMANDS } from './ids.ts';
import { inToast } from './toast.ts';
import type { SettingsReader } from './settingsReader.ts';

/** Tells of settings that cannot be used: once for each new set of problems, and each in the log. */
export function reportSettingsProblems(settings: SettingsReader, log: Log): Disposable {
  let reported = '';
  const report = ({ problems }: Settings): void => {
    const lines = problems.map(({ path, found, expected }) =>
      vscode.l10n.t('{0} is {1}, but expected: {2}', path, found, expected),
    );
    const all = lines.join('\n');
    if (all === reported) return;
    reported = all;
    for (const line of lines) log.warn(line);
    if (lines[0] !== undefined) void show(lines[0], lines.length - 1);
  };
  report(settings.current);
  return settings.onChange(report);
}

async function show(first: string, others: number): Promise<void> {
  const { t } = vscode.l10n;
  const more = others === 0 ? '' : ` ${t('({0} more problems are in the log.)', others)}`;
  const open = t('Open Settings');
  const showLog = t('Show Log');
  const picked = await vscode.window.showWarningMessage(
    inToast(`ChatZoo: ${first}${more}`),
    open,
    showLog,
  );
  if (picked === open) await vscode.commands.executeCommand(COMMANDS.openSettings);
  if (picked === showLog) await vscode.commands.executeCommand(COMMANDS.showLog);
}
