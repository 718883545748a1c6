import type { Port } from '../../protocol/rpc.ts';

type OnMessage = (message: unknown) => void;

/** Either end: the `Worker` that was started, or the `parentPort` in it. */
interface ThreadEnd {
  postMessage(message: unknown): void;
  on(event: 'message', onMessage: OnMessage): unknown;
  off(event: 'message', onMessage: OnMessage): unknown;
}

/** The messages between two threads, as a port of a contract. */
export function threadPort(end: ThreadEnd): Port {
  return {
    post: message => {
      end.postMessage(message);
    },
    listen: onMessage => {
      end.on('message', onMessage);
      return () => {
        end.off('message', onMessage);
      };
    },
  };
}
