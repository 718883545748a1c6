/** Orange comes last: in most themes it is see-through, and faint as a line. */
const COLOURS = ['blue', 'red', 'green', 'purple', 'yellow', 'orange'] as const;
const DASHES = ['', '6 3', '2 3', '8 3 2 3'] as const;

export interface LineLook {
  /** A colour of the theme, so that a line follows it without being drawn again. */
  readonly stroke: string;
  /** SVG stroke-dasharray; colours alone run out, and not everyone can tell them apart. */
  readonly dash: string;
}

/** The line of the bot in this place of the board. */
export function lineLook(index: number): LineLook {
  const colour = COLOURS[index % COLOURS.length] ?? 'foreground';
  const dash = DASHES[Math.floor(index / COLOURS.length) % DASHES.length] ?? '';
  return { stroke: `var(--vscode-charts-${colour})`, dash };
}
