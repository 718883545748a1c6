import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BotSpec, OpenAiSpec } from '../../../../../src/bots/botSpec.ts';
import { inEnglish } from '../../../../../src/core/text.ts';
import { Refusal } from '../../../../../src/extension/app/refusal.ts';
import { ApiKeys } from '../../../../../src/extension/vscode/apiKeys.ts';
import type { CommandContext } from '../../../../../src/extension/vscode/commands/command.ts';
import { answers, refuses, streams } from '../../../../support/openAiBehaviours.ts';
import { startOpenAiServer, type OpenAiServer } from '../../../../support/openAiServer.ts';

let said: string[] = [];
let blamed: string[] = [];
vi.mock('vscode', () => ({
  l10n: { t: inEnglish },
  env: { language: 'en' },
  window: {
    showInformationMessage: (text: string) => Promise.resolve(void said.push(text)),
    showErrorMessage: (text: string) => Promise.resolve(void blamed.push(text)),
  },
}));
const { testBot } = await import('../../../../../src/extension/vscode/commands/testBot.ts');
const { testEntry } = await import('../../../../../src/extension/vscode/bots/testEntry.ts');

let well: OpenAiServer;
let ill: OpenAiServer;
/** How each bot was judged: undefined where it answered. */
let judged: (readonly [name: string, error: unknown])[] = [];
const secrets = new Map<string, string>();
const apiKeys = new ApiKeys({
  get: name => Promise.resolve(secrets.get(name)),
  store: (name, value) => Promise.resolve(void secrets.set(name, value)),
  delete: name => Promise.resolve(void secrets.delete(name)),
});
const models = {
  refuseSecret: (): void => undefined,
  judge: async <T>(name: string, ask: (spec: BotSpec) => Promise<T>): Promise<T> => {
    const asked = ask(undefined as never);
    judged.push([name, await asked.then(() => undefined, String)]);
    return asked;
  },
};

const far = (more: Partial<OpenAiSpec>): OpenAiSpec => ({
  kind: 'openai',
  name: 'Far',
  systemPrompt: '',
  sampling: {},
  baseUrl: well.baseUrl,
  model: 'm',
  timeoutSeconds: 20,
  ...more,
});
const command = (more: Partial<OpenAiSpec>, refuseSecret = models.refuseSecret): unknown => {
  const context = {
    app: () => Promise.resolve({ models: { ...models, refuseSecret } }),
    apiKeys,
    settings: { current: { bots: [far(more)] } },
    log: { warn: () => undefined },
  };
  return testBot(context as unknown as CommandContext, { botName: 'Far' });
};
const form = (more: Partial<OpenAiSpec>, end = new AbortController()) => {
  const { baseUrl, model, otherUrls, secretHeaders } = far(more);
  return testEntry(
    {
      name: 'Far',
      kind: 'openai',
      model,
      baseUrl: [baseUrl, ...(otherUrls ?? [])],
      ...(secretHeaders ? { secretHeaders } : {}),
    },
    { apiKeys, resolvePath: path => path, signal: end.signal, models },
  );
};

beforeEach(async () => {
  said = [];
  blamed = [];
  judged = [];
  secrets.clear();
  well = await startOpenAiServer(streams(['Good morning.']));
  ill = await startOpenAiServer(refuses(400, 'Go away.'));
  well.behaveAt('/v1/models', answers(200, { data: [{ id: 'm' }] }));
});
afterEach(() => Promise.all([well.close(), ill.close()]));

describe('the test of a bot on a server', () => {
  it('asks it as a reply does, with its secret headers', async () => {
    await apiKeys.setHeader(well.baseUrl, 'X-Pass', 'open sesame');
    await command({ secretHeaders: ['X-Pass'] });
    expect((await form({ secretHeaders: ['X-Pass'] })).isGood).toBe(true);
    expect(said).toEqual([expect.stringContaining('Good morning.')]);
    expect(blamed).toEqual([]);
    expect(new Set(well.requests.map(({ headers }) => headers['x-pass']))).toEqual(
      new Set(['open sesame']),
    );
    expect(judged).toEqual([
      ['Far', undefined],
      ['Far', undefined],
    ]);
  });

  it('fails where a secret header has no value, as a reply does', async () => {
    await command({ secretHeaders: ['X-Pass', 'X-Word'] });
    const why = `No value is stored yet for ${well.baseUrl}: X-Pass, X-Word`;
    expect(blamed).toEqual([`“Far” does not answer: ${why}`]);
    expect(await form({ secretHeaders: ['X-Pass', 'X-Word'] })).toEqual({
      isGood: false,
      lines: [why],
    });
    expect(said).toEqual([]);
    expect(well.requests).toEqual([]);
    expect(judged).toEqual([
      ['Far', `BotError: ${why}`],
      ['Far', `BotError: ${why}`],
    ]);
  });

  it('tells of each server, also of those after one that fails', async () => {
    const more = { baseUrl: ill.baseUrl, otherUrls: [well.baseUrl] };
    await command(more);
    expect(said).toEqual([expect.stringContaining(`answers from ${well.baseUrl}`)]);
    expect(blamed).toEqual([
      expect.stringMatching(`^“Far · ${ill.baseUrl}” does not answer: .*Go away`),
    ]);
    const { isGood, lines } = await form(more);
    expect(isGood).toBe(false);
    expect(lines.join('\n')).toMatch(/Go away[^]*Good morning/);
    expect(judged, 'a reply would come from the other').toEqual([
      ['Far', undefined],
      ['Far', undefined],
    ]);
  });

  it('asks nobody while that could tell who answers behind which seat', async () => {
    await command({}, () => {
      throw new Refusal('blind', 'A blind vote is open.');
    });
    expect(blamed).toEqual([expect.stringContaining('A blind vote is open.')]);
    expect(well.requests).toEqual([]);
  });

  it('says nothing of the bot once nobody waits for it', async () => {
    const end = new AbortController();
    end.abort();
    expect((await form({}, end)).isGood).toBe(false);
    expect(judged).toEqual([]);
  });
});
