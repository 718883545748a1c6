import { env } from 'node:process';
import type { Bot } from '../../../../src/bots/bot.ts';
import { createOpenAiBot } from '../../../../src/bots/openai/openAiBot.ts';
import type { Sampling } from '../../../../src/core/model.ts';
import { startModelServer, type ModelServer } from '../../../support/modelServer.ts';
import type { ContractAdapter, ContractStand, Role } from './adapter.ts';
import { LLAMA } from './llamaStand.ts';

/** A bot on this server whose model is named as its role. */
function botAt(baseUrl: string, model: string, ignores: readonly (keyof Sampling)[] = []): Bot {
  const bot = createOpenAiBot(
    {
      kind: 'openai',
      name: model,
      systemPrompt: '',
      sampling: {},
      baseUrl,
      model,
      timeoutSeconds: 30,
      retries: 0,
    },
    { apiKey: () => Promise.resolve('sk-contract') },
  );
  if (bot.honours === 'unknown') return bot;
  return { ...bot, honours: bot.honours.filter(each => !ignores.includes(each)) };
}

/** A real server whose models are those of the llama stand, so that every parameter must arrive. */
const OWN: ContractAdapter = {
  kind: 'openai',
  open: async (): Promise<ContractStand> => {
    const behind = await LLAMA.open();
    const models = new Map<string, Bot>();
    let server: ModelServer | undefined = await startModelServer(models);
    const { baseUrl } = server;
    const bots: Bot[] = [];
    const botOf = (model: string): Bot => {
      const bot = botAt(baseUrl, model);
      bots.push(bot);
      return bot;
    };
    return {
      bot: async (role: Role) => {
        models.set(role, models.get(role) ?? (await behind.bot(role)));
        return botOf(role);
      },
      broken: () => Promise.resolve({ bot: botOf('nobody'), code: 'rejected' as const }),
      shown: () => server?.shown() ?? [],
      close: async () => {
        await Promise.all(bots.map(bot => bot.dispose()));
        await server?.close();
        server = undefined;
        await behind.close();
      },
    };
  },
};

/**
 * Somebody else's server: `CHATZOO_TEST_SERVER` is its base URL; its models `speaker`, `gambler` and
 * `silent` are the files of models.ts. `CHATZOO_TEST_SERVER_IGNORES` names the parameters that it says
 * it does not take.
 */
function foreign(baseUrl: string): ContractAdapter {
  const ignores = (env['CHATZOO_TEST_SERVER_IGNORES'] ?? '').split(',') as (keyof Sampling)[];
  return {
    kind: 'openai',
    open: () =>
      Promise.resolve({
        bot: (role: Role) => Promise.resolve(botAt(baseUrl, role, ignores)),
        broken: () => Promise.resolve({ bot: botAt(baseUrl, 'nobody'), code: 'rejected' as const }),
        close: () => Promise.resolve(),
      }),
  };
}

const foreignUrl = env['CHATZOO_TEST_SERVER'];
export const OPENAI = foreignUrl === undefined ? OWN : foreign(foreignUrl);
