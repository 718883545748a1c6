/** The setting `chatzoo.lineups` as it is written: checked by nobody. */
export type LineupValues = Readonly<Record<string, unknown>>;

/** The line-ups with the bot's new name; undefined if it is in none. */
export function withRenamedBot(
  lineups: LineupValues,
  from: string,
  to: string,
): LineupValues | undefined {
  const isMeant = (bot: unknown): boolean => isNamed(bot, from);
  const lists = Object.entries(lineups);
  if (!lists.some(([, bots]) => Array.isArray(bots) && bots.some(isMeant))) return undefined;
  return Object.fromEntries(
    lists.map(([name, bots]) => [
      name,
      Array.isArray(bots) ? bots.map((bot: unknown) => (isMeant(bot) ? to : bot)) : bots,
    ]),
  );
}

/** Whether the setting `chatzoo.bots`, as it is written, has a bot of this name. */
export function holdsBot(bots: unknown, name: string): boolean {
  return (
    Array.isArray(bots) &&
    bots.some((bot: { readonly name?: unknown } | null) => isNamed(bot?.name, name))
  );
}

function isNamed(written: unknown, name: string): boolean {
  return typeof written === 'string' && written.trim() === name;
}
