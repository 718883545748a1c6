import * as vscode from 'vscode';
import { assertNever } from '../../core/std/assertNever.ts';
import type { Log } from '../app/ports.ts';
import type { StoreNotice } from '../store/notice.ts';
import { COMMANDS } from './ids.ts';
import { inToast } from './toast.ts';

/** Writes what happened to the files to the log, and tells people what they should know. */
export function tellNotice(notice: StoreNotice, log: Log): void {
  const { t } = vscode.l10n;
  switch (notice.kind) {
    case 'setAside': {
      const { from, to, reason } = notice;
      log.warn(`${from} cannot be used (${reason}) and was set aside as ${to}`);
      warn(
        reason === 'replaced'
          ? t('{0} was replaced while it was open. The other file is kept as {1}.', from, to)
          : t('{0} is damaged. It was set aside as {1}, and nothing in it was changed.', from, to),
      );
      return;
    }
    case 'recovered': {
      const { from, to, backup, sessions, turns, replies, votes } = notice;
      const rows = `${sessions} sessions, ${turns} turns, ${replies} replies, ${votes} votes`;
      log.warn(
        `Recovered of ${from} (kept as ${to}), from ${backup ?? 'the file itself'}: ${rows}`,
      );
      warn(
        backup === undefined
          ? t(
              'Recovered from {0}: sessions {1}, turns {2}, votes {3}.',
              from,
              sessions,
              turns,
              votes,
            )
          : t(
              'Restored from the backup {0}: sessions {1}, turns {2}, votes {3}.',
              backup,
              sessions,
              turns,
              votes,
            ),
      );
      return;
    }
    case 'tornTail':
      log.warn(`${notice.path}: ${notice.bytes} bytes of a write that never ended were cut off`);
      return;
    case 'snapshotFailed':
      log.error('The database could not be written anew; the journal has all of it', notice.error);
      warn(t('The database file could not be written. Nothing is lost, but free some disk space.'));
      return;
    case 'shared':
      log.info(`Another window has ${notice.path} open too`);
      tell(
        t(
          'Another window has the same sessions open. Both can be used: what one saves, the other shows when you turn to it.',
        ),
      );
      return;
    case 'rewritten':
      log.warn(`${notice.path} was removed or replaced while it was open and was written again`);
      warn(
        t(
          '{0} was removed or replaced while it was open. It was written again, and nothing is lost.',
          notice.path,
        ),
      );
      return;
    case 'readOnly':
      log.error(`${notice.path} is opened for reading only`, notice.error);
      warn(
        t(
          '{0} may not be written. You can read the sessions, but nothing new can be saved.',
          notice.path,
        ),
      );
      return;
    case 'full':
      log.error(`${notice.path} is opened for reading only`, notice.error);
      warn(
        t(
          'The disk of {0} is full. You can read the sessions; to save new ones, free some space.',
          notice.path,
        ),
      );
      return;
    case 'backupFailed':
      log.error(`No backup of ${notice.path} could be made`, notice.error);
      return;
    default:
      assertNever(notice);
  }
}

function warn(message: string): void {
  const showLog = vscode.l10n.t('Show Log');
  void vscode.window
    .showWarningMessage(inToast(`ChatZoo: ${message}`), showLog)
    .then(picked => picked === showLog && vscode.commands.executeCommand(COMMANDS.showLog));
}

function tell(message: string): void {
  void vscode.window.showInformationMessage(inToast(`ChatZoo: ${message}`));
}
