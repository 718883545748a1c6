import { pickModels } from '../models/modelsPick.ts';
import type { Command } from './command.ts';

export const showModels: Command = async ({ app, log }) => {
  await pickModels((await app()).models, error => {
    log.error('The models could not be shown or unloaded', error);
  });
};
