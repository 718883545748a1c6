import { expect, it } from 'vitest';
import { Call } from '../../../../src/bots/openai/call.ts';

it('a call that is stopped after a silence does not go on', async () => {
  const call = new Call(new AbortController().signal);
  await call.within(0.01, new Promise(resolve => setTimeout(resolve, 50)));
  expect(call.silentSeconds).toBe(0.01);
  call.stop();
  call.goOn();
  expect([call.wasStopped(), call.signal.aborted]).toEqual([true, true]);
});
