import * as vscode from 'vscode';
import { errorText } from '../errorText.ts';

/** What a step answers when the user wants the one before it. */
export const BACK = Symbol('back');
/** Undefined: all is cancelled. */
export type StepAnswer<T> = T | typeof BACK | undefined;

/** Where a step stands among the others. */
export interface StepPlace {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

export interface TextStep<T> extends StepPlace {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly isSecret?: boolean;
  /** What is said of the text while it is typed. */
  readonly hint?: (text: string) => string | vscode.InputBoxValidationMessage | undefined;
  /**
   * Takes the text as it is, with Enter.
   *
   * @returns the step's answer, or what is wrong in words.
   */
  readonly accept: (
    text: string,
    signal: AbortSignal,
  ) => Promise<{ readonly value: T } | { readonly problem: string }>;
}

/** Asks for a text; the work that Enter starts can be cancelled by typing on, going back or Escape. */
export function askText<T>(step: TextStep<T>): Promise<StepAnswer<T>> {
  const input = vscode.window.createInputBox();
  input.title = step.title;
  input.step = step.step;
  input.totalSteps = step.totalSteps;
  input.prompt = step.prompt;
  input.placeholder = step.placeholder;
  input.value = step.value;
  input.password = step.isSecret ?? false;
  input.ignoreFocusOut = true;
  input.buttons = step.step > 1 ? [vscode.QuickInputButtons.Back] : [];
  const say = (said: string | vscode.InputBoxValidationMessage | undefined): void => {
    input.validationMessage = said;
  };
  let work = new AbortController();
  return new Promise(resolve => {
    let answer: StepAnswer<T>;
    const accept = async (): Promise<void> => {
      if (input.busy) return;
      work = new AbortController();
      const { signal } = work;
      input.busy = true;
      const outcome = await step.accept(input.value, signal).catch(problemOf);
      if (signal.aborted) return;
      input.busy = false;
      if ('problem' in outcome) {
        say(outcome.problem);
        return;
      }
      answer = outcome.value;
      input.hide();
    };
    input.onDidChangeValue(text => {
      work.abort();
      input.busy = false;
      say(step.hint?.(text));
    });
    input.onDidAccept(() => {
      void accept();
    });
    input.onDidTriggerButton(() => {
      answer = BACK;
      input.hide();
    });
    input.onDidHide(() => {
      work.abort();
      input.dispose();
      resolve(answer);
    });
    say(step.hint?.(step.value));
    input.show();
  });
}

function problemOf(error: unknown): { readonly problem: string } {
  return { problem: errorText(error) };
}

/** A row of a list that answers with a value. */
interface ChoiceRow<T> extends vscode.QuickPickItem {
  readonly value?: T;
}

export interface ListStep<T> extends StepPlace {
  readonly placeholder: string;
  readonly rows: readonly ChoiceRow<T>[];
  /** Makes a row of what was typed, for lists that need not be complete. */
  readonly typed?: (text: string) => ChoiceRow<T> | undefined;
}

/** Lets the user choose one. */
export function askChoice<T>(step: ListStep<T>): Promise<StepAnswer<T>> {
  const pick = vscode.window.createQuickPick<ChoiceRow<T>>();
  pick.title = step.title;
  pick.step = step.step;
  pick.totalSteps = step.totalSteps;
  pick.placeholder = step.placeholder;
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  pick.buttons = step.step > 1 ? [vscode.QuickInputButtons.Back] : [];
  const show = (): void => {
    const typed = step.typed?.(pick.value.trim());
    pick.items = typed === undefined ? step.rows : [...step.rows, typed];
  };
  return new Promise(resolve => {
    let answer: StepAnswer<T>;
    if (step.typed) pick.onDidChangeValue(show);
    pick.onDidAccept(() => {
      const value = pick.activeItems[0]?.value;
      if (value === undefined) return;
      answer = value;
      pick.hide();
    });
    pick.onDidTriggerButton(() => {
      answer = BACK;
      pick.hide();
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve(answer);
    });
    show();
    pick.show();
  });
}
