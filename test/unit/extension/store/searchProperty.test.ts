import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplyId, SessionId, TurnId, VoteId } from '../../../../src/core/model.ts';
import type { SessionRecord } from '../../../../src/core/formats/record.ts';
import type { Stores } from '../../../../src/extension/app/ports.ts';
import { aReply, aSession, aTurn, aVote } from '../../../support/builders.ts';
import { StoreFolder } from './storeFolder.ts';

// Random texts and queries of few pieces, so that most queries meet something; what is found must be
// what a scan of every text finds, written here once more in the plainest way.

const PIECES = [
  ...[
    'ant',
    'Ants',
    'antenna',
    'an',
    'BEE',
    'beeline',
    'or',
    'OR',
    'NEAR',
    'not',
    'NEAR/2',
    'title:',
  ],
  ...[
    '"',
    '*',
    '-',
    '(',
    ')',
    "'",
    '\\',
    ';--',
    '%',
    '_',
    '\0',
    '\n',
    '\r\n',
    '  ',
    ', ',
    '。',
    '!',
  ],
  ...[
    '动',
    '物',
    '园',
    '动物',
    '动物园',
    '物园',
    '园动',
    'かな',
    'ガ',
    'ｶﾞ',
    '한국',
    '어',
    'ไทย',
    'ภา',
  ],
  ...[
    'é',
    'e\u0301',
    'É',
    'ß',
    'İ',
    'ΣΑΣ',
    'σας',
    '１２',
    '12',
    '½',
    '㎏',
    'ﬁ',
    '😀',
    '❤\ufe0f',
    '𠮷',
    '\ud83d',
  ],
  ...['x'.repeat(70), 'x'.repeat(64), 'x'.repeat(80), '动物'.repeat(40), '\u0301'],
];

let seed = 20260102;
function random(below: number): number {
  // Park and Miller's generator: the same queries at every run.
  seed = (seed * 48271) % 2147483647;
  return seed % below;
}
const phrase = (most: number): string =>
  Array.from({ length: 1 + random(most) }, () => {
    const blank = [' ', ' ', '', '-'][random(4)] ?? '';
    return (PIECES[random(PIECES.length)] ?? '') + blank;
  }).join('');

const records: readonly SessionRecord[] = Array.from({ length: 60 }, (_, n) => {
  const sessionId = `s${n}` as SessionId;
  const id = `t${n}` as TurnId;
  const reply = aReply({
    id: `r${n}` as ReplyId,
    turnId: id,
    text: phrase(8),
    correction: phrase(3),
  });
  return {
    session: aSession({ id: sessionId, title: phrase(3), updatedAt: n }),
    turns: [aTurn({ id, sessionId, prompt: phrase(5), replies: [reply] })],
    votes: [aVote({ kind: 'allBad' }, { id: `v${n}` as VoteId, sessionId, comment: phrase(2) })],
  };
});

let folder: StoreFolder;
let stores: Stores;
beforeAll(async () => {
  folder = await StoreFolder.create();
  ({ stores } = await folder.open());
  await stores.records.merge(records);
});
afterAll(() => folder.remove());

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ');
const NO_BLANKS =
  /[\p{Emoji_Presentation}\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]/u;

type Kind = 'letter' | 'dense' | 'mark' | 'none';
function kindOf(character: string): Kind {
  const isMark = /\p{M}/u.test(character);
  const isWord = /[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(character);
  if (!isMark && !isWord) return 'none';
  if (NO_BLANKS.test(character)) return 'dense';
  return isMark ? 'mark' : 'letter';
}

/** The words of a text, and its runs of scripts without blanks, in order. */
function wordsOf(text: string): readonly { readonly text: string; readonly dense: boolean }[] {
  const words: { text: string; dense: boolean }[] = [];
  let before: Kind = 'none';
  for (const character of fold(text)) {
    let kind = kindOf(character);
    // A mark is part of a word of letters, and else nothing.
    if (kind === 'mark') kind = before === 'letter' ? 'letter' : 'none';
    const last = words.at(-1);
    if (kind === before && last) last.text += kind === 'none' ? '' : character;
    else if (kind !== 'none') words.push({ text: character, dense: kind === 'dense' });
    before = kind;
  }
  return words;
}

function occursIn(query: string, text: string): boolean {
  const asked = wordsOf(query);
  const last = asked.findLast(({ dense }) => !dense);
  const there = wordsOf(text);
  return (
    asked.length > 0 &&
    asked.every(word =>
      there.some(other => {
        if (word.dense) return other.dense && other.text.includes(word.text);
        if (other.dense) return false;
        return word === last ? other.text.startsWith(word.text) : other.text === word.text;
      }),
    )
  );
}

function scan(query: string): readonly string[] {
  return records.flatMap(({ session, turns, votes }) => {
    const texts = {
      title: session.title,
      prompt: turns[0]?.prompt,
      reply: turns[0]?.replies[0]?.text,
      correction: turns[0]?.replies[0]?.correction,
      comment: votes[0]?.comment,
    };
    return Object.entries(texts)
      .filter(([, text]) => occursIn(query, text ?? ''))
      .map(([where]) => `${session.id} ${where}`);
  });
}

describe('random queries', () => {
  const queries = Array.from({ length: 800 }, () => phrase(3));
  const longOnes = Array.from({ length: 40 }, () => phrase(60));

  it('find what a scan of all texts finds', async () => {
    let found = 0;
    for (const query of [...queries, ...longOnes, ...records.map(({ session }) => session.title)]) {
      const hits = await stores.search.find(query, { limit: 1000 });
      const places = hits.map(({ sessionId, where }) => `${sessionId} ${where}`);
      const expected = scan(query);
      expect([...places].sort(), JSON.stringify(query)).toEqual([...expected].sort());
      const sessions = [...new Set(hits.map(({ sessionId }) => sessionId))];
      expect(await stores.search.sessions(query), JSON.stringify(query)).toEqual(sessions);
      for (const { snippet, start, end } of hits) {
        const marked = wordsOf(snippet.slice(start, end))[0]?.text ?? '';
        expect(
          wordsOf(query).some(({ text }) => marked.includes(text)),
          JSON.stringify([query, snippet, start, end]),
        ).toBe(true);
      }
      if (hits.length > 0) found++;
    }
    // A property that holds of nothing says nothing.
    expect(found).toBeGreaterThan(200);
  });
});
