import * as vscode from 'vscode';
import type { Disposable } from '../../core/std/disposable.ts';

/** As many as there may be; the oldest text goes first. */
const KEPT_TEXTS = 20;

/** A read-only text in an editor, which lies in no file. */
export interface VirtualDocument {
  readonly uri: vscode.Uri;
  /** Replaces the text, in open editors too. */
  set(text: string): void;
  setLanguage(language: string): Promise<void>;
  show(options?: vscode.TextDocumentShowOptions): Promise<vscode.TextEditor>;
  /** Closes its tabs and forgets the text. */
  close(): Promise<void>;
}

/** The texts of one scheme. */
export class VirtualDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #scheme: string;
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  #made = 0;

  readonly onDidChange = this.#changed.event;

  constructor(scheme: string) {
    this.#scheme = scheme;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
    // A window that was reloaded brings the tabs back, and their texts are gone.
    void vscode.window.tabGroups.close(
      tabsWith(uri => uri.scheme === scheme),
      true,
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** @param title what its tab says. */
  make(title: string): VirtualDocument {
    const uri = vscode.Uri.from({
      scheme: this.#scheme,
      path: `/${title.replaceAll(/[/\\]/g, ' ')}`,
      query: String(++this.#made),
    });
    const key = uri.toString();
    this.#set(key, '');
    return {
      uri,
      set: text => {
        this.#set(key, text);
        this.#changed.fire(uri);
      },
      setLanguage: async language => {
        const document = await vscode.workspace.openTextDocument(uri);
        if (document.languageId === language) return;
        await vscode.languages.setTextDocumentLanguage(document, language);
      },
      show: options => Promise.resolve(vscode.window.showTextDocument(uri, options)),
      close: async () => {
        this.#texts.delete(key);
        await vscode.window.tabGroups.close(
          tabsWith(shown => shown.toString() === key),
          true,
        );
      },
    };
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  #set(key: string, text: string): void {
    this.#texts.delete(key);
    this.#texts.set(key, text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > KEPT_TEXTS && oldest !== undefined) this.#texts.delete(oldest);
  }
}

function tabsWith(isMeant: (uri: vscode.Uri) => boolean): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && isMeant(input.uri));
}
