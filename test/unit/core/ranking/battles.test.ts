import { describe, expect, it } from 'vitest';
import type { Fingerprint, VoteId } from '../../../../src/core/model.ts';
import { battlesOf, standing } from '../../../../src/core/ranking/battles.ts';
import { aBot, aVote } from '../../../support/builders.ts';

const bot = (seat: string, name: string) => aBot({ seat, name, fingerprint: 'f' as Fingerprint });
const shown = [bot('A', 'ant'), bot('B', 'bee'), bot('C', 'cat')];

describe('battlesOf', () => {
  it('lets the winner beat each other bot and compares no losers', () => {
    const battles = battlesOf(aVote({ kind: 'best', winner: 'B' }, { shown }));
    expect(battles.map(({ a, b, score }) => [a, b, score])).toEqual([
      ['bee#f', 'ant#f', 1],
      ['bee#f', 'cat#f', 1],
    ]);
  });

  it.each(['allGood', 'allBad'] as const)('makes every pair tie when %s', kind => {
    const battles = battlesOf(aVote({ kind }, { shown }));
    expect(battles.map(({ a, b, score }) => [a, b, score])).toEqual([
      ['ant#f', 'bee#f', 0.5],
      ['ant#f', 'cat#f', 0.5],
      ['bee#f', 'cat#f', 0.5],
    ]);
  });

  it('never lets a bot meet itself', () => {
    const twins = [bot('A', 'ant'), bot('B', 'ant')];
    expect(battlesOf(aVote({ kind: 'best', winner: 'A' }, { shown: twins }))).toEqual([]);
    expect(battlesOf(aVote({ kind: 'allGood' }, { shown: twins }))).toEqual([]);
  });

  it('makes no battle of a winner who was not shown', () => {
    expect(battlesOf(aVote({ kind: 'best', winner: 'Z' }, { shown }))).toEqual([]);
  });
});

describe('standing', () => {
  it('leaves out what a later vote supersedes', () => {
    const first = aVote({ kind: 'allBad' }, { id: 'v1' as VoteId });
    const second = aVote({ kind: 'allGood' }, { id: 'v2' as VoteId, supersedes: first.id });
    expect(standing([first, second])).toEqual([second]);
  });
});
