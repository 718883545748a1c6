import { describe, expect, it } from 'vitest';
import { cutTo, textWidth, widthFor } from '../../../src/charts/names.ts';

describe('names in drawings', () => {
  it('stay whole where they fit', () => {
    expect(cutTo('qwen', 100)).toBe('qwen');
  });

  it('are cut to the width, Chinese sooner', () => {
    for (const name of [
      'a very long name of a bot indeed',
      '通义千问对话测试版非常长的名字',
      'WWWWWWWWWWWWWWW',
    ]) {
      const cut = cutTo(name, 90);
      expect(cut.endsWith('…')).toBe(true);
      expect(textWidth(cut)).toBeLessThanOrEqual(90);
      expect(textWidth(cut)).toBeGreaterThan(60);
    }
    expect(cutTo('通义千问对话测试版', 60).length).toBeLessThan(
      cutTo('aaaaaaaaaaaaaaaaa', 60).length,
    );
  });

  it('never break a letter of two code units', () => {
    expect(cutTo('🦙🦙🦙🦙🦙🦙🦙🦙🦙', 50)).toMatch(/^(?:🦙)+…$/u);
  });

  it('are one line without controls and marks of direction', () => {
    expect(cutTo('a\n\tb\u202Ec\u0000', 100)).toBe('a b c');
  });

  it('share a column as wide as the longest, up to a limit', () => {
    expect(widthFor(['aaaa', 'aa'], 100)).toBe(Math.ceil(textWidth('aaaa')));
    expect(widthFor(['a'.repeat(100)], 100)).toBeLessThanOrEqual(100);
    expect(widthFor([], 100)).toBe(0);
  });
});
