import type { Port } from '../protocol/rpc.ts';

/** What the editor gives a page; it may be asked for once in a page's life. */
export interface EditorApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  /** Survives a reload of the window and is handed to the host when it restores the page. */
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi;

export const acquireEditor = (): EditorApi => acquireVsCodeApi();

/** The page's only way to the host. */
export function portTo(editor: EditorApi): Port {
  return {
    post: message => editor.postMessage(message),
    listen: onMessage => {
      const listener = (event: MessageEvent<unknown>) => onMessage(event.data);
      window.addEventListener('message', listener);
      return () => window.removeEventListener('message', listener);
    },
  };
}
