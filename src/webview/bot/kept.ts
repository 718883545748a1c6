import * as z from 'zod/mini';
import type { EditorApi } from '../host.ts';

/** Which bot the page is of: the host restores the page by it, see `extension/vscode/botPanel.ts`. */
type Subject =
  | { readonly botName: string; /** Of one that is gone. */ readonly was?: unknown }
  | { readonly draft: unknown };
type Typed = Readonly<Record<string, string>>;

const typedTexts = z.record(z.string(), z.string());

/** What outlives the page itself: the editor ends a page each time another tab covers it. */
function readState(editor: EditorApi): Readonly<Record<string, unknown>> {
  const state = editor.getState();
  return typeof state === 'object' && state !== null ? { ...state } : {};
}

export function keepSubject(editor: EditorApi, subject: Subject): void {
  editor.setState({ ...subject, typed: readTyped(editor) });
}

/** By field: what was typed and not taken over yet. */
export function readTyped(editor: EditorApi): Typed {
  const { data } = typedTexts.safeParse(readState(editor)['typed']);
  return data ?? {};
}

export function keepTyped(editor: EditorApi, field: string, text: string | undefined): void {
  const others = Object.entries(readTyped(editor)).filter(([other]) => other !== field);
  const all = text === undefined ? others : [...others, [field, text]];
  const typed = Object.fromEntries(all) as Typed;
  editor.setState({ ...readState(editor), typed });
}
