import type { SessionRecord } from '../../src/core/formats/record.ts';
import type {
  Fingerprint,
  Reply,
  ReplyId,
  SeatedBot,
  SessionId,
  Turn,
  TurnId,
  Verdict,
  Vote,
  VoteId,
} from '../../src/core/model.ts';
import { aBot, aReply, aSession, aTurn, aVote, twoBots } from './builders.ts';

// One set of records for all formats: what a golden file should show is in here.

/** A turn of these bots with these texts, ids after the session's. */
function turnOf(
  session: SessionId,
  index: number,
  prompt: string,
  replies: readonly (readonly [SeatedBot, Partial<Reply>])[],
): Turn {
  const id = `${session}-t${index + 1}` as TurnId;
  return aTurn({
    id,
    sessionId: session,
    index,
    prompt,
    createdAt: Date.UTC(2026, 0, 2, 3, 4, 10) + index * 60_000,
    replies: replies.map(([{ seat, name, model, fingerprint }, change]) =>
      aReply({
        id: `${id}-${seat}` as ReplyId,
        turnId: id,
        seat,
        botName: name,
        model,
        fingerprint,
        ...change,
      }),
    ),
  });
}

function voteOn(session: SessionId, number: number, verdict: Verdict, change: Partial<Vote>): Vote {
  return aVote(verdict, {
    id: `${session}-v${number}` as VoteId,
    sessionId: session,
    castAt: Date.UTC(2026, 0, 2, 3, 6, 0, 125) + number * 1000,
    ...change,
  });
}

const [ant, bee] = twoBots as readonly [SeatedBot, SeatedBot];

/** Reply votes: the best, superseded by all good; a failure; another voter; fences in fences. */
function inReplyMode(): SessionRecord {
  const id = 'reply-mode' as SessionId;
  const turns = [
    turnOf(id, 0, 'How do ants talk?', [
      [ant, { text: 'By scent.' }],
      [bee, { text: 'They dance.', correction: 'Ants do not dance, bees do.' }],
    ]),
    turnOf(id, 1, 'Show me code.\n\n# not a heading', [
      [
        ant,
        {
          text: 'Mind the fences:\n\n````markdown\n```python\nprint("ant")\n```\n````\n\n<b>done</b>',
          state: { kind: 'done', finish: 'length' },
        },
      ],
      [
        bee,
        {
          text: '',
          state: {
            kind: 'failed',
            code: 'unreachable',
            message:
              'Nobody listens at\nhttp://bob:pw@127.0.0.1:1/v1?key=abc (see /home/bob/m.log)',
          },
          timings: undefined,
          tokens: undefined,
          attempt: 2,
        },
      ],
    ]),
    turnOf(id, 2, 'And in short?', [
      [
        ant,
        {
          text: 'Scent.',
          thinking: 'In short? They **smell** it.\n\n</details> # not a heading',
          sampling: { temperature: 0.6, frequencyPenalty: 0.5, presencePenalty: -0.5, seed: 7 },
          tokens: { prompt: 90, completion: 14, evaluated: 11 },
          leftOutTurns: 1,
        },
      ],
      [bee, { text: 'Dance.' }],
    ]),
  ];
  const on = (turn: number): { turnId: TurnId } => ({ turnId: turns[turn]!.id });
  const votes = [
    voteOn(id, 1, { kind: 'best', winner: 'A' }, { ...on(0), comment: 'clearer' }),
    voteOn(
      id,
      2,
      { kind: 'best', winner: 'B' },
      { ...on(0), voter: human('Ms. "Li"'), blind: true },
    ),
    voteOn(id, 3, { kind: 'allGood' }, { ...on(0), supersedes: `${id}-v1` as VoteId }),
    voteOn(id, 4, { kind: 'best', winner: 'A' }, { ...on(1), shown: [ant] }),
    voteOn(id, 5, { kind: 'best', winner: 'B' }, { ...on(2), comment: '=1+1\nand more' }),
  ];
  return {
    session: aSession({ id, annotationMode: 'reply', tags: ['insects', '昆虫'] }),
    turns,
    votes,
  };
}

