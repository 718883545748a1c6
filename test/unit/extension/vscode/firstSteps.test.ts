import { expect, it, vi } from 'vitest';
import manifest from '../../../../package.json' with { type: 'json' };
import { openRig } from '../../../support/appRig.ts';

const told: (readonly unknown[])[] = [];
vi.mock('vscode', () => ({
  commands: { executeCommand: (...call: readonly unknown[]) => void told.push(call) },
}));
const { followFirstSteps } = await import('../../../../src/extension/vscode/firstSteps.ts');

/** The contexts that tick a step of the walkthrough. */
const contexts = manifest.contributes.walkthroughs
  .flatMap(({ steps }) => steps.flatMap(({ completionEvents }) => completionEvents))
  .filter(event => event.startsWith('onContext:'))
  .map(event => event.replace('onContext:', ''));

it('ticks the steps of the walkthrough with the first prompt and the first vote, once each', async () => {
  const rig = await openRig();
  const following = followFirstSteps(rig);
  const session = await rig.sessions.begin();
  expect(told).toEqual([]);
  await rig.arena.startTurn(session.id, 'Hi');
  await rig.ended(session);
  expect(told).toEqual([['setContext', contexts[0], true]]);
  await rig.annotations.cast(session.id, { verdict: { kind: 'allGood' }, comment: '' });
  const another = await rig.sessions.begin();
  await rig.arena.startTurn(another.id, 'And now?');
  await rig.ended(another);
  expect(told).toEqual(contexts.map(context => ['setContext', context, true]));
  following.dispose();
  await rig.close();
});
