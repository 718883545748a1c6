import os from 'node:os';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { inEnglish } from '../../../../src/core/text.ts';
import type { CommandContext } from '../../../../src/extension/vscode/commands/command.ts';

vi.mock('vscode', () => ({ l10n: { t: inEnglish }, env: { language: 'en' } }));
const { fitWarning, roomHere } =
  await import('../../../../src/extension/vscode/downloads/presetTexts.ts');

const GB = 1e9;
const roomWith = (memoryLimitBytes?: number) =>
  roomHere(
    { settings: { current: { generation: { memoryLimitBytes } } } } as unknown as CommandContext,
    undefined,
  );

afterEach(() => {
  vi.restoreAllMocks();
});

describe('whether a model fits into the memory', () => {
  it('counts the limit that this program runs under', async () => {
    vi.spyOn(process, 'constrainedMemory').mockReturnValue(0.5 * GB);
    const room = await roomWith();
    expect(room.memory).toBe(0.5 * GB);
    expect(fitWarning(GB, room)).toBe('about 1.2 GB of memory, too large for this machine');
    expect(fitWarning(0.4 * GB, room)).toBeUndefined();
  });

  it('counts the limit of the user before it', async () => {
    vi.spyOn(process, 'constrainedMemory').mockReturnValue(2 * GB);
    expect((await roomWith(GB)).memory).toBe(GB);
  });

  it('counts all that the machine has where there is no limit', async () => {
    vi.spyOn(process, 'constrainedMemory').mockReturnValue(0);
    expect((await roomWith()).memory).toBe(os.totalmem());
  });
});
