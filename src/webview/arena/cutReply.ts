import type { Reply, SeatKind } from '../../core/model.ts';

/**
 * Whether a reply was cut by the end of its context and not by its own limit of tokens. Of models that
 * run elsewhere that is not known.
 */
export function isContextFull(
  { state, tokens, sampling: { maxTokens } }: Pick<Reply, 'state' | 'tokens' | 'sampling'>,
  kind: SeatKind | undefined,
): boolean {
  if (kind !== 'llama' || state.kind !== 'done' || state.finish !== 'length') return false;
  return maxTokens === undefined || (tokens !== undefined && tokens.completion < maxTokens);
}
