import type { Serializable } from 'node:child_process';
import type { Port } from '../protocol/rpc.ts';

/** What a child process and a process's own end of the channel have in common. */
interface IpcChannel {
  send?(
    message: Serializable,
    handle: undefined,
    options: undefined,
    done: (error: Error | null) => void,
  ): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
}

/** One end of the channel between a process and one that it forked. */
export function ipcPort(channel: IpcChannel): Port {
  return {
    post(message) {
      // A closed channel is no news here: both sides hear of the other's end by themselves.
      channel.send?.(message as Serializable, undefined, undefined, () => {});
    },
    listen(onMessage) {
      channel.on('message', onMessage);
      return () => channel.off('message', onMessage);
    },
  };
}
