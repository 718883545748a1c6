import * as vscode from 'vscode';
import type { SessionId } from '../../../core/model.ts';
import type { Tally } from '../../app/ports.ts';
import { errorText } from '../errorText.ts';
import { titleText } from '../sessionsView/rowTexts.ts';
import { inToast } from '../toast.ts';
import { chooseSessions } from './chooseSessions.ts';
import type { Command, CommandContext } from './command.ts';

/** Deletes sessions and offers to undo it; what cost somebody's judgement is asked about first. */
export const deleteSession: Command = async (context, target, selected) => {
  const ids = await chooseSessions(context, target, selected);
  const { sessions } = await context.app();
  const [first, ...others] = ids;
  if (first === undefined) return;
  const tally = await sessions.tally(ids);
  const title = titleText((await sessions.get(first))?.title ?? '', vscode.l10n.t);
  const single = others.length === 0 ? title : undefined;
  if ((single === undefined || tally.votes > 0) && !(await agrees(single, tally))) return;
  const removed = await sessions.remove(ids);
  void offerUndo(context, single, removed);
};

async function agrees(single: string | undefined, tally: Tally): Promise<boolean> {
  const { t } = vscode.l10n;
  const confirm = t('Delete');
  const question =
    single === undefined
      ? t('Delete {0} sessions?', tally.sessions)
      : t('Delete the session "{0}"?', single);
  const detail = t(
    'Sessions: {0} · turns: {1} · votes: {2}. The leaderboard changes with the votes.',
    tally.sessions,
    tally.turns,
    tally.votes,
  );
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, confirm);
  return answer === confirm;
}

async function offerUndo(
  { log }: CommandContext,
  single: string | undefined,
  removed: { readonly ids: readonly SessionId[]; undo(): Promise<void> },
): Promise<void> {
  const { t } = vscode.l10n;
  const undo = t('Undo');
  const said =
    single === undefined
      ? t('Deleted {0} sessions.', removed.ids.length)
      : t('Deleted “{0}”.', inToast(single));
  if ((await vscode.window.showInformationMessage(said, undo)) !== undo) return;
  try {
    await removed.undo();
  } catch (error) {
    log.error('What was deleted could not be brought back', error);
    void vscode.window.showErrorMessage(inToast(`ChatZoo: ${errorText(error)}`));
  }
}
