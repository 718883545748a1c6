import { describe, expect, it } from 'vitest';
import { dpo } from '../../../../../src/core/formats/export/dpo.ts';
import { dpoChat } from '../../../../../src/core/formats/export/dpoChat.ts';
import { huoziRlhf } from '../../../../../src/core/formats/export/huoziRlhf.ts';
import { kto } from '../../../../../src/core/formats/export/kto.ts';
import { ktoChat } from '../../../../../src/core/formats/export/ktoChat.ts';
import type { Session, Turn, TurnId, Vote, VoteId } from '../../../../../src/core/model.ts';
import { aVote, twoBots } from '../../../../support/builders.ts';
import { bestA, failed, record, rows, turn } from './trainingRows.ts';

const t0 = { turnId: 't0' as TurnId };
const one = turn(0, { text: 'a' }, { text: 'b' });

describe('dpo', () => {
  it('prefers the best, and says where the line is from', async () => {
    expect(await rows(dpo, record({}, [one], [bestA()]))).toEqual({
      rows: [
        {
          prompt: 'Q0',
          chosen: 'a',
          rejected: 'b',
          chosen_model: 'ant.gguf',
          rejected_model: 'bee-7b',
          session: 'session-1',
          turn: 1,
          voter: 'me',
          edited: false,
        },
      ],
      leftOut: [],
    });
  });

  it.each([
    ['no vote', [], ['noVote']],
    ['a tie', [aVote({ kind: 'allGood' })], ['tie']],
    ['a flagged vote', [bestA({ flags: ['errorText'] })], ['noVote']],
    ['a winner who was not there', [aVote({ kind: 'best', winner: 'Z' })], ['noVote']],
    [
      'a superseded vote',
      [bestA(), aVote({ kind: 'allBad' }, { id: 'v2' as VoteId, supersedes: 'vote-1' as VoteId })],
      ['tie'],
    ],
  ])('leaves out %s', async (_, votes, leftOut) => {
    expect(await rows(dpo, record({}, [one], votes))).toEqual({ rows: [], leftOut });
  });

  it.each([
    ['a failed reply', turn(0, { text: 'a' }, { text: 'half', state: failed })],
    ['a blank reply', turn(0, { text: ' \n' }, { text: 'b' })],
    [
      'a reply that is still coming',
      turn(0, { text: 'a', state: { kind: 'streaming' } }, { text: 'b' }),
    ],
  ])('never trains with %s', async (_, only) => {
    expect(await rows(dpo, record({}, [only], [bestA()]))).toEqual({
      rows: [],
      leftOut: ['noText'],
    });
  });

  it('leaves out equal words and, in debug, every vote', async () => {
    const same = turn(0, { text: 'a' }, { text: 'a' });
    expect(await rows(dpo, record({}, [same], [bestA()]))).toEqual({
      rows: [],
      leftOut: ['sameText'],
    });
    expect((await rows(dpo, record({ mode: 'debug' }, [one], [bestA()]))).leftOut).toEqual([
      'noVote',
    ]);
  });

  it('compares only bots with the same system prompt, and gives it', async () => {
    const [a, b] = twoBots;
    const seats = (of: string): Partial<Session> => ({
      seats: [
        { ...a!, systemPrompt: 'Be brief.' },
        { ...b!, systemPrompt: of },
      ],
    });
    expect((await rows(dpo, record(seats('Be long.'), [one], [bestA()]))).leftOut).toEqual([
      'otherHistory',
    ]);
    expect((await rows(dpo, record(seats('Be brief.'), [one], [bestA()]))).rows).toMatchObject([
      { prompt: 'Q0', system: 'Be brief.' },
    ]);
  });

  it('lets the correction stand for the best, and win over what it corrects, without a vote too', async () => {
    const corrected = turn(0, { text: 'a', correction: 'A!' }, { text: 'b', correction: 'B!' });
    const pairs = async (votes: Vote[]): Promise<unknown[]> =>
      (await rows(dpo, record({}, [corrected], votes))).rows.map(row => {
        const { chosen, rejected, edited } = row as Record<string, unknown>;
        return [chosen, rejected, edited];
      });
    const own = [
      ['A!', 'a', true],
      ['B!', 'b', true],
    ];
    expect(await pairs([bestA()])).toEqual([['A!', 'b', true], ...own]);
    expect(await pairs([])).toEqual(own);
    expect(await pairs([aVote({ kind: 'allBad' })])).toEqual(own);
  });

  it('holds first turns only, and tells why a later one is not there', async () => {
    const turns = [one, turn(1, { text: 'c' }, { text: 'd' })];
    const votes = [bestA(t0), bestA({ id: 'v2' as VoteId, turnId: 't1' as TurnId })];
    const found = await rows(dpo, record({ annotationMode: 'reply' }, turns, votes));
    expect(found.rows).toMatchObject([{ prompt: 'Q0', turn: 1 }]);
    expect(found.leftOut).toEqual(['otherHistory']);
    const whole = await rows(dpo, record({}, turns, [bestA()]));
    expect(whole).toEqual({ rows: [], leftOut: ['notPlain'] });
    const alike = [turn(0, { text: 'x' }, { text: 'x' }), turns[1]!];
    const second = await rows(dpo, record({ annotationMode: 'reply' }, alike, [votes[1]!]));
    expect(second).toEqual({ rows: [], leftOut: ['noVote', 'notPlain'] });
  });

  it('tells of each unvoted turn of reply mode', async () => {
    const turns = [
      one,
      turn(1, { text: 'c' }, { text: 'd' }),
      turn(2, { text: 'e', correction: 'E' }, {}),
    ];
    const found = await rows(dpo, record({ annotationMode: 'reply' }, turns, [bestA(t0)]));
    expect(found.leftOut).toEqual(['noVote', 'notPlain']);
  });
});

