import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { bytesText } from '../../../../../src/extension/vscode/sessionsView/bytes.ts';
import {
  cleanFilter,
  filterText,
} from '../../../../../src/extension/vscode/sessionsView/filter.ts';
import { folderText } from '../../../../../src/extension/vscode/sessionsView/folderText.ts';
import { withoutIcons } from '../../../../../src/extension/vscode/sessionsView/plainText.ts';
import { commonTags, retag } from '../../../../../src/extension/vscode/sessionsView/retag.ts';

describe('tags edited for several sessions at once', () => {
  it('offers those that all have', () => {
    expect(commonTags([{ tags: ['a', 'b'] }, { tags: ['b', 'c'] }])).toEqual(['b']);
    expect(commonTags([])).toEqual([]);
  });

  it('takes away what was unticked, adds what was ticked and keeps what was not shown', () => {
    expect(retag(['own', 'b'], ['b'], ['new'])).toEqual(['own', 'new']);
    expect(retag(['own', 'b'], ['b'], ['b', 'own'])).toEqual(['own', 'b']);
  });
});

describe('a filter', () => {
  it('says what it looks for', () => {
    expect(filterText({ text: 'ants', tag: 'insects' })).toBe('“ants” #insects');
  });

  it('is none if it excludes nothing', () => {
    expect(cleanFilter({ text: '  ' })).toBeUndefined();
    expect(cleanFilter({ text: ' ants ' })).toEqual({ text: 'ants' });
    expect(cleanFilter({ text: '', tag: 'x' })).toEqual({ tag: 'x' });
  });
});

describe('a size', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [478, '478 bytes'],
    [999, '999 bytes'],
    [1_000, '1 kB'],
    [999_499, '999 kB'],
    [999_999, '1 MB'],
    [1_340_000, '1.3 MB'],
    [24_000, '24 kB'],
    [9_960_000_000, '10 GB'],
  ])('of %i bytes is %s', (bytes, text) => {
    expect(bytesText(bytes, 'en')).toBe(text);
  });
});

describe('the folder of the database', () => {
  it.each([
    [
      ['home', 'ann', 'data', 'x.sqlite'],
      ['~', 'data'],
    ],
    [['home', 'ann', 'x.sqlite'], ['~']],
    [
      ['home', 'anna', 'x.sqlite'],
      ['', 'home', 'anna'],
    ],
  ])('of %j is %j', (file, folder) => {
    const home = path.sep + path.join('home', 'ann');
    expect(folderText(path.sep + path.join(...file), home)).toBe(folder.join(path.sep));
  });
});

describe('a text in a pick list', () => {
  it('has no pictures', () => {
    expect(withoutIcons('a $(trash) b')).toBe('a \\$(trash) b');
  });
});
