import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BotError, type Bot, type ReplyPart, type ReplyRequest } from '../../../../src/bots/bot.ts';
import { SAMPLING_KEYS } from '../../../../src/bots/usualNames.ts';
import type { Message, Sampling } from '../../../../src/core/model.ts';
import { FACES, UNICODE, type ContractAdapter, type ContractStand } from './adapter.ts';
import { CUSTOM } from './customStand.ts';
import { VSCODE } from './editorStand.ts';
import { LLAMA } from './llamaStand.ts';
import { OPENAI } from './openAiStand.ts';

/**
 * What every kind of bot must do. A new kind writes a stand as llamaStand.ts is one – bots in the roles
 * of adapter.ts and one that cannot answer – and adds its adapter here.
 */
const ADAPTERS: readonly ContractAdapter[] = [LLAMA, OPENAI, VSCODE, CUSTOM];

const LONGEST_STOP_MS = 4000;
const GREETING: Message = { role: 'user', text: 'Hello! 你好！' };

describe.each(ADAPTERS)('a bot of the kind $kind', ({ kind, open }) => {
  let stand: ContractStand;
  beforeAll(async () => (stand = await open()), 60_000);
  afterAll(() => stand.close());

  it('streams: started, the text in pieces, and the end with its timings', async () => {
    const { parts, error } = await hear(await stand.bot('speaker'));
    expect(error).toBeUndefined();
    expect(parts.filter(({ kind }) => kind === 'text').length).toBeGreaterThan(1);
    const order = parts.map(({ kind }) => rank(kind)).filter(each => each !== undefined);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(parts.filter(({ kind }) => kind === 'started')).toHaveLength(1);
    expect(parts.at(-1)).toMatchObject({ kind: 'end', finish: 'stop' });
    const { timings, tokens } = endOf(parts);
    expect(timings.waitMs).toBeGreaterThanOrEqual(0);
    expect(timings.firstTokenMs).toBeLessThanOrEqual(timings.totalMs);
    if (tokens) expect(tokens.completion).toBeGreaterThan(1);
  });

  it('tells its kind', async () => {
    expect((await stand.bot('speaker')).kind).toBe(kind);
  });

  it('says every letter whole', async () => {
    const { parts, text } = await hear(await stand.bot('speaker'));
    expect(text).toBe(UNICODE);
    for (const part of parts) {
      if (part.kind === 'text') expect(part.text).not.toMatch(/\p{Surrogate}|\uFFFD/u);
    }
  });

  it('may say nothing: that is no failure of the bot', async () => {
    const { parts, text, error } = await hear(await stand.bot('silent'));
    expect([text, error]).toEqual(['', undefined]);
    expect(endOf(parts).finish).toBe('stop');
  });

  it('stops at once and without an error, and answers again', async () => {
    const bot = await stand.bot('gambler');
    const stop = new AbortController();
    let stoppedAt = 0;
    const heard = await hear(bot, {}, stop.signal, part => {
      if (part.kind !== 'text' || stop.signal.aborted) return;
      stoppedAt = performance.now();
      stop.abort();
    });
    expect(performance.now() - stoppedAt).toBeLessThan(LONGEST_STOP_MS);
    expect([heard.error, heard.text !== '']).toEqual([undefined, true]);
    await bot.idle();
    expect((await hear(await stand.bot('speaker'))).text).toBe(UNICODE);
  });

  it('says nothing if it was stopped before it began', async () => {
    const heard = await hear(await stand.bot('gambler'), {}, AbortSignal.abort());
    expect([heard.text, heard.error]).toEqual(['', undefined]);
  });

  it('ends when its reader walks away', async () => {
    const bot = await stand.bot('gambler');
    for await (const part of bot.reply(ask({}), new AbortController().signal)) {
      if (part.kind === 'text') break;
    }
    await bot.idle();
    expect((await hear(await stand.bot('silent'))).error).toBeUndefined();
  });

  it('answers several at once, each whole', async () => {
    const bot = await stand.bot('speaker');
    const heard = await Promise.all([hear(bot), hear(bot), hear(bot)]);
    expect(heard.map(({ text }) => text)).toEqual([UNICODE, UNICODE, UNICODE]);
  });

  it('fails in words that can be acted on, while others go on', async () => {
    const { bot, code } = await stand.broken();
    const other = hear(await stand.bot('speaker'));
    const { text, error } = await hear(bot);
    expect(error).toMatchObject({ code });
    expect([text, error?.message.trim()]).toEqual(['', expect.stringMatching(/\S{3}/)]);
    expect((await other).text).toBe(UNICODE);
    // Once more: it neither hangs nor says something else.
    expect((await hear(bot)).error).toMatchObject({ code });
  });

  it('is shown the whole of a long conversation', async () => {
    const bot = await stand.bot('speaker');
    const short = await hear(bot);
    const messages: readonly Message[] = [
      { role: 'system', text: 'You are kind. 请友好。' },
      ...Array.from({ length: 30 }, (_, index): readonly Message[] => [
        { role: 'user', text: `Question ${index}: "quoted"\n\ttabs, \\n and 你好 👩‍🚀?` },
        { role: 'assistant', text: `Answer ${index}.` },
      ]).flat(),
      GREETING,
    ];
    const long = await hear(bot, { messages });
    expect([long.text, long.error]).toEqual([UNICODE, undefined]);
    if (stand.shown) expect(stand.shown()).toEqual(messages);
    const counts = [short, long].map(({ parts }) => endOf(parts).tokens?.prompt);
    if (counts[0] !== undefined) expect(counts[1]).toBeGreaterThan(counts[0] + 30);
  });

  it('declares every parameter that it heeds, and heeds every one that it declares', async () => {
    const bot = await stand.bot('gambler');
    if (kind === 'vscode') {
      expect(bot.honours).toBe('unknown');
      return;
    }
    // Some know it only once they have answered.
    await hear(bot, { sampling: { maxTokens: 1 } });
    const { honours } = bot;
    if (honours === 'unknown') throw new Error('It does not say what it heeds');
    for (const parameter of SAMPLING_KEYS) {
      const proof = PROOFS[parameter](sampling => gamble(stand, sampling));
      if (honours.includes(parameter)) await proof;
      else await expect(proof, `heeds ${parameter}`).rejects.toThrow();
    }
  });

  // The last one: what is disposed may not answer again.
  it('ends what it says when it is disposed, and may be disposed twice', async () => {
    const bot = await stand.bot('gambler');
    const { error } = await hear(bot, {}, undefined, part => {
      if (part.kind === 'text') void bot.dispose();
    });
    if (error) expect(error.code).toBe('processDied');
    await bot.dispose();
  });
});

