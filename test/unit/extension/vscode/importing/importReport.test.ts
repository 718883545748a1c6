import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../src/core/text.ts';
import type { ImportReport } from '../../../../../src/extension/app/importReport.ts';
import { importReportText } from '../../../../../src/extension/vscode/importing/importReport.ts';

const nothing: ImportReport = {
  formatId: 'json',
  label: 'JSON',
  sessions: { added: 0, extended: 0, known: 0 },
  turnsAdded: 0,
  votesAdded: 0,
  flagged: new Map(),
  refusedCount: 0,
  refused: [],
  conflictCount: 0,
  conflicts: [],
  notKept: new Map(),
  titles: [],
  stopped: false,
};

const textOf = (change: Partial<ImportReport>, stage: 'planned' | 'done' = 'planned'): string =>
  importReportText({ ...nothing, ...change }, { fileName: 'zoo_1.json', stage }, inEnglish);

describe('importReportText', () => {
  it('has only the numbers if that is all', () => {
    expect(textOf({ sessions: { added: 0, extended: 0, known: 3 } })).toBe(`# Import of zoo\\_1.json

Format: JSON. Nothing is written yet.

- Sessions that are new: 0
- Sessions that get more turns or votes: 0
- Sessions that are already here: 3
- Turns that are new: 0
- Votes that are new: 0
`);
  });

  it('lists what is new, refused, flagged, different and not kept', () => {
    const text = textOf({
      sessions: { added: 102, extended: 0, known: 0 },
      titles: ['How do ants talk?', ''],
      refusedCount: 3,
      refused: [{ at: 'line 12', why: 'no messages' }],
      flagged: new Map([['leakedIdentity', 4]]),
      conflictCount: 8,
      conflicts: [{ at: '[3]', what: 'title' }],
      notKept: new Map([['state.has_csam_image', 40]]),
    });
    expect(text.slice(text.indexOf('## '))).toBe(`## New sessions

- How do ants talk?
- (without a title)
- … and 100 more

## Refused: 3

These parts of the file could not be used.

- line 12: no messages
- … and 2 more

## Flagged votes

They are kept and shown, but do not count on the leaderboard.

- a bot told who it is before the vote: 4

## Different here

What is stored stays as it is.

- \\[3\\]: title
- … and 7 more

## Without a place here

These fields of the file are not kept. The number says how often they occur.

- state.has\\_csam\\_image: 40
`);
  });

  it('says whether it is done, and whether all of it', () => {
    expect(textOf({}, 'done')).toContain('This has been imported.');
    expect(textOf({ stopped: true }, 'done')).toContain('The import was cancelled.');
  });

  it('shows a hostile title as text on one line', () => {
    const title =
      '![x](https://evil.invalid/b.png)\n# Big <img src=x> [run](command:x) `a` $b$ \u202eabc';
    const lines = textOf({ sessions: { ...nothing.sessions, added: 1 }, titles: [title] });
    expect(lines).toContain(
      '- \\!\\[x\\](https://evil.invalid/b.png) \\# Big \\<img src=x\\> \\[run\\](command:x) ' +
        '\\`a\\` \\$b\\$ abc\n',
    );
  });

  it('lets no title begin a list, a heading or a rule, and cuts a long one', () => {
    const titles = ['- a', '1. b', '2) c', '+ d', '> e', '=== f', 'x'.repeat(1_000)];
    const text = textOf({ sessions: { ...nothing.sessions, added: 7 }, titles });
    expect(text.split('\n').slice(-8, -1)).toEqual([
      '- \\- a',
      '- 1\\. b',
      '- 2\\) c',
      '- \\+ d',
      '- \\> e',
      '- \\=== f',
      `- ${'x'.repeat(199)}…`,
    ]);
  });
});
