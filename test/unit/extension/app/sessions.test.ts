import { describe, expect, it } from 'vitest';
import { titleFrom } from '../../../../src/extension/app/title.ts';
import { safeName, exportSession } from '../../../../src/extension/app/exporting.ts';
import { markdown } from '../../../../src/core/formats/markdown.ts';
import { aSpec, openRig } from '../../../support/appRig.ts';

describe('sessions', () => {
  it('do not pile up unused ones, and a draft follows the settings', async () => {
    const rig = await openRig();
    const first = await rig.sessions.begin();
    rig.settings.current = { ...rig.settings.current, mode: 'debug', bots: [aSpec('Cat')] };
    const second = await rig.sessions.begin();
    expect(second.id).toBe(first.id);
    expect(second).toMatchObject({ mode: 'debug', seats: [{ seat: 'A', name: 'Cat' }] });
    expect(await rig.stores.sessions.get(first.id)).toEqual(second);
    expect(await rig.sessions.list()).toEqual([]);
    await rig.arena.startTurn(second.id, 'used now');
    expect((await rig.sessions.begin()).id).not.toBe(first.id);
    await rig.close();
  });

  it('make one draft when begun twice at once', async () => {
    const rig = await openRig();
    const [first, second] = await Promise.all([rig.sessions.begin(), rig.sessions.begin()]);
    expect(second.id).toBe(first.id);
    await rig.close();
  });

  it('are renamed, but not to nothing', async () => {
    const rig = await openRig();
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, 'Hi');
    await rig.ended(session);
    await rig.sessions.rename(session.id, '  Bees \n and ants ');
    expect((await rig.sessions.list())[0]?.title).toBe('Bees and ants');
    await expect(rig.sessions.rename(session.id, ' ')).rejects.toMatchObject({ code: 'badTitle' });
    await rig.close();
  });

  it('are exported with a file name that every system takes', async () => {
    const rig = await openRig();
    const session = await rig.sessions.begin();
    await rig.arena.startTurn(session.id, '../what: "is" <this>?');
    await rig.ended(session);
    const { fileName, text } = await exportSession(rig.arena, session.id, markdown);
    expect(fileName).toMatch(/^\d{4}-\d\d-\d\d what is this\.md$/);
    expect(text).toContain('Hello from Ant');
    await rig.close();
  });
});

describe('titleFrom', () => {
  it.each([
    ['\n\n  What   is it?  \nmore', 'What is it?'],
    ['x'.repeat(61), 'x'.repeat(59) + '…'],
    ['😀'.repeat(61), '😀'.repeat(59) + '…'],
    ['你好,请介绍一下你自己', '你好,请介绍一下你自己'],
  ])('takes the first line that says something', (prompt, title) => {
    expect(titleFrom(prompt)).toBe(title);
  });
});

describe('safeName', () => {
  it.each([
    ['a/b\\c:d', 'a b c d'],
    ['...', 'session'],
    ['\u0000\u001f', 'session'],
    ['动物园 🦁', '动物园 🦁'],
  ])('%j becomes %j', (title, name) => {
    expect(safeName(title)).toBe(name);
  });
});
