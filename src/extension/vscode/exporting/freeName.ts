/**
 * The name with the lowest number that nothing has yet: `ants.md`, `ants (2).md` …
 *
 * @param taken whether something has this name.
 */
export async function freeName(
  name: string,
  taken: (name: string) => Promise<boolean>,
): Promise<string> {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot <= 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
  let free = name;
  for (let n = 2; await taken(free); n++) free = `${stem} (${n})${extension}`;
  return free;
}
