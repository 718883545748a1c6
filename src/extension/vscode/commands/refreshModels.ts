import type { Command } from './command.ts';

/** Looks at the models' files again. */
export const refreshModels: Command = ({ modelsTree }) => {
  modelsTree.refresh();
};
