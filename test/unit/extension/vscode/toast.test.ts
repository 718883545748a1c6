import { expect, it } from 'vitest';
import { inToast } from '../../../../src/extension/vscode/toast.ts';

it('leaves no link in a text for a notification', () => {
  const trap = 'chatzoo.mode is "[Fix it](command:workbench.action.quit)"';
  expect(inToast(trap)).not.toMatch(/\[[^\]]*\]\(/);
  expect(inToast('plain [text] (as it is)')).toBe('plain [text] (as it is)');
});