describe('what a model thought', () => {
  const replies = [{ text: 'a', thinking: 'Hm.' }, { text: '<think>\nHm.\n</think>\n\na' }];
  it.each(replies)('never trains, wherever it stands: %j', async reply => {
    const turns = [turn(0, reply, { text: 'b' }), turn(1, { text: 'c' }, { text: 'd' })];
    const votes = [bestA(t0), bestA({ id: 'v2' as VoteId, turnId: 't1' as TurnId })];
    const thoughtful = record({ annotationMode: 'reply' }, turns, votes);
    for (const format of [dpo, dpoChat, huoziRlhf, kto, ktoChat]) {
      const written = JSON.stringify(await rows(format, thoughtful));
      expect(written).not.toMatch(/Hm|think/);
      expect(written).toContain('"a"');
    }
  });

  it('alone is no answer', async () => {
    const silent = turn(0, { text: '<think>Hm.' }, { text: 'b' });
    expect(await rows(dpo, record({}, [silent], [bestA()]))).toEqual({
      rows: [],
      leftOut: ['noText'],
    });
  });
});

describe('dpo-chat', () => {
  it('gives the whole talks of a session vote, with the system prompt', async () => {
    const seats = twoBots.map(bot => ({ ...bot, systemPrompt: 'S' }));
    const turns = [one, turn(1, { text: 'c', correction: 'C' }, { text: 'd' })];
    const found = await rows(dpoChat, record({ seats }, turns, [bestA()]));
    expect(found.rows[0]).toMatchObject({
      prompt: [
        { role: 'system', content: 'S' },
        { role: 'user', content: 'Q0' },
      ],
      chosen: [
        { role: 'assistant', content: 'a' },
        { role: 'user', content: 'Q1' },
        { role: 'assistant', content: 'C' },
      ],
      rejected: [
        { role: 'assistant', content: 'b' },
        { role: 'user', content: 'Q1' },
        { role: 'assistant', content: 'd' },
      ],
      turn: null,
      edited: true,
    });
    expect(found.rows[1]).toMatchObject({
      prompt: [{ role: 'system' }, { content: 'Q0' }, { content: 'a' }, { content: 'Q1' }],
      chosen: [{ role: 'assistant', content: 'C' }],
      rejected: [{ role: 'assistant', content: 'c' }],
      turn: 2,
      voter: null,
    });
  });

  it('compares later turns that both bots had come to alike', async () => {
    const turns = [turn(0, { text: 'x' }, { text: 'x' }), turn(1, { text: 'c' }, { text: 'd' })];
    const vote = bestA({ turnId: 't1' as TurnId });
    const found = await rows(dpoChat, record({ annotationMode: 'reply' }, turns, [vote]));
    expect(found.rows).toMatchObject([
      { prompt: [{ content: 'Q0' }, { content: 'x' }, { content: 'Q1' }], turn: 2 },
    ]);
  });
});

describe('huozi-rlhf', () => {
  it('has three keys and no more', async () => {
    expect((await rows(huoziRlhf, record({}, [one], [bestA()]))).rows).toEqual([
      { prompt: 'Q0', chosen: 'a', reject: 'b' },
    ]);
  });

  it('leaves out what was said under a system prompt, for which it has no place', async () => {
    const seats = twoBots.map(bot => ({ ...bot, systemPrompt: 'S' }));
    expect(await rows(huoziRlhf, record({ seats }, [one], [bestA()]))).toEqual({
      rows: [],
      leftOut: ['notPlain'],
    });
  });
});

describe('kto', () => {
  const labels = async (turns: Turn[], votes: Vote[], format = kto): Promise<unknown[]> =>
    (await rows(format, record({}, turns, votes))).rows.map(row => {
      const { completion, label } = row as Record<string, unknown>;
      return [
        typeof completion === 'string'
          ? completion
          : (completion as { content: string }[]).map(({ content }) => content).join(),
        label,
      ];
    });

  it.each([
    [
      'best',
      bestA(),
      [
        ['a', true],
        ['b', false],
      ],
    ],
    [
      'all good',
      aVote({ kind: 'allGood' }),
      [
        ['a', true],
        ['b', true],
      ],
    ],
    [
      'all bad',
      aVote({ kind: 'allBad' }),
      [
        ['a', false],
        ['b', false],
      ],
    ],
  ])('labels by %s', async (_, vote, expected) => {
    expect(await labels([one], [vote])).toEqual(expected);
  });

  it('wants a correction and not what it corrects, whatever the vote', async () => {
    const corrected = turn(0, { text: 'a', correction: 'A!' }, { text: 'b' });
    const own = [
      ['A!', true],
      ['a', false],
    ];
    expect(await labels([corrected], [bestA()])).toEqual([['b', false], ...own]);
    expect(await labels([corrected], [])).toEqual(own);
  });

  it('keeps the correction of a failure, and not the failure', async () => {
    const corrected = turn(0, { text: 'half', state: failed, correction: 'A!' }, { text: 'b' });
    const found = await rows(kto, record({}, [corrected], []));
    expect(found).toMatchObject({ rows: [{ completion: 'A!', label: true }], leftOut: ['noText'] });
  });

  it('kto-chat gives whole talks', async () => {
    const turns = [one, turn(1, { text: 'c' }, { text: 'd' })];
    expect(await labels(turns, [bestA()], ktoChat)).toEqual([
      ['a,Q1,c', true],
      ['b,Q1,d', false],
    ]);
    expect((await rows(kto, record({}, turns, [bestA()]))).leftOut).toEqual([
      'notPlain',
      'notPlain',
    ]);
  });
});
