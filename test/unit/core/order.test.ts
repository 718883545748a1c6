import { describe, expect, it } from 'vitest';
import { orderFault, orderText, placeOf, type Order } from '../../../src/core/order.ts';

const order: Order = [['C'], ['A', 'D']];

describe('a ranking', () => {
  it('gives each seat its place, and none to a seat that it does not name', () => {
    expect(['A', 'B', 'C', 'D'].map(seat => placeOf(order, seat))).toEqual([1, undefined, 0, 1]);
  });

  it('reads as it is written on paper', () => {
    expect(orderText(order)).toBe('C > A = D');
    expect(orderText(order, seat => `bot ${seat}`)).toBe('bot C > bot A = bot D');
    expect(orderText([])).toBe('');
  });

  it.each<[Order, ReturnType<typeof orderFault>]>([
    [order, undefined],
    [[], undefined],
    [[['A'], []], { kind: 'empty', place: 1 }],
    [[['A', 'X']], { kind: 'unknown', place: 0, index: 1 }],
    [[['A'], ['B', 'A']], { kind: 'twice', place: 1, index: 1 }],
  ])('%j has the fault %j', (of, fault) => {
    expect(orderFault(of, ['A', 'B', 'C', 'D'])).toEqual(fault);
  });
});
