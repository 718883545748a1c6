import type { Port } from '../../src/protocol/rpc.ts';

/** Two ports joined as a page and its host are: what one posts arrives at the other as a copy, later. */
export function rpcPair(): { readonly host: Port; readonly page: Port } {
  const ends = [new Set<(message: unknown) => void>(), new Set<(message: unknown) => void>()];
  const port = (own: number): Port => ({
    post: message => {
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => {
        for (const listener of ends[1 - own] ?? []) listener(copy);
      });
    },
    listen: listener => {
      ends[own]?.add(listener);
      return () => void ends[own]?.delete(listener);
    },
  });
  return { host: port(0), page: port(1) };
}
