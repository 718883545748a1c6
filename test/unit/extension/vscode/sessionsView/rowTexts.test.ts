import { describe, expect, it } from 'vitest';
import type { SessionId, TurnId } from '../../../../../src/core/model.ts';
import { inEnglish } from '../../../../../src/core/text.ts';
import type { Hit, SessionSummary } from '../../../../../src/extension/app/ports.ts';
import { agoIn } from '../../../../../src/extension/vscode/sessionsView/relativeTime.ts';
import {
  descriptionText,
  placeText,
  snippetText,
  spokenText,
  titleText,
  tooltipMarkdown,
} from '../../../../../src/extension/vscode/sessionsView/rowTexts.ts';

const NOW = Date.UTC(2026, 5, 15, 12);
const reader = { t: inEnglish, now: NOW, ago: agoIn('en') };

function aRow(change: Partial<SessionSummary> = {}): SessionSummary {
  return {
    id: 's' as SessionId,
    title: 'How do ants talk?',
    mode: 'arena',
    group: 'todo',
    updatedAt: NOW - 5 * 60_000,
    pinned: false,
    tags: [],
    turns: 3,
    bots: ['Ant', 'Bee'],
    ...change,
  };
}

function aHit(change: Partial<Hit> = {}): Hit {
  return {
    sessionId: 's' as SessionId,
    title: 'How do ants talk?',
    updatedAt: NOW,
    where: 'reply',
    turnId: 't' as TurnId,
    turnIndex: 1,
    seat: 'B',
    snippet: '…by scent.',
    start: 4,
    end: 9,
    ...change,
  };
}

describe('a row of the sessions view', () => {
  it('says how long ago, how many turns and which tags', () => {
    expect(descriptionText(aRow(), reader)).toBe('5m · 3 turns');
    const tagged = aRow({ turns: 1, tags: ['insects', '会话'] });
    expect(descriptionText(tagged, reader)).toBe('5m · 1 turn · #insects #会话');
    const chinese = { ...reader, ago: agoIn('zh-cn') };
    expect(descriptionText(aRow(), chinese)).toBe('5分钟前 · 3 turns');
  });

  it('is read aloud with its state', () => {
    const row = aRow({ pinned: true, group: 'annotated', tags: ['insects'] });
    expect(spokenText(row, reader)).toBe(
      'How do ants talk?, pinned, Annotated, 3 turns, 5m ago, insects',
    );
  });

  it('keeps a hostile title on one line, in its reading order', () => {
    expect(titleText('a\nb\u202etxt.exe\u0000', inEnglish)).toBe('a b txt.exe');
    for (const nothing of [
      '',
      ' \n',
      '\u200b\ufeff',
      '\u00ad \u2060',
      '\u202e\u3164',
      '\u180e\u2800',
    ]) {
      expect(titleText(nothing, inEnglish)).toBe('New Session');
    }
    expect(titleText('🐜\u200b', inEnglish)).toBe('🐜\u200b');
  });

  it('has a tooltip in which nothing of a title is markup', () => {
    const title = '**a** [x](command:quit) <img src=x> ![p](http://leak.invalid) www.leak.invalid';
    const [first = ''] = tooltipMarkdown(aRow({ title }), inEnglish, 'en').split('  \n');
    expect(first).toMatch(/^\*\*.*\*\*$/);
    const inner = first.slice(2, -2);
    // Each mark that could begin something is an entity, and the entities give the title back.
    expect(inner.replace(/&#\d+;/g, '')).toMatch(/^[\w\s]*$/);
    const read = inner.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    expect(read).toBe(title);
  });
});

describe('a hit', () => {
  it('says where it is', () => {
    expect(placeText(aHit(), inEnglish)).toBe('Turn 2 · B');
    expect(placeText(aHit({ where: 'prompt', seat: undefined }), inEnglish)).toBe(
      'Turn 2 · Prompt',
    );
    expect(placeText(aHit({ where: 'correction' }), inEnglish)).toBe('Turn 2 · B · Correction');
    const onSession = { turnIndex: undefined, turnId: undefined, seat: undefined };
    expect(placeText(aHit({ where: 'comment', ...onSession }), inEnglish)).toBe('Comment');
    expect(placeText(aHit({ where: 'title', ...onSession }), inEnglish)).toBe('Title');
  });

  it('shows its match where it is after lines were joined and blanks cut', () => {
    const snippet = '\n  by\r\nscent,\u202e 蚂蚁\n';
    const start = snippet.indexOf('蚂蚁');
    const { text, match } = snippetText(aHit({ snippet, start, end: start + 2 }));
    expect(text).toBe('by  scent,  蚂蚁');
    expect(text.slice(...match)).toBe('蚂蚁');
  });

  it('stands near the beginning where there is little room', () => {
    const snippet = 'they find their way home by scent, by sound';
    const start = snippet.indexOf('scent');
    const { text, match } = snippetText(aHit({ snippet, start, end: start + 5 }), 8);
    expect(text).toBe('…home by scent, by sound');
    expect(text.slice(...match)).toBe('scent');
  });

  it('has dots where it goes on in the text', () => {
    const [left, right] = ['🐜'.repeat(39) + 'b', 'e'.repeat(40)];
    const start = left.length;
    const both = snippetText(aHit({ snippet: `${left}ant${right}`, start, end: start + 3 }));
    expect(both.text).toBe(`…${left}ant${right}…`);
    expect(both.text.slice(...both.match)).toBe('ant');
    const end = snippetText(aHit({ snippet: `an ant${'e'.repeat(39)}`, start: 3, end: 6 }));
    expect(end.text).toBe(`an ant${'e'.repeat(39)}`);
  });

  it('does not lose a match that is a blank at the beginning', () => {
    const { text, match } = snippetText(aHit({ snippet: '  ants', start: 1, end: 4 }));
    expect(text.slice(...match)).toBe(' an');
  });
});
