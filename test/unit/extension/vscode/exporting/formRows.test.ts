import { describe, expect, it } from 'vitest';
import { EXPORT_FORMATS } from '../../../../../src/core/formats/export/registry.ts';
import type { SessionId } from '../../../../../src/core/model.ts';
import { inEnglish } from '../../../../../src/core/text.ts';
import {
  formRows,
  type FormState,
} from '../../../../../src/extension/vscode/exporting/formRows.ts';
import {
  contentPurpose,
  formatName,
  formatPurpose,
} from '../../../../../src/extension/vscode/exporting/purposes.ts';
import { notesOf } from '../../../../../src/extension/vscode/exporting/notes.ts';
import type { Sample } from '../../../../../src/extension/vscode/exporting/sample.ts';
import type { Finding } from '../../../../../src/extension/vscode/exporting/secrets.ts';

const whole: Sample = {
  state: 'whole',
  text: '# Ants',
  bytes: 340_000,
  sessions: 2,
  leftOut: new Map(),
  findings: [],
};

function rowsOf(change: Partial<FormState> = {}): ReturnType<typeof formRows> {
  const state: FormState = {
    choices: { format: EXPORT_FORMATS[0]!, content: 'full', pseudonyms: false, salt: 's' },
    scope: { kind: 'all', ids: ['a', 'b'] as unknown as SessionId[] },
    target: 'exports/2026-11-21 ants.md',
    sample: whole,
    language: 'en',
    ...change,
  };
  return formRows(state, inEnglish);
}

const labels = (change: Partial<FormState> = {}): string[] =>
  rowsOf(change).map(({ label, description }) => [label, description ?? ''].join(' | ').trim());

describe('formRows', () => {
  it('say what would be written, and each choice', () => {
    expect(labels()).toEqual([
      'Write to exports/2026-11-21 ants.md | 2 sessions · 340 kB',
      'Format: Markdown | .md',
      'Sessions: all (2) |',
      'Content: everything |',
      'Names: as they are |',
      'Other Place… |',
    ]);
  });

  it('wait for the size, and estimate it by the sessions that were rendered', () => {
    expect(labels({ sample: undefined })[0]).toContain('2 sessions · …');
    const part = { ...whole, state: 'part', sessions: 1, bytes: 1_000_000 } as const;
    expect(labels({ sample: part })[0]).toContain('2 sessions · about 2 MB');
  });

  it('ask for a place where there is no folder', () => {
    expect(labels({ target: undefined })[0]).toMatch(/^Choose Where to Write…/);
  });

  it('say what the format leaves out, each reason with its number', () => {
    const leftOut: Sample['leftOut'] = new Map([
      ['tie', 2],
      ['noVote', 1],
      ['noText', 0],
    ]);
    expect(rowsOf({ sample: { ...whole, leftOut } })[1]).toMatchObject({
      id: 'leftOut',
      label: 'This format leaves out: 3',
      detail: 'all good or all bad, so none is preferred: 2 · without a vote: 1',
    });
  });

  it('never speak of a part as if it were all', () => {
    const leftOut: Sample['leftOut'] = new Map([['notPlain', 3]]);
    const part = { ...whole, state: 'part', leftOut } as const;
    expect(rowsOf({ sample: part }).slice(1, 3)).toMatchObject([
      { id: 'looked', label: 'The first 2 sessions were looked at' },
      { id: 'leftOut', label: 'This format leaves out at least: 3' },
    ]);
    expect(rowsOf().some(({ id }) => id === 'looked')).toBe(false);
  });

  it('warn of what looks like a secret, and name the first places on one line', () => {
    const finding = (title: string, turn?: number): Finding => ({
      what: 'key',
      sessionId: 's' as SessionId,
      title,
      turn,
    });
    const one = rowsOf({ sample: { ...whole, findings: [finding('My\nkey', 2)] } })[1];
    expect(one).toMatchObject({
      id: 'secrets',
      label: '1 place looks like a key, a path or an e-mail address',
      detail: 'My key (like a key, turn 2)',
    });
    const running = { ...whole, state: 'running', findings: [finding('1')] } as const;
    expect(rowsOf({ sample: running })[1]?.label).toBe(
      'At least 1 places look like keys, paths or e-mail addresses',
    );
    const findings = ['1', '2', '3', '4'].map(title => finding(title));
    const four = rowsOf({ sample: { ...whole, findings } })[1];
    expect(four?.label).toBe('4 places look like keys, paths or e-mail addresses');
    expect(four?.detail).toBe('1 (like a key) · 2 (like a key) · 3 (like a key) …');
  });
});

describe('notes on a file that is written', () => {
  it('are none for a file that is all there is', () => {
    expect(
      notesOf({ findings: [], known: 0, leftOut: new Map([['tie', 0]]) }, inEnglish),
    ).toBeUndefined();
  });

  it('say what it holds and what it does not', () => {
    const findings: Finding[] = [{ what: 'email', sessionId: 's' as SessionId, title: 'x' }];
    const leftOut: Sample['leftOut'] = new Map([
      ['tie', 2],
      ['sameText', 1],
    ]);
    expect(notesOf({ findings, known: 0, leftOut }, inEnglish)).toEqual({
      text: '1 place looks like a key, a path or an e-mail address · left out by the format: 3',
      warns: true,
    });
    const known = notesOf({ findings, known: 1, leftOut }, inEnglish);
    expect(known).toMatchObject({
      text: expect.stringContaining('1 place') as string,
      warns: false,
    });
  });
});

describe('the purposes', () => {
  it('call every format by its name, or by one in the language', () => {
    for (const format of EXPORT_FORMATS) {
      expect(formatName(format, inEnglish)).toBe(format.label);
    }
    const upper = (text: string): string => text.toUpperCase();
    const named = EXPORT_FORMATS.map(format => formatName(format, upper));
    expect(named).toContain('DPO PAIRS OF CHATS');
    expect(named).toContain('Markdown');
  });

  it('tell of every format and content what it is for', () => {
    for (const { id, contents } of EXPORT_FORMATS) {
      expect(formatPurpose(id, inEnglish), id).not.toBe('');
      for (const content of contents) expect(contentPurpose(content, inEnglish)).not.toBe('');
    }
  });
});
