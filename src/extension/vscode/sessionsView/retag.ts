/**
 * The tags of one session after the tags of several were edited together.
 *
 * @param shown the tags that all of them had, and that were ticked.
 * @param chosen the tags that are ticked now.
 */
export function retag(
  own: readonly string[],
  shown: readonly string[],
  chosen: readonly string[],
): readonly string[] {
  const kept = own.filter(tag => chosen.includes(tag) || !shown.includes(tag));
  return [...new Set([...kept, ...chosen])];
}

/** The tags that all the sessions have. */
export function commonTags(sessions: readonly { readonly tags: readonly string[] }[]) {
  const [first, ...others] = sessions;
  return (first?.tags ?? []).filter(tag => others.every(({ tags }) => tags.includes(tag)));
}
