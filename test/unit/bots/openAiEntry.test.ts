import { describe, expect, it } from 'vitest';
import { parseBots } from '../../../src/bots/parseBots.ts';
import { inEnglish } from '../../../src/core/text.ts';

const parse = (more: object) =>
  parseBots(
    [{ name: 'O', kind: 'openai', baseUrl: 'http://127.0.0.1:11434/v1', model: 'tiny', ...more }],
    { t: inEnglish, resolvePath: path => path },
  );

describe('the entry of a bot on a server', () => {
  it('takes all that a server may want', () => {
    const more = {
      stream: false,
      headers: { 'X-Team': ' blue ' },
      secretHeaders: [' X-Api-Key ', 'Authorization'],
      retries: 0,
      extraBody: { stop_token_ids: [57001], repetition_penalty: 1.02, nested: { a: null } },
    };
    const { bots, problems } = parse(more);
    expect(problems).toEqual([]);
    expect(bots).toMatchObject([
      { ...more, headers: { 'X-Team': 'blue' }, secretHeaders: ['X-Api-Key', 'Authorization'] },
    ]);
  });

  it('takes several servers, and one of them as one', () => {
    const baseUrl = ['http://a:8000', 'https://b/v1/chat/completions'];
    expect(parse({ baseUrl })).toMatchObject({
      problems: [],
      bots: [{ baseUrl: 'http://a:8000/v1', otherUrls: ['https://b/v1'] }],
    });
    const [one] = parse({ baseUrl: ['http://a'] }).bots;
    expect(one).toMatchObject({ baseUrl: 'http://a/v1' });
    expect(one).not.toHaveProperty('otherUrls');
  });

  it.each([
    ['an empty list of servers', { baseUrl: [] }, 'baseUrl', '1 to 16'],
    ['a server without http', { baseUrl: ['http://a', 'b:80'] }, 'baseUrl', 'http or https'],
    ['a server twice', { baseUrl: ['http://a', 'http://a/v1/'] }, 'baseUrl', 'none of them twice'],
    ['too many servers', { baseUrl: many(17, i => `http://h${i}`) }, 'baseUrl', '1 to 16'],
    ['a number for a server', { baseUrl: 7 }, 'baseUrl', 'http or https'],
    ['a stream that is a word', { stream: 'yes' }, 'stream', 'true or false'],
    ['too many retries', { retries: 11 }, 'retries', 'from 0 to 10'],
    ['half a retry', { retries: 0.5 }, 'retries', 'a whole number'],
    ['headers as a list', { headers: ['X-Team'] }, 'headers', 'an object'],
    ['a header of two lines', { headers: { 'X-A': 'a\r\nX-B: b' } }, 'headers.X-A', 'one line'],
    ['a header with other letters', { headers: { 'X-A': 'größe' } }, 'headers.X-A', 'Latin'],
    ['an empty header', { headers: { 'X-A': ' ' } }, 'headers.X-A', 'one line'],
    ['a header without a name', { headers: { 'X A': 'a' } }, 'headers.X A', 'the name of a header'],
    ['a header of ours', { headers: { Host: 'evil' } }, 'headers.Host', 'sends Host itself'],
    ['a header twice', { headers: { 'X-A': 'a', 'x-a': 'b' } }, 'headers', 'none of them twice'],
    [
      'a secret among headers',
      { headers: { 'X-Api-Key': 'k' } },
      'headers.X-Api-Key',
      'secretHeaders',
    ],
    ['a cookie among headers', { headers: { Cookie: 'k' } }, 'headers.Cookie', 'secretHeaders'],
    ['no secret headers', { secretHeaders: [] }, 'secretHeaders', 'a list of 1 to 16'],
    [
      'values of secret headers',
      { secretHeaders: { A: 'k' } },
      'secretHeaders',
      'names of headers',
    ],
    ['a secret header of ours', { secretHeaders: ['host'] }, 'secretHeaders', 'sends host itself'],
    [
      'a header that is secret and not',
      { headers: { 'X-A': 'a' }, secretHeaders: ['x-a'] },
      'secretHeaders',
      'neither twice nor in headers',
    ],
    ['a body that is a text', { extraBody: 'top_k=1' }, 'extraBody', 'an object'],
    ['messages in the body', { extraBody: { messages: [] } }, 'extraBody.messages', 'no messages'],
    ['a model in the body', { extraBody: { model: 'x' } }, 'extraBody.model', 'no model here'],
    ['stream in the body', { extraBody: { stream: true } }, 'extraBody.stream', 'a setting of its'],
    ['a key in the body', { extraBody: { api_key: 'k' } }, 'extraBody.api_key', 'no key here'],
    [
      'a penalty here and there',
      { extraBody: { repetition_penalty: 1.1 }, sampling: { repeatPenalty: 1.2 } },
      'extraBody.repetition_penalty',
      'sampling.repeatPenalty',
    ],
    [
      'a limit here and there',
      { extraBody: { max_completion_tokens: 9 }, sampling: { maxTokens: 9 } },
      'extraBody.max_completion_tokens',
      'sampling.maxTokens',
    ],
  ])('is left out with %s', (_what, more, path, expected) => {
    const { bots, problems } = parse(more);
    expect(bots).toEqual([]);
    expect(problems[0]?.path).toBe(`chatzoo.bots[0].${path}`);
    expect(problems[0]?.expected).toContain(expected);
  });

  it('shows no value of a header', () => {
    const headers = { 'X-Api-Key': 'SECRET-1', Cookie: 'SECRET-2', Authorization: 'SECRET-3' };
    for (const more of [{ headers }, { headers: Object.entries(headers) }]) {
      expect(JSON.stringify(parse(more).problems)).not.toContain('SECRET');
    }
  });

  it('takes a parameter that sampling does not set, and no member of another object', () => {
    const extraBody = JSON.parse('{"__proto__": {"polluted": 1}, "top_k": 7}') as object;
    expect(parse({ extraBody, sampling: { topP: 0.5 } }).problems).toEqual([]);
    expect({}).not.toHaveProperty('polluted');
  });
});

function many(count: number, make: (index: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
