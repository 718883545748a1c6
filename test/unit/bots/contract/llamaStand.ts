import { Zoo } from '../llama/zoo.ts';
import type { Bot } from '../../../../src/bots/bot.ts';
import type { ContractAdapter, Role } from './adapter.ts';
import { roleModel } from './models.ts';

/** Real model processes on files made for the purpose. */
export const LLAMA: ContractAdapter = {
  kind: 'llama',
  open: async () => {
    const zoo = await Zoo.open();
    const bots = new Map<Role, Promise<Bot>>();
    const made = async (role: Role): Promise<Bot> =>
      zoo.botOn(await zoo.write(`${role}.gguf`, roleModel(role)));
    return {
      // A process takes seconds to start.
      bot: role => {
        const bot = bots.get(role) ?? made(role);
        bots.set(role, bot);
        return bot;
      },
      broken: () =>
        Promise.resolve({
          bot: zoo.botOn(zoo.file('missing.gguf')),
          code: 'modelMissing' as const,
        }),
      close: () => zoo.close(),
    };
  },
};
