import type { Translate } from '../../core/text.ts';
import type { Gate } from '../../protocol/arenaPage.ts';

/** Why no prompt can be sent now; '' if one can. */
export function askGateText(t: Translate): Readonly<Record<Gate['ask'], string>> {
  return {
    open: '',
    busy: t('The bots are still answering.'),
    voteFirst: t('Vote on the last turn first.'),
    annotated: t('Start a new session to continue.'),
    noBots: t('No bots are configured.'),
    untrusted: t('Trust this workspace to run bots in it.'),
  };
}

/** What stands beside the vote buttons. */
export function voteGateText(t: Translate): Readonly<Record<Gate['vote'], string>> {
  return {
    open: t('Which one is best? Esc, then a key'),
    nothingYet: t('You can vote once a bot has answered.'),
    busy: t('You can vote once all bots have finished.'),
    cast: t('Your vote is saved. You may still change it.'),
    annotated: t('This session is annotated and closed.'),
  };
}
