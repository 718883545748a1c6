import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bot, ReplyPart } from '../../../../../src/bots/bot.ts';
import { createEditorBot } from '../../../../../src/bots/editor/editorBot.ts';
import { double, editor, errors, text, type DoubleModel } from './editorDouble.ts';

vi.mock('vscode', () => double);
const { VscodeEditorModels } = await import('../../../../../src/extension/vscode/editorModels.ts');

const model = (change: Partial<DoubleModel> = {}): DoubleModel => ({
  vendor: 'copilot',
  family: 'gpt-4o',
  id: 'gpt-4o-2024',
  ...change,
});

/** Consent is given for all models but the one with this id. */
const access = (unasked?: string) => ({
  onDidChange: () => ({ dispose: () => {} }),
  canSendRequest: ({ id }: { readonly id: string }) => (id === unasked ? undefined : true),
});

function botOn(
  choice: { vendor?: string; family?: string; id?: string } = { vendor: 'copilot' },
  { timeoutSeconds = 5, unasked }: { timeoutSeconds?: number; unasked?: string } = {},
): Bot {
  return createEditorBot(
    { kind: 'vscode', name: 'x', systemPrompt: '', sampling: {}, timeoutSeconds, ...choice },
    new VscodeEditorModels(access(unasked)),
  );
}

async function ask(bot: Bot, signal = new AbortController().signal, sampling = {}) {
  const parts: ReplyPart[] = [];
  const messages = [
    { role: 'system', text: 'Be kind.' },
    { role: 'user', text: 'Hi' },
    { role: 'assistant', text: 'Hello' },
    { role: 'user', text: '你好' },
  ] as const;
  for await (const part of bot.reply({ messages, sampling }, signal)) parts.push(part);
  return parts;
}

beforeEach(() => {
  Object.assign(editor, { models: [], providers: [], accounts: [], sent: [], isOld: false });
});

