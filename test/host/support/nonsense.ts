import path from 'node:path';
import { nonsenseBots } from '../../support/nonsenseBots.ts';
import { workspaceFolder } from './workspace.ts';

/** Two local bots that talk nonsense, as the setting `bots`. */
export const nonsense = (): ReturnType<typeof nonsenseBots> =>
  nonsenseBots(path.join(workspaceFolder(), 'nonsense'));
