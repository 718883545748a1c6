import { describe, expect, it } from 'vitest';
import { inEnglish as t } from '../../../../src/core/text.ts';
import { isLineupName, parseLineups } from '../../../../src/extension/app/lineups.ts';
import { aSpec, openRig } from '../../../support/appRig.ts';

const bots = ['Ant', 'Bee', 'Cat'].map(name => aSpec(name));

describe('the setting chatzoo.lineups', () => {
  it('is read in its order, names without the spaces around them', () => {
    const raw = { 'Small ones': [' Bee', 'Ant '], 猫: ['Cat'] };
    expect(parseLineups(raw, t)).toEqual({
      lineups: [
        { name: 'Small ones', bots: ['Bee', 'Ant'] },
        { name: '猫', bots: ['Cat'] },
      ],
      problems: [],
    });
    expect(parseLineups(undefined, t)).toEqual({ lineups: [], problems: [] });
  });

  it.each([[], 'Small', 3, null, true])('reports what is no object: %j', raw => {
    expect(parseLineups(raw, t)).toMatchObject({
      lineups: [],
      problems: [{ path: 'chatzoo.lineups' }],
    });
  });

  it.each([
    ['a text', 'Ant'],
    ['an empty list', []],
    ['something else in it', ['Ant', 1]],
    ['a blank name', ['Ant', ' ']],
    ['one twice', ['Ant', ' Ant']],
    ['too many', Array.from({ length: 27 }, (_, i) => `Bot ${i}`)],
  ])('leaves out a line-up with %s, and keeps the others', (_what, wrong) => {
    const { lineups, problems } = parseLineups({ Wrong: wrong, Right: ['Ant'] }, t);
    expect(lineups).toEqual([{ name: 'Right', bots: ['Ant'] }]);
    expect(problems).toMatchObject([
      {
        path: 'chatzoo.lineups.Wrong',
        expected: 'a list of 1 to 26 names of bots, none of them twice',
      },
    ]);
  });

  it('takes any readable line for a name', () => {
    expect(['Small', '小模型', 'a'.repeat(80)].map(isLineupName)).toEqual([true, true, true]);
    expect(['', '  ', 'a\nb', 'a'.repeat(81)].map(isLineupName)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(parseLineups({ ' ': ['Ant'] }, t).problems).toHaveLength(1);
  });
});

describe('a line-up', () => {
  const lineups = [
    { name: 'Two', bots: ['Cat', 'Ant'] },
    { name: 'Half', bots: ['Bee', 'Gone'] },
    { name: 'Lost', bots: ['Gone'] },
  ];
  const seats = (session: { readonly seats: readonly { seat: string; name: string }[] }) =>
    session.seats.map(({ seat, name }) => `${seat} ${name}`);

  it('seats its bots in its order, in the draft and in every new session, until another is used', async () => {
    const rig = await openRig({ settings: { bots, lineups } });
    const draft = await rig.sessions.begin();
    expect(seats(draft)).toEqual(['A Ant', 'B Bee', 'C Cat']);
    await rig.lineups.use('Two');
    const reseated = await rig.sessions.begin();
    expect(reseated.id).toBe(draft.id);
    expect(seats(reseated)).toEqual(['A Cat', 'B Ant']);
    expect(seats((await rig.stores.sessions.get(draft.id)) ?? draft)).toEqual(['A Cat', 'B Ant']);
    await rig.arena.startTurn(draft.id, 'Hi');
    const next = await rig.sessions.begin();
    expect(next.id).not.toBe(draft.id);
    expect(seats(next)).toEqual(['A Cat', 'B Ant']);
    await rig.lineups.use(undefined);
    expect(seats(await rig.sessions.begin())).toEqual(['A Ant', 'B Bee', 'C Cat']);
    await rig.close();
  });

  it('skips bots that are not there, and tells which', async () => {
    const rig = await openRig({ settings: { bots, lineups } });
    await rig.lineups.use('Half');
    expect(seats(await rig.sessions.begin())).toEqual(['A Bee']);
    const { current } = rig.lineups;
    expect(current && rig.lineups.missingIn(current)).toEqual(['Gone']);
    await rig.close();
  });

  it('of which nothing is left, or that is gone itself, lets all bots take seats', async () => {
    const rig = await openRig({ settings: { bots, lineups } });
    for (const name of ['Lost', 'No such line-up']) {
      await rig.lineups.use(name);
      expect(seats(await rig.sessions.begin())).toEqual(['A Ant', 'B Bee', 'C Cat']);
    }
    expect(rig.lineups.current).toBeUndefined();
    await rig.close();
  });

  it('follows the settings', async () => {
    const rig = await openRig({ settings: { bots, lineups } });
    await rig.lineups.use('Two');
    await rig.sessions.begin();
    rig.settings.current = { ...rig.settings.current, bots: bots.slice(0, 1) };
    await rig.sessions.refreshDraft();
    const draft = await rig.stores.sessions.draft();
    expect(draft && seats(draft)).toEqual(['A Ant']);
    await rig.close();
  });
});