describe('a model of the editor', () => {
  it('answers in pieces, with counts, and says that it does not know what it honours', async () => {
    editor.models = [
      model({
        async *answer() {
          await pause(1);
          yield text('Good ');
          yield { a: 'call of a tool' };
          yield text('day');
        },
      }),
    ];
    const bot = botOn();
    const parts = await ask(bot);
    expect(parts.map(({ kind }) => kind)).toEqual(['started', 'text', 'text', 'end']);
    expect(parts.at(-1)).toMatchObject({ finish: 'stop', tokens: { prompt: 17, completion: 8 } });
    expect(bot.honours).toBe('unknown');
  });

  it('is sent the system prompt as the first user message, a reason, and the usual names', async () => {
    editor.models = [model()];
    await ask(botOn(), undefined, { topP: 0.5, maxTokens: 7, repeatPenalty: 1.1, stop: ['x'] });
    expect(editor.sent).toHaveLength(1);
    const [{ messages, options } = { messages: [], options: {} }] = editor.sent;
    expect(messages).toEqual([
      { role: 'user', content: 'Be kind.' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello' },
      { role: 'user', content: '你好' },
    ]);
    expect(options.modelOptions).toEqual({
      top_p: 0.5,
      max_tokens: 7,
      repetition_penalty: 1.1,
      stop: ['x'],
    });
    expect(options.justification).toContain('ChatZoo');
  });

  it('is the first that fits the choice', async () => {
    editor.models = [model(), model({ id: 'other' }), model({ vendor: 'mine', id: 'third' })];
    await ask(botOn({ vendor: 'copilot', id: 'other' }));
    await ask(botOn({ vendor: 'mine' }));
    expect(editor.sent.map(sent => sent.model)).toEqual(['other', 'third']);
  });

  it('is not timed while its tokens are counted, nor does that fail its answer', async () => {
    editor.models = [
      model({
        async *answer() {
          yield text('Good ');
          await pause(100);
          yield text('day');
        },
        countTokens: () => pause(1500, 3),
      }),
    ];
    const end = (await ask(botOn(undefined, { timeoutSeconds: 1 }))).at(-1);
    expect(end).toMatchObject({ kind: 'end', tokens: { prompt: 12, completion: 3 } });
    const { totalMs = NaN, tokensPerSecond = NaN } = end?.kind === 'end' ? end.timings : {};
    expect(totalMs).toBeLessThan(1000);
    expect(tokensPerSecond).toBeGreaterThan(2);
  });

  it('is stopped while its tokens are counted', async () => {
    const stop = new AbortController();
    const countTokens = () => {
      setTimeout(() => stop.abort(), 50);
      return pause(4000, 3);
    };
    editor.models = [model({ answer: oneWord, countTokens })];
    const asked = performance.now();
    const parts = await ask(botOn(), stop.signal);
    expect(parts.map(({ kind }) => kind)).toEqual(['started', 'text']);
    expect(performance.now() - asked).toBeLessThan(2000);
  });

  it('answers without counts if they cannot be had', async () => {
    const fails = () => {
      throw new Error('no counter');
    };
    for (const countTokens of [() => Promise.reject(new Error('no counter')), fails]) {
      editor.models = [model({ countTokens })];
      const end = (await ask(botOn())).at(-1);
      expect(end?.kind).toBe('end');
      expect(end).not.toHaveProperty('tokens');
    }
  });

  it('is cancelled by a stop, and the reply ends even if it does not listen', async () => {
    let heard = false;
    const endless = (listens: boolean) =>
      async function* answer(token: { onCancellationRequested(listener: () => void): void }) {
        yield text('a');
        await new Promise<void>(resolve => {
          token.onCancellationRequested(() => {
            heard = true;
            if (listens) resolve();
          });
        });
      };
    for (const listens of [true, false]) {
      heard = false;
      editor.models = [model({ answer: endless(listens) })];
      const stop = new AbortController();
      const asking = ask(botOn(), stop.signal);
      await vi.waitUntil(() => editor.sent.length > 0);
      await pause(20);
      stop.abort();
      expect((await asking).map(({ kind }) => kind)).toEqual(['started', 'text']);
      expect(heard).toBe(true);
    }
  });

  it('fails after a long silence, but not while the user is asked for consent', async () => {
    const slow = async function* answer() {
      await pause(2500);
      yield text('late');
    };
    editor.models = [model({ answer: slow })];
    await expect(ask(botOn(undefined, { timeoutSeconds: 1 }))).rejects.toMatchObject({
      code: 'timeout',
    });
    editor.models = [model({ id: 'unasked', consentMs: 1800 })];
    const bot = botOn({ id: 'unasked' }, { timeoutSeconds: 1, unasked: 'unasked' });
    expect((await ask(bot)).at(-1)?.kind).toBe('end');
  });

  it.each([
    [
      'NoPermissions',
      () => errors.NoPermissions('refused'),
      'notAllowed',
      /choose Allow.*\(refused\)/,
    ],
    ['Blocked', () => errors.Blocked('quota'), 'notAllowed', /quota may be used up.*\(quota\)/],
    ['NotFound', () => errors.NotFound(), 'noEditorModel', /no longer offered/],
    ['a cause', () => new Error('wrapped', { cause: errors.Blocked() }), 'notAllowed', /wrapped/],
    ['a cause that is its own', () => circular(), 'serverError', /\(round\)/],
    ['anything else', () => new TypeError('fetch failed'), 'serverError', /\(fetch failed\)/],
  ])('tells of %s in words, before and while it answers', async (_what, error, code, words) => {
    const midway = async function* answer() {
      await pause(1);
      yield text('half');
      throw error();
    };
    for (const each of [model({ refuse: error }), model({ answer: midway })]) {
      editor.models = [each];
      const failed: unknown = await ask(botOn()).catch((thrown: unknown) => thrown);
      expect(failed).toMatchObject({ code });
      expect((failed as Error).message).toMatch(words);
    }
  });
});

async function* oneWord() {
  await pause(1);
  yield text('day');
}

function circular(): Error {
  const error = new Error('round');
  error.cause = error;
  return error;
}

describe('an empty list of models', () => {
  const why = async (choice = {}): Promise<string> => {
    const failed: unknown = await ask(botOn({ vendor: 'copilot', ...choice })).catch(
      (thrown: unknown) => thrown,
    );
    expect(failed).toMatchObject({ code: 'noEditorModel' });
    return (failed as Error).message;
  };
  const copilot = { id: 'GitHub.copilot-chat', packageJSON: { displayName: 'Copilot Chat' } };

  it('has a reason: too old', async () => {
    editor.isOld = true;
    expect(await why()).toMatch(/too old/);
    const models = new VscodeEditorModels(undefined);
    expect(await models.list({})).toEqual([]);
    models.onChange(() => {}).dispose();
  });

  it('has a reason: no provider', async () => {
    expect(await why()).toMatch(/^No extension offers language models/);
  });

  it('has a reason: not signed in', async () => {
    editor.providers = [copilot];
    expect(await why()).toMatch(/^Nobody is signed in.*Copilot Chat$/);
  });

  it('has a reason: signed in, but nothing is offered', async () => {
    const other = { contributes: { languageModelChatProviders: [{ vendor: 'v' }] } };
    editor.providers = [copilot, { id: 'pub.other', packageJSON: other }];
    editor.accounts = [{}];
    expect(await why()).toMatch(/^These extensions offer no model .*: Copilot Chat, pub\.other\./);
  });

  it('has a reason: others are there', async () => {
    editor.models = [model({ vendor: 'mine' })];
    expect(await why({ family: 'o1' })).toBe(
      'The editor offers no model “copilot / o1”. It offers: mine / gpt-4o / gpt-4o-2024',
    );
  });
});
