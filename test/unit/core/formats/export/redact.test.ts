import { describe, expect, it } from 'vitest';
import { pseudonymWith, redact } from '../../../../../src/core/formats/export/redact.ts';
import type { SessionRecord } from '../../../../../src/core/formats/record.ts';
import type { Reply } from '../../../../../src/core/model.ts';
import { aBot, aReply, aSession, aTurn, aVote } from '../../../../support/builders.ts';

const words = 'Mail ann@example.org, key sk-abcdefgh12345678, see /home/ann/x.txt';

function aRecord(reply: Partial<Reply> = {}): SessionRecord {
  const bots = [aBot({ systemPrompt: words })];
  return {
    session: aSession({ title: words, seats: bots, tags: ['ants'] }),
    turns: [
      aTurn({
        prompt: words,
        replies: [aReply({ text: words, thinking: words, correction: words, ...reply })],
      }),
    ],
    votes: [aVote({ kind: 'allGood' }, { comment: words, shown: bots })],
  };
}

function scrubbed(message: string): string {
  const record = aRecord({ state: { kind: 'failed', code: 'internal', message } });
  const state = redact(record, { content: 'full' }).turns[0]!.replies[0]!.state;
  return state.kind === 'failed' ? state.message : '';
}

describe('redact', () => {
  it('leaves the user’s own words alone in full', () => {
    expect(redact(aRecord(), { content: 'full' })).toEqual(aRecord());
  });

  it('keeps prompts, counts and timings without the replies’ words', () => {
    const { session, turns, votes } = redact(aRecord(), { content: 'prompts' });
    const [turn] = turns;
    expect(turn?.prompt).toBe(words);
    expect(turn?.replies[0]).toMatchObject({
      text: '',
      tokens: { prompt: 12 },
      timings: { waitMs: 1 },
    });
    expect(turn?.replies[0]).not.toHaveProperty('correction');
    expect(turn?.replies[0]).not.toHaveProperty('thinking');
    expect(session).toMatchObject({ title: words, tags: [] });
    expect(session.seats[0]?.systemPrompt).toBe(words);
    expect(votes[0]?.comment).toBe(words);
  });

  it('keeps no word in votes, in whatever field', () => {
    const failed = { kind: 'failed', code: 'internal', message: words } as const;
    const text = JSON.stringify(redact(aRecord({ state: failed }), { content: 'votes' }));
    for (const word of ['example', 'sk-', 'Mail', 'ants']) expect(text).not.toContain(word);
    expect(text).toContain('allGood');
    expect(text).toContain('0a1b2c3d');
  });

  it.each([
    ['sharegpt', 'sharegpt'],
    ['/home/ann/x', undefined],
    ['ann@example.org', undefined],
    ['a'.repeat(41), undefined],
  ])('keeps of the origin %j a format’s id only', (origin, kept) => {
    const record = { ...aRecord(), session: aSession({ origin }) };
    expect(redact(record, { content: 'full' }).session.origin).toBe(kept);
  });

  it('gives voters the same pseudonym for the same salt', () => {
    const hash = (text: string): string => Buffer.from(text).toString('hex').padEnd(64, '0');
    const named = (salt: string): string =>
      redact(aRecord(), { content: 'full', pseudonym: pseudonymWith(salt, hash) }).votes[0]!.voter
        .name;
    expect(named('s')).toBe('annotator-736d6500');
    expect(named('s')).toBe(named('s'));
    expect(named('s')).not.toBe(named('t'));
  });

  it.each([
    ['No file /home/ann/models/m.gguf', 'No file m.gguf'],
    ["open '/home/ann lee/my models/m.gguf'", "open 'm.gguf'"],
    ['open /home/ann lee/my models/m.gguf: denied', 'open m.gguf: denied'],
    ['at C:\\Users\\Ann Lee\\m.gguf, line 3', 'at m.gguf, line 3'],
    ['at "C:\\\\Users\\\\ann\\\\m.gguf"', 'at "m.gguf"'],
    ['from C:/Users/ann/m.gguf.', 'from m.gguf.'],
    ['on \\\\server\\share\\ann\\m.gguf', 'on m.gguf'],
    ['on \\\\?\\C:\\ann\\m.gguf', 'on m.gguf'],
    ['see file:///home/ann/m.gguf', 'see m.gguf'],
    ['see file://server/ann/m.gguf!', 'see m.gguf!'],
    ['in ~/models/m.gguf', 'in m.gguf'],
    ['no right to read /home/ann', 'no right to read [removed]'],
    ['no right to read C:\\Users\\ann', 'no right to read [removed]'],
    ['找不到/home/ann/m.gguf', '找不到m.gguf'],
    ['PATH=/home/ann/bin:/opt/x', 'PATH=x'],
    ['no file ~ann/models/m.gguf', 'no file m.gguf'],
    ["open '~ann/my models/m.gguf'", "open 'm.gguf'"],
  ])('takes the folders from %j', (message, expected) => {
    expect(scrubbed(message)).toBe(expected);
    expect(scrubbed(message)).not.toMatch(/\bann/i);
  });

  it.each([
    ['http://ann:pw@host:8080/v1/chat?key=abc#x', 'http://host:8080/v1/chat'],
    ['asked https://host/v1, got 404', 'asked https://host/v1, got 404'],
    ['http://[::1]:8080/v1 is down', 'http://[::1]:8080/v1 is down'],
    ['ws://a@b@host/?token=1', 'ws://host/'],
  ])('takes user info and query from %j', (message, expected) => {
    expect(scrubbed(message)).toBe(expected);
  });

  it.each([
    'Incorrect API key provided: sk-proj-abcdefgh12345678.',
    'Incorrect API key provided: 3f9a0c1d2e4b5a69788796a5b4c3d2e1.',
    'Authorization: Bearer abcdefgh12345678',
    'bearer abcdefgh12345678',
    'Basic YW5uOnNlY3JldA==',
    'hf_abcdefghij1234567890',
    '{"api_key": "abcdefgh12345678"}',
    'x-api-key=abcdefgh12345678',
    'password: hunter2',
    'the token was QWxhZGRpbjpvcGVuIHNlc2FtZQ0 or so',
    'ghp_abcdefghijklmnop1234',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefgh1234',
  ])('takes the key from %j', message => {
    const text = scrubbed(message);
    expect(text).toContain('[removed]');
    expect(text).not.toMatch(/abcdefgh|3f9a0c|hunter2|QWxh|YW5u|eyJ/);
  });

  it.each([
    'HTTP 404 Not Found',
    'The context of 4096 tokens is too small; 5000 are needed.',
    'max_tokens: 4096',
    'Bearer authentication is required and/or allowed',
    'meta-llama/Llama-3.1-8B-Instruct is not there',
    'a / b, 1/2, read-only',
    '模型没有回答。',
  ])('leaves %j as it is', message => {
    expect(scrubbed(message)).toBe(message);
  });

  it.each([
    ['/home/ann/m.gguf', 'm.gguf'],
    ['C:\\models\\m.gguf', 'm.gguf'],
    ['\\\\server\\share\\m.gguf', 'm.gguf'],
    ['file:///home/ann/m.gguf', 'm.gguf'],
    ['meta-llama/Llama-3.1-8B', 'meta-llama/Llama-3.1-8B'],
    ['http://ann:pw@host/m', 'http://host/m'],
    ['ollama:/home/ann/x', 'ollama:x'],
    ['ollama /home/ann/m.gguf', 'ollama m.gguf'],
    ['models/../../home/ann/x.gguf', 'x.gguf'],
    ['./home/ann/x', 'x'],
    ['..\\Users\\ann\\x.gguf', 'x.gguf'],
    ['%USERPROFILE%\\x', 'x'],
    ['$HOME/ann/x', 'x'],
    ['~ann/x', 'x'],
    ['sk-proj-abc123def456ghi789', '[removed]'],
    ['ollama with api_key=abc123def', 'ollama with api_key=[removed]'],
    ['Qwen/Qwen2.5-0.5B', 'Qwen/Qwen2.5-0.5B'],
    ['hf-internal-testing/tiny-random-gpt2', 'hf-internal-testing/tiny-random-gpt2'],
    ['pplx-7b-online', 'pplx-7b-online'],
    ['Monkey: bananas', 'Monkey: bananas'],
    ['v1.5/2 ...', 'v1.5/2 ...'],
  ])('names the bot %j without its folder, everywhere', (name, expected) => {
    const bots = [aBot({ name, model: name })];
    const { session, turns, votes } = redact(
      {
        session: aSession({ seats: bots }),
        turns: [aTurn({ replies: [aReply({ botName: name, model: name })] })],
        votes: [aVote({ kind: 'allBad' }, { shown: bots })],
      },
      { content: 'full' },
    );
    expect(session.seats[0]).toMatchObject({ name: expected, model: expected });
    expect(turns[0]?.replies[0]).toMatchObject({ botName: expected, model: expected });
    expect(votes[0]?.shown[0]).toMatchObject({ name: expected, model: expected });
  });

  it.each(['/a ', 'key ', 'a-', 'C:\\a ', '"/', 'eyJa.', '\\\\', 'http://a@', 'token=', ' '])(
    'is quick for 100,000 times %j',
    part => {
      const started = performance.now();
      scrubbed(part.repeat(100_000));
      expect(performance.now() - started).toBeLessThan(3000);
    },
  );
});
