import { setTimeout as pause } from 'node:timers/promises';
import type * as vscode from 'vscode';

/** Milliseconds; what is waited for comes from this machine. */
const PATIENCE_MS = 5_000;

type Listener<T> = (value: T) => void;

interface Row {
  readonly label: string;
}

/** All that were opened, oldest first. */
export const boxes: Box[] = [];

/** An input box or a list of the editor, without an editor: as far as the steps use them. */
export class Box {
  prompt?: string;
  placeholder?: string;
  value = '';
  validationMessage?: string | vscode.InputBoxValidationMessage;
  busy = false;
  items: readonly Row[] = [];
  activeItems: readonly Row[] = [];
  isOpen = false;
  readonly onDidChangeValue: (listener: Listener<string>) => void;
  readonly onDidAccept: (listener: Listener<undefined>) => void;
  readonly onDidTriggerButton: (listener: Listener<undefined>) => void;
  readonly onDidHide: (listener: Listener<undefined>) => void;
  readonly #changed: Listener<string>[] = [];
  readonly #accepted: Listener<undefined>[] = [];
  readonly #pressed: Listener<undefined>[] = [];
  readonly #hidden: Listener<undefined>[] = [];

  constructor() {
    this.onDidChangeValue = listener => this.#changed.push(listener);
    this.onDidAccept = listener => this.#accepted.push(listener);
    this.onDidTriggerButton = listener => this.#pressed.push(listener);
    this.onDidHide = listener => this.#hidden.push(listener);
    boxes.push(this);
  }

  /** What the user reads: a message stands where the prompt was. */
  get said(): string {
    const { validationMessage: said } = this;
    const message = typeof said === 'object' ? said.message : said;
    return message ?? this.prompt ?? this.placeholder ?? '';
  }

  show(): void {
    this.isOpen = true;
  }

  /** By Escape, too. */
  hide(): void {
    this.isOpen = false;
    for (const listener of this.#hidden) listener(undefined);
  }

  dispose(): void {}

  type(text: string): void {
    this.value = text;
    for (const listener of this.#changed) listener(text);
  }

  /** Presses Enter. */
  accept(): void {
    for (const listener of this.#accepted) listener(undefined);
  }

  /** Types into a list and takes its last row. */
  choose(text: string): void {
    this.type(text);
    this.activeItems = this.items.slice(-1);
    this.accept();
  }

  back(): void {
    for (const listener of this.#pressed) listener(undefined);
  }
}

/** What `look` finds, once it finds something. */
export async function until<T>(look: () => T | undefined): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Nothing came: ${boxes.at(-1)?.said ?? 'no box'}`);
    await pause(5);
  }
}
