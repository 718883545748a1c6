import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ExportFormat } from '../../../../src/core/formats/export/format.ts';
import { EXPORT_FORMATS } from '../../../../src/core/formats/export/registry.ts';
import type { SessionRecord } from '../../../../src/core/formats/record.ts';
import type { SessionId } from '../../../../src/core/model.ts';
import {
  exportFileName,
  exportSessions,
  type ExportTools,
} from '../../../../src/extension/app/exporting.ts';
import { exportRecords, joined } from '../../../support/exportRecords.ts';
import { aReply, aSession, aTurn, aVote, twoBots } from '../../../support/builders.ts';

const one = (id: string): ExportFormat => EXPORT_FORMATS.find(format => format.id === id)!;
// Read by hand: one name is half a character, which bundlers refuse.
const names = JSON.parse(
  readFileSync(new URL('../../../fixtures/hostile/names.json', import.meta.url), 'utf8'),
) as string[];
const now = Date.UTC(2026, 0, 2, 3, 4, 5);

/** The store's part of it: records by id, made when they are asked for. */
function toolsFor(get: (id: SessionId) => SessionRecord | undefined): ExportTools {
  return {
    records: {
      get: id => Promise.resolve(get(id)),
      compare: () => Promise.reject(new Error('An export compares nothing.')),
      merge: () => Promise.reject(new Error('An export writes nothing.')),
    },
    hash: text => createHash('sha256').update(text).digest('hex'),
    now: () => now,
  };
}

describe('exportSessions', () => {
  const records = exportRecords(['x', 'y', 'z']);
  const tools = toolsFor(id => records.find(({ session }) => session.id === id));
  const ids = records.map(({ session }) => session.id);

  it('tells how far it is and what was left out, and skips what is gone', async () => {
    const plan = {
      format: one('dpo'),
      ids: [...ids, 'gone' as SessionId],
      content: 'full',
    } as const;
    const { pieces, progress } = exportSessions(plan, tools);
    expect(progress()).toEqual({ sessions: 0, leftOut: new Map() });
    let atFirst: number | undefined;
    for await (const piece of pieces) {
      expect(piece).not.toBe('');
      atFirst ??= progress().sessions;
    }
    expect(atFirst).toBe(0);
    expect(progress().sessions).toBe(records.length);
    expect(progress().leftOut.get('tie')).toBeGreaterThan(0);
  });

  it('tells the format how many sessions are asked for', async () => {
    const plan = { format: one('markdown'), content: 'full' } as const;
    const link = '[Contents](#contents)';
    expect(await joined(exportSessions({ ...plan, ids }, tools).pieces)).toContain(link);
    const single = exportSessions({ ...plan, ids: ids.slice(0, 1) }, tools);
    expect(await joined(single.pieces)).not.toContain(link);
  });

  it('redacts before it renders', async () => {
    const plan = { format: one('json'), ids, content: 'prompts' } as const;
    const text = await joined(exportSessions(plan, tools).pieces);
    expect(text).not.toContain('By scent.');
    expect(text).not.toContain('/home/bob');
    expect(text).toContain('"exportedAt": "2026-01-02T03:04:05.000Z"');
  });

  it.each(EXPORT_FORMATS)('$id names voters by pseudonym if there is a salt', async format => {
    const [content] = format.contents;
    const named = async (salt?: string): Promise<string> =>
      joined(exportSessions({ format, ids, content: content!, salt }, tools).pieces);
    const [open, first, again, other] = [
      await named(),
      await named('a'),
      await named('a'),
      await named('b'),
    ];
    expect(first).toBe(again);
    for (const text of [first, other]) expect(text).not.toMatch(/\bMs[.]|@me\b/);
    if (!/Ms[.]|@me/.test(open)) return; // a format without voters
    expect(first).toMatch(/annotator-[0-9a-f]{8}/);
    expect(first).not.toBe(other);
  });
});

describe('a large export', () => {
  const COUNT = 5000;
  /** Some sessions are long, most are short. */
  function sessionOf(number: number): SessionRecord {
    const id = `s${number}` as SessionId;
    const text = `${number} ${'Ants talk by scent. '.repeat(number % 250 === 0 ? 5000 : 20)}`;
    const replies = twoBots.map(({ seat, name, model }) =>
      aReply({ seat, botName: name, model, text: `${seat} ${text}` }),
    );
    return {
      session: aSession({ id, title: `Session ${number}` }),
      turns: [aTurn({ sessionId: id, prompt: text, replies })],
      votes: [aVote({ kind: 'best', winner: 'A' }, { sessionId: id })],
    };
  }

  it.each(EXPORT_FORMATS)(
    '$id never holds more than a session: no piece has two, none waits',
    { timeout: 120_000 },
    async format => {
      let asked = 0;
      const ids = Array.from({ length: COUNT }, (_, i) => `s${i}` as SessionId);
      const tools = toolsFor(id => {
        asked += 1;
        return sessionOf(Number(id.slice(1)));
      });
      const plan = { format, ids, content: format.contents[0]! };
      const { pieces, progress } = exportSessions(plan, tools);
      let [longest, length, furthest] = [0, 0, 0];
      for await (const piece of pieces) {
        longest = Math.max(longest, piece.length);
        length += piece.length;
        // What was asked of the store and has not come out yet.
        furthest = Math.max(furthest, asked - progress().sessions);
      }
      expect(progress()).toEqual({ sessions: COUNT, leftOut: new Map() });
      expect(furthest).toBe(1);
      // A session's text is 300,000 characters at most; a log line holds both bots' conversations.
      expect(longest).toBeLessThan(700_000);
      expect(length).toBeGreaterThan(COUNT * 50);
    },
  );
});

describe('exportFileName', () => {
  const RULE = /^(?![.-])[A-Za-z0-9._ -]{1,80}$/;
  const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:[. ]|$)/i;

  it.each(names)('makes of %j a name that every system takes', title => {
    for (const format of EXPORT_FORMATS) {
      const name = exportFileName(title, now, format);
      expect(name).toMatch(RULE);
      expect(name).not.toMatch(RESERVED);
      expect(name).not.toMatch(/\.\.|[ .]$|[ .]\.[a-z]+$/);
      expect(name.endsWith(`.${format.extension}`)).toBe(true);
    }
  });

  it.each([
    ['How do ants talk?', 'markdown', '2026-01-02 How do ants talk.md'],
    ['Café "Zoë"', 'json', '2026-01-02 Cafe Zoe.json'],
    ['蚂蚁怎么交流?', 'html', '2026-01-02 chatzoo.html'],
    [undefined, 'votes-csv', '2026-01-02 chatzoo.csv'],
    [undefined, 'battles-csv', '2026-01-02 chatzoo battles-csv.csv'],
    ['x'.repeat(200), 'dpo', `2026-01-02 ${'x'.repeat(59)} dpo.jsonl`],
  ])('names %j as %s %s', (title, id, expected) => {
    expect(exportFileName(title, now, one(id))).toBe(expected);
  });
});
