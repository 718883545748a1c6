// Colours of the theme. A drawing names custom properties only, so that it follows the theme without
// being drawn again; whoever takes it elsewhere (a file, the report) gives these properties a value.

/** All that the drawings use, `lineLook.ts` too. The contrast border is there in high contrast only. */
export const THEME_PROPERTIES = [
  '--vscode-foreground',
  '--vscode-descriptionForeground',
  '--vscode-editor-background',
  '--vscode-contrastBorder',
  '--vscode-charts-blue',
  '--vscode-charts-red',
  '--vscode-charts-green',
  '--vscode-charts-purple',
  '--vscode-charts-yellow',
] as const;

export const FOREGROUND = 'var(--vscode-foreground)';
export const MUTED = 'var(--vscode-descriptionForeground)';
export const BACKGROUND = 'var(--vscode-editor-background)';
/** Around areas of colour: a line in high contrast, elsewhere a gap. */
export const OUTLINE = 'var(--vscode-contrastBorder, var(--vscode-editor-background))';

/**
 * Ends of the diverging scale. Blue and amber stay apart for every kind of colour blindness; the
 * themes' orange is see-through in one of them and blue in another.
 */
export const MORE = 'var(--vscode-charts-blue)';
export const LESS = 'var(--vscode-charts-yellow)';

/** Opacities of colours under a number: less is not seen, and with more the number cannot be read. */
const WEAKEST = 0.07;
const STRONGEST = 0.45;

/** @param share 0 … 1 of the whole scale; what is beyond it counts as its end. */
export function strengthOf(share: number): number {
  const opacity = WEAKEST + Math.max(0, Math.min(1, share)) * (STRONGEST - WEAKEST);
  return Math.round(opacity * 1000) / 1000;
}
