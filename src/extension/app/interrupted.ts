import { hasEnded, type Reply } from '../../core/model.ts';

/** A reply as it is kept when nobody waits for its end: with the text that had come. */
export function asStopped(reply: Reply): Reply {
  return hasEnded(reply) ? reply : { ...reply, state: { kind: 'stopped' } };
}