/** A session vote over two turns; the same system prompt for both; Chinese. */
function inChinese(): SessionRecord {
  const id = 'chinese' as SessionId;
  const seats = twoBots.map(bot => ({ ...bot, systemPrompt: '你是昆虫学家。' }));
  return {
    session: aSession({
      id,
      title: '蚂蚁怎么交流?',
      seats,
      annotatedAt: Date.UTC(2026, 0, 2, 3, 7),
      pinned: true,
    }),
    turns: [
      turnOf(id, 0, '蚂蚁怎么交流?', [
        [ant, { text: '靠**气味**。' }],
        [bee, { text: '靠触角。' }],
      ]),
      turnOf(id, 1, '举个例子。', [
        [ant, { text: '跟踪信息素。', correction: '蚂蚁沿着信息素回巢。' }],
        [bee, { text: '互相碰触角。', state: { kind: 'stopped' } }],
      ]),
    ],
    votes: [voteOn(id, 1, { kind: 'best', winner: 'A' }, { shown: seats, comment: '更准确' })],
  };
}

/** Texts that try to leave their place, in each place there is; all bad; one turn. */
function hostile(texts: readonly string[]): SessionRecord {
  const id = 'hostile' as SessionId;
  const bots = [
    aBot({ seat: 'A', name: "=cmd|' /C calc'!A0", model: '/home/bob/models/a.gguf' }),
    aBot({ seat: 'B', name: '<script>__pwn=1</script>', fingerprint: 'c3c3c3c3' as Fingerprint }),
    aBot({ seat: 'C', name: '__proto__', fingerprint: 'd4d4d4d4' as Fingerprint }),
  ];
  const all = texts.join('\n\n');
  return {
    session: aSession({
      id,
      title: texts[2] ?? '',
      seats: bots,
      tags: texts,
      origin: 'chatzoo-store',
    }),
    turns: [
      turnOf(
        id,
        0,
        all,
        bots.map(
          bot => [bot, { text: bot.seat === 'C' ? '[x]: javascript:a\n[x](x)' : all }] as const,
        ),
      ),
    ],
    votes: [
      voteOn(
        id,
        1,
        { kind: 'best', winner: 'C' },
        { shown: bots, comment: all, voter: human('@me') },
      ),
      voteOn(id, 2, { kind: 'allBad' }, { shown: bots.slice(0, 2), flags: ['errorText'] }),
    ],
  };
}

/** One turn, a vote on the session, all bad; and one without any vote. */
function small(): SessionRecord[] {
  const ids = ['all-bad', 'unvoted'].map(id => id as SessionId);
  return ids.map((id, i) => ({
    session: aSession({ id, title: '' }),
    turns: [
      turnOf(id, 0, 'Why is the sky blue?', [
        [ant, {}],
        [bee, { text: 'It is not.' }],
      ]),
    ],
    votes: i === 0 ? [voteOn(id, 1, { kind: 'allBad' }, { voter: human('bob') })] : [],
  }));
}

/** Three bots, a ranking of each kind: a clear one, one with a tie, one that leaves a bot out. */
function ranked(): SessionRecord {
  const id = 'ranked' as SessionId;
  const cat = aBot({ seat: 'C', name: 'Cat', fingerprint: 'c4c4c4c4' as Fingerprint });
  const seats = [ant, bee, cat];
  const turns = ['Who is the strongest?', 'And who the fastest?', 'And who the kindest?'].map(
    (prompt, index) =>
      turnOf(
        id,
        index,
        prompt,
        seats.map(bot => [bot, { text: `I am: ${bot.name}.` }] as const),
      ),
  );
  const orders = [
    [['B'], ['A'], ['C']],
    [['C'], ['A', 'B']],
    [['A'], ['B']],
  ];
  return {
    session: aSession({ id, title: 'Strong ants', annotationMode: 'reply', seats }),
    turns,
    votes: orders.map((order, index) =>
      voteOn(id, index + 1, { kind: 'ranking', order }, { shown: seats, turnId: turns[index]!.id }),
    ),
  };
}

function human(name: string): Vote['voter'] {
  return { kind: 'human', name };
}

/** @param breaking texts that break careless Markdown and HTML. */
export function exportRecords(breaking: readonly string[]): readonly SessionRecord[] {
  return [inReplyMode(), inChinese(), hostile(breaking), ...small(), ranked()];
}

export async function* streamOf<T>(items: Iterable<T>): AsyncIterable<T> {
  for (const item of items) yield await Promise.resolve(item);
}

/** The whole file; only for tests. */
export async function joined(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
