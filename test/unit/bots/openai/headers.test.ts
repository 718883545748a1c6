import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanKey } from '../../../../src/bots/requestHeaders.ts';
import { refuses, streams } from '../../../support/openAiBehaviours.ts';
import { startOpenAiServer, type OpenAiServer } from '../../../support/openAiServer.ts';
import { ask, botOn, KEY } from './ask.ts';

describe('the headers of a request', () => {
  let server: OpenAiServer;
  beforeAll(async () => (server = await startOpenAiServer(streams(['Hello']))));
  afterAll(() => server.close());
  const secret = (value: string | undefined) => ({ secretHeader: () => Promise.resolve(value) });

  it("are the user's own beside the key", async () => {
    const spec = { headers: { 'X-Team': 'blue' }, secretHeaders: ['X-Api-Key'] };
    await ask(botOn(server, spec, secret('s3cr3t-value\n')));
    expect(server.requests.at(-1)?.headers).toMatchObject({
      'x-team': 'blue',
      'x-api-key': 's3cr3t-value',
      authorization: `Bearer ${KEY}`,
      'content-type': 'application/json',
    });
  });

  it("are never the key's where the user has an Authorization of their own", async () => {
    await ask(botOn(server, { secretHeaders: ['AUTHORIZATION'] }, secret('Token abcdefghij')));
    expect(server.requests.at(-1)?.headers.authorization).toBe('Token abcdefghij');
  });

  it.each([
    ['has no value yet', undefined],
    ['has no value yet', ' \n'],
    ['characters that no header has', 'schlüssel'],
    ['characters that no header has', 'two\nlines'],
  ])('are not sent if a secret one %s', async (words, value) => {
    const before = server.requests.length;
    const { error } = await ask(botOn(server, { secretHeaders: ['X-Api-Key'] }, secret(value)));
    expect(error).toMatchObject({ code: 'unauthorized' });
    expect(error?.message).toContain(words);
    expect(error?.message).toContain('X-Api-Key');
    expect(error?.message).not.toMatch(/schl|lines/);
    expect(server.requests.length).toBe(before);
  });

  it('are repeated in no message', async () => {
    server.behave(refuses(400, 'bad header "Token abcdefghij", or abcdefghij alone'));
    const { error } = await ask(
      botOn(server, { secretHeaders: ['X-Auth'] }, secret('Token abcdefghij')),
    );
    expect(error?.message).toContain('bad header "…", or … alone');
  });
});

describe('a key as it was pasted', () => {
  it.each([
    [' sk-1\r\n', 'sk-1'],
    ['"sk-1"', 'sk-1'],
    ['Bearer sk-1', 'sk-1'],
    ['Authorization: Bearer sk-1', 'sk-1'],
    ["' sk-1 '", 'sk-1'],
    ['  \n', ''],
    ['EMPTY', 'EMPTY'],
  ])('%j becomes %j', (pasted, key) => {
    expect(cleanKey(pasted)).toBe(key);
  });

  it.each(['sk-1 sk-2', 'sk-\n1', 'schlüssel', 'sk\u200b-1', 'x'.repeat(5000)])(
    '%j is none',
    pasted => {
      expect(cleanKey(pasted)).toBeUndefined();
    },
  );
});
