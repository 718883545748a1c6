/** Without orange: it is see-through in some themes, and too near to yellow in the others. */
const COLOURS = ['blue', 'red', 'green', 'purple', 'yellow'] as const;
const DASHES = ['', '6 3', '2 3', '8 3 2 3'] as const;

export interface LineLook {
  /** A colour of the theme, so that a line follows it without being drawn again. */
  readonly stroke: string;
  /** SVG stroke-dasharray; colours alone run out, and not everyone can tell them apart. */
  readonly dash: string;
}

/**
 * The lines of these bots, told apart by their keys: a bot keeps its look when it rises or falls.
 *
 * @returns the look of the bot with this key.
 */
export function lineLooks(keys: readonly string[]): (key: string) => LineLook {
  const sorted = [...keys].sort();
  return key => lookAt(sorted.indexOf(key));
}

function lookAt(index: number): LineLook {
  const colour = COLOURS[index % COLOURS.length] ?? 'foreground';
  const dash = DASHES[Math.floor(index / COLOURS.length) % DASHES.length] ?? '';
  return { stroke: `var(--vscode-charts-${colour})`, dash };
}
