import { describe, expect, it } from 'vitest';
import { VOTE_FLAGS, type TurnId, type Verdict } from '../../../../src/core/model.ts';
import type { Ballot } from '../../../../src/core/ranking/ballot.ts';
import {
  EXCLUSIONS,
  FASTCHAT_EXCLUSIONS,
  type BoardFilter,
  type Exclusion,
} from '../../../../src/core/ranking/options.ts';
import { reasonBy, select } from '../../../../src/core/ranking/selection.ts';
import { ballot, options, START } from './someBallots.ts';

describe('select', () => {
  it('counts everything that nothing speaks against', () => {
    const { counted, excluded } = select([ballot(), ballot()], options());
    expect(counted).toHaveLength(2);
    expect(Object.values(excluded).every(count => count === 0)).toBe(true);
    expect(Object.keys(excluded)).toEqual(['filter', 'voter', ...EXCLUSIONS]);
  });

  it('counts each vote out by its first reason: filters, voters, then the flags in order', () => {
    const bad: Partial<Ballot> = { flags: ['banned', 'errorText'], voter: 'eve', tags: [] };
    const votes = [
      ballot(bad),
      ballot({ ...bad, tags: ['red'] }),
      ballot({ ...bad, tags: ['red'], voter: 'ada' }),
    ];
    const { counted, excluded } = select(
      votes,
      options({ excludedVoters: ['eve'] }, { tags: ['red'] }),
    );
    expect(counted).toEqual([]);
    expect(excluded).toMatchObject({ filter: 1, voter: 1, errorText: 1, banned: 0 });
  });

  const spoilt: Record<Exclusion, Partial<Ballot>> = {
    ...(Object.fromEntries(VOTE_FLAGS.map(flag => [flag, { flags: [flag] }])) as unknown as Record<
      (typeof VOTE_FLAGS)[number],
      Partial<Ballot>
    >),
    tooShort: { flags: ['tooShort'] },
    named: { blind: false },
    tie: { verdict: { kind: 'allBad' } },
  };

  it.each(Object.entries(spoilt))('leaves out %s by its switch only', (name, change) => {
    const votes = [ballot(change), ballot()];
    expect(select(votes, options({ exclude: [] })).counted).toHaveLength(2);
    const off = select(votes, options({ exclude: [name as Exclusion] }));
    expect(off.counted).toEqual([ballot()]);
    expect(off.excluded[name as Exclusion]).toBe(1);
    const others = EXCLUSIONS.filter(other => other !== name);
    expect(select(votes, options({ exclude: others })).counted).toHaveLength(2);
  });

  it.each<[Verdict, boolean]>([
    [{ kind: 'best', winner: 'A' }, false],
    [{ kind: 'allGood' }, true],
    [{ kind: 'allBad' }, true],
    [{ kind: 'ranking', order: [['A', 'B']] }, true],
    [{ kind: 'ranking', order: [['A'], ['B', 'C']] }, false],
  ])('takes %j for a tie: %s', (verdict, tie) => {
    const reason = reasonBy(options({ exclude: ['tie'] }))(ballot({ verdict }));
    expect(reason).toBe(tie ? 'tie' : undefined);
  });

  it('leaves out by default what is flagged, and by FastChat’s cleaning what is named too', () => {
    const named = ballot({ blind: false });
    expect(reasonBy(options())(named)).toBeUndefined();
    expect(reasonBy(options({ exclude: FASTCHAT_EXCLUSIONS }))(named)).toBe('named');
    expect(reasonBy(options())(ballot({ flags: ['leakedIdentity'] }))).toBe('leakedIdentity');
    expect(reasonBy(options())(ballot({ flags: ['tooShort'] }))).toBeUndefined();
  });
});

describe('filters', () => {
  const lets = (filter: Partial<BoardFilter>, change: Partial<Ballot>): boolean =>
    reasonBy(options({}, filter))(ballot(change)) === undefined;

  it.each<[Partial<BoardFilter>, Partial<Ballot>, Partial<Ballot>]>([
    [{ tags: ['red', 'blue'] }, { tags: ['blue', 'x'] }, { tags: ['x'] }],
    [{ voters: ['ada', 'bo'] }, { voter: 'bo' }, { voter: 'cy' }],
    [{ languages: ['Chinese'] }, { language: 'Chinese' }, { language: 'English' }],
    [{ languages: ['unknown'] }, { language: undefined }, { language: 'English' }],
    [{ annotationModes: ['reply'] }, { annotationMode: 'reply' }, { annotationMode: 'session' }],
    [{ annotationModes: ['reply'] }, { annotationMode: 'reply' }, {}],
    [{ origins: [''] }, {}, { origin: 'lm-arena' }],
    [{ origins: ['lm-arena'] }, { origin: 'lm-arena' }, {}],
    [{ promptSets: ['mt'] }, { promptSet: 'mt' }, {}],
    [{ turn: 'first' }, { turnIndex: 0, turnId: 't' as TurnId }, { turnIndex: 1 }],
    [{ turn: 'later' }, { turnIndex: 3 }, { turnIndex: 0 }],
    [{ turn: 'later' }, { turnIndex: 3 }, { turnIndex: undefined }],
    [{ turn: 'first' }, { turnIndex: 0 }, { turnIndex: undefined }],
    [{ from: START }, { castAt: START }, { castAt: START - 1 }],
    [{ until: START }, { castAt: START }, { castAt: START + 1 }],
    [{ until: START }, { castAt: START }, { castAt: NaN }],
  ])('%j lets in %j but not %j', (filter, inside, outside) => {
    expect(lets(filter, inside)).toBe(true);
    expect(lets(filter, outside)).toBe(false);
    expect(lets({}, outside)).toBe(true);
  });

  it('must all let a vote in', () => {
    const filter = { voters: ['ada'], tags: ['red'] };
    expect(lets(filter, { voter: 'ada', tags: ['red'] })).toBe(true);
    expect(lets(filter, { voter: 'ada' })).toBe(false);
    expect(lets(filter, { voter: 'bo', tags: ['red'] })).toBe(false);
  });
});