/** The text of a few throws. */
async function gamble(stand: ContractStand, sampling: Sampling) {
  const { text, error, parts } = await hear(await stand.bot('gambler'), {
    sampling: { maxTokens: 24, ...sampling },
  });
  expect(error).toBeUndefined();
  return { text, finish: endOf(parts).finish };
}

type Gamble = (sampling: Sampling) => Promise<{ text: string; finish: string }>;

/** A model that always takes the likeliest face throws one for ever, after a first that has odds of its own. */
const isOneFace = (text: string): boolean => {
  const [, second, ...later] = text.trim().split(' ');
  return later.length > 0 && later.every(face => face === second);
};
const always = async (gamble: Gamble, sampling: Sampling): Promise<void> => {
  for (const seed of [1, 2]) {
    const { text } = await gamble({ temperature: 1, ...sampling, seed });
    expect(text, JSON.stringify(sampling)).toSatisfy(isOneFace);
  }
};
const never = async (gamble: Gamble, sampling: Sampling): Promise<void> => {
  const { text } = await gamble({ temperature: 0, seed: 1, ...sampling });
  expect(text, JSON.stringify(sampling)).not.toSatisfy(isOneFace);
};

/** How one sees that a parameter counts. Where nothing is penalised, greed throws one face only. */
const PROOFS: Readonly<Record<keyof Sampling, (gamble: Gamble) => Promise<void>>> = {
  temperature: async gamble => {
    await always(gamble, { temperature: 0, repeatPenalty: 1 });
    await never(gamble, { temperature: 1, repeatPenalty: 1 });
  },
  topP: gamble => always(gamble, { topP: 0.01, repeatPenalty: 1 }),
  topK: gamble => always(gamble, { topK: 1, repeatPenalty: 1 }),
  minP: gamble => always(gamble, { minP: 1, repeatPenalty: 1 }),
  repeatPenalty: gamble => never(gamble, { repeatPenalty: 2 }),
  frequencyPenalty: gamble => never(gamble, { repeatPenalty: 1, frequencyPenalty: 2 }),
  presencePenalty: gamble => never(gamble, { repeatPenalty: 1, presencePenalty: 2 }),
  maxTokens: async gamble => {
    const { text, finish } = await gamble({ maxTokens: 3 });
    expect([text.trim().split(' ').length, finish]).toEqual([3, 'length']);
  },
  seed: async gamble => {
    const throws = [1, 1, 2].map(seed => ({ temperature: 1, repeatPenalty: 1, seed }));
    const texts: string[] = [];
    for (const sampling of throws) texts.push((await gamble(sampling)).text);
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toBe(texts[2]);
  },
  stop: async gamble => {
    const throws = { temperature: 1, repeatPenalty: 1, seed: 1 };
    const whole = await gamble(throws);
    const second = FACES.find(face => whole.text.indexOf(face) > 0) ?? '';
    const cut = await gamble({ ...throws, stop: [second.trim()] });
    expect(cut.finish).toBe('stop');
    expect(cut.text).not.toContain(second.trim());
    expect(whole.text.startsWith(cut.text.trimEnd())).toBe(true);
  },
};

interface Heard {
  readonly parts: readonly ReplyPart[];
  readonly text: string;
  readonly error: BotError | undefined;
}

function ask(request: Partial<ReplyRequest>): ReplyRequest {
  return { messages: [GREETING], sampling: {}, ...request };
}

/** Hears a reply to its end, whatever the end is; an error that is no BotError is a bug. */
async function hear(
  bot: Bot,
  request: Partial<ReplyRequest> = {},
  signal: AbortSignal = new AbortController().signal,
  onPart: (part: ReplyPart) => void = () => {},
): Promise<Heard> {
  const parts: ReplyPart[] = [];
  let error: BotError | undefined;
  try {
    for await (const part of bot.reply(ask(request), signal)) {
      parts.push(part);
      onPart(part);
    }
  } catch (thrown) {
    if (!(thrown instanceof BotError)) throw thrown;
    error = thrown;
  }
  let text = '';
  for (const part of parts) {
    if (part.kind === 'text') text += part.text;
    if (part.kind === 'replaced') text = part.text;
  }
  return { parts, text, error };
}

function endOf(parts: readonly ReplyPart[]) {
  const end = parts.find(part => part.kind === 'end');
  if (!end) throw new Error('The reply has no end');
  return end;
}

/** The order in which parts may come; undefined where any is right. */
function rank(kind: ReplyPart['kind']): number | undefined {
  switch (kind) {
    case 'restarting':
    case 'loading':
      return 0;
    case 'started':
      return 1;
    case 'retrying':
    case 'evaluating':
      return 2;
    case 'thinking':
    case 'text':
    case 'replaced':
    case 'tokens':
      return 3;
    case 'end':
      return 4;
  }
}
