/** The message and the vote bar hand the focus to each other on Escape. */
export function focusComposer(): void {
  document.querySelector<HTMLElement>('.composer-text')?.focus();
}

export function focusVoteBar(): void {
  document.querySelector<HTMLElement>('.vote-buttons vscode-button:not([disabled])')?.focus();
}
