import path from 'node:path';
import { REPOSITORY } from '../../../scripts/repository.mjs';
import { nonsenseBots } from '../../support/nonsenseBots.ts';

/** The setting for a window with two local bots, Parrot and Owl, that talk nonsense. */
export async function withNonsense(): Promise<Record<string, unknown>> {
  return { 'chatzoo.bots': await nonsenseBots(path.join(REPOSITORY, 'dist-test', 'nonsense')) };
}
