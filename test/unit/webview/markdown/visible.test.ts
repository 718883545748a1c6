import { describe, expect, it } from 'vitest';
import { makeVisible } from '../../../../src/webview/markdown/visible.ts';

describe('what a reader cannot see', () => {
  it('is shown by name: controls, overrides of direction, tag characters', () => {
    expect(makeVisible('a\u001b[31m\u0000b\u009b', false)).toBe('a␛[31m␀b⟦U+009B⟧');
    expect(makeVisible('x\u202ey\u2066', false)).toBe('x⟦U+202E⟧y⟦U+2066⟧');
    expect(makeVisible('a\u{e0041}', false)).toBe('a⟦U+E0041⟧');
  });

  it('stays where it is innocent: tabs, lines, emoji, marks of direction in prose', () => {
    const england = '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}';
    const text = `a\tb\nc ${england} 👩‍💻 \u200f مرحبا`;
    expect(makeVisible(text, false)).toBe(text);
  });

  it('is never innocent in code', () => {
    expect(makeVisible('a\u200bb\u200f', true)).toBe('a⟦U+200B⟧b⟦U+200F⟧');
  });
});
