import { describe, expect, it } from 'vitest';
import { textSize } from '../../../../src/extension/app/textSize.ts';
import { aReply, aTurn } from '../../../support/builders.ts';

describe('the size of turns', () => {
  it('is that of all their texts, what was thought and corrected included', () => {
    const replies = [
      aReply({ text: 'abc', thinking: 'de', correction: 'fghi' }),
      aReply({ text: '12345' }),
    ];
    const turns = [aTurn({ prompt: '0123456789', replies }), aTurn({ prompt: '!', replies: [] })];
    expect(textSize(turns)).toBe(10 + 3 + 2 + 4 + 5 + 1);
    expect(textSize([])).toBe(0);
  });
});
