import { afterEach } from 'vitest';
import type { Bot } from '../../../../src/bots/bot.ts';
import type { OpenAiSpec } from '../../../../src/bots/botSpec.ts';
import type { OpenAiOptions } from '../../../../src/bots/openai/openAiBot.ts';
import {
  startOpenAiServer,
  type Behaviour,
  type OpenAiServer,
} from '../../../support/openAiServer.ts';
import { botOn } from './ask.ts';

const opened: OpenAiServer[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(server => server.close()));
});

/** A server that ends with the test. */
export async function start(
  ...behaviours: readonly [Behaviour, ...Behaviour[]]
): Promise<OpenAiServer> {
  const server = await startOpenAiServer(...behaviours);
  opened.push(server);
  return server;
}

type Addressed = Pick<OpenAiServer, 'baseUrl'>;

/** A bot on these servers, in this order. */
export function botOnAll(
  [first, ...others]: readonly [Addressed, ...Addressed[]],
  spec: Partial<OpenAiSpec> = {},
  options: Partial<OpenAiOptions> = {},
): Bot {
  return botOn(
    first,
    { otherUrls: others.map(({ baseUrl }) => baseUrl), ...spec },
    { firstPauseMs: 20, ...options },
  );
}
