import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendsRaw } from '../../../support/openAiBehaviours.ts';
import { startOpenAiServer, type OpenAiServer } from '../../../support/openAiServer.ts';
import { sharedData } from '../../../support/sharedData.ts';
import { ask, botOn } from './ask.ts';

// Streams of other people's making; streams.test.ts and failures.test.ts have siblings of our own.
const FOLDER = sharedData('hostile', 'sse');
const EXPECTED = {
  '01-bad-json.txt': { code: 'badAnswer', text: 'ok ' },
  '02-no-done.txt': { code: 'cutOff', text: 'ok' },
  '03-odd-types.txt': { code: undefined, text: '' },
  '04-proto.txt': { code: undefined, text: 'a' },
  '05-usage.txt': { code: undefined, text: 'a' },
  '06-crlf-split.txt': { code: undefined, text: 'héx' },
  '07-done-inside.txt': { code: undefined, text: /INJECTED/ },
  '08-long-line.txt': { code: undefined, text: /^B{2999999}/ },
  '09-tool-call.txt': { code: undefined, text: '' },
  '10-error-html.txt': { code: 'badAnswer', text: '' },
} as const;

describe.skipIf(FOLDER === undefined)('a hostile stream', () => {
  let server: OpenAiServer;
  beforeAll(async () => (server = await startOpenAiServer(sendsRaw(''))));
  afterAll(() => server.close());

  it.each(Object.entries(EXPECTED))('%s ends as it should', async (name, { code, text }) => {
    const body = readFileSync(`${FOLDER ?? ''}/${name}`);
    for (const bytes of body.length < 1000 ? [1, 65_536] : [65_536]) {
      server.behave(sendsRaw(body, { bytes }));
      const outcome = await ask(botOn(server));
      expect(outcome.error?.code).toBe(code);
      expect(outcome.text).toEqual(typeof text === 'string' ? text : expect.stringMatching(text));
      expect(outcome.end?.tokens).toBeUndefined();
      expect({}).not.toHaveProperty('polluted');
    }
  });
});
