import type { ReplyId, SessionId, TurnId } from '../../../src/core/model.ts';
import type { SessionRecord } from '../../../src/core/formats/record.ts';
import { aReply, aSession, aTurn, twoBots } from '../../support/builders.ts';

const WORDS =
  'the ant talks by scent and walks over the hill while a bee dances in the sun 蚂蚁 用 气味 交谈 蜜蜂 在 阳光 下 跳舞 模型 回答 很 有 帮助 function return const model answer token sample prompt'.split(
    ' ',
  );

/** Numbers in 0 … 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** About so many characters of English and Chinese. */
function textOf(random: () => number, length: number): string {
  const words: string[] = [];
  for (let left = length; left > 0;) {
    const word = `${WORDS[Math.floor(random() * WORDS.length)] ?? ''}${random() < 0.1 ? Math.floor(random() * 1000) : ''}`;
    words.push(word);
    left -= word.length + 1;
  }
  return words.join(' ');
}

export interface Shape {
  readonly sessions: number;
  readonly turns: number;
  /** Characters of a reply. */
  readonly reply: number;
}

/** Messages of a database of this shape: a prompt and two replies a turn. */
export function messagesIn({ sessions, turns }: Shape): number {
  return sessions * turns * 3;
}

/** Arena sessions that nobody has voted on yet, with two bots each. */
export function* recordsOf(shape: Shape, seed: number): Generator<SessionRecord> {
  const random = randomFrom(seed);
  for (let number = 0; number < shape.sessions; number++) {
    const id = `${seed}-${number}` as SessionId;
    const turns = Array.from({ length: shape.turns }, (_, index) => {
      const turnId = `${id}-${index}` as TurnId;
      const replies = twoBots.map(({ seat, name, model, fingerprint }) =>
        aReply({
          id: `${turnId}-${seat}` as ReplyId,
          turnId,
          seat,
          botName: name,
          model,
          fingerprint,
          text: textOf(random, shape.reply * (0.5 + random())),
        }),
      );
      return aTurn({ id: turnId, sessionId: id, index, prompt: textOf(random, 150), replies });
    });
    const session = aSession({
      id,
      title: textOf(random, 40),
      updatedAt: 1_700_000_000_000 + number,
    });
    yield { session, turns, votes: [] };
  }
}
