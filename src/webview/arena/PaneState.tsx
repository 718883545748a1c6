import { hasEnded } from '../../core/model.ts';
import { t } from '../l10n.ts';
import type { ReplyView } from '../state/replyView.ts';
import { Spinner } from '../ui/kit.tsx';
import { stateText } from './stateText.ts';

interface PaneStateProps {
  readonly view: ReplyView;
  readonly isContextFull: boolean;
}

/** A component of its own: each per cent of loading paints these words and not the pane. */
export function PaneState({ view, isContextFull }: PaneStateProps) {
  const { state } = view.reply.value;
  const shown = {
    hasText: view.hasText.value,
    hasThinking: view.hasThinking.value,
    progress: view.progress.value,
    isContextFull,
  };
  const isWaiting = shown.progress?.kind === 'waiting' || shown.progress?.kind === 'restarting';
  return (
    <span class="state" data-testid="state" data-state={state.kind}>
      {!hasEnded({ state }) && !isWaiting && <Spinner />}
      {stateText(state, shown, t)}
    </span>
  );
}
