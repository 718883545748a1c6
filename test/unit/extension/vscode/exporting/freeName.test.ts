import { describe, expect, it } from 'vitest';
import { freeName } from '../../../../../src/extension/vscode/exporting/freeName.ts';

describe('freeName', () => {
  const among =
    (...names: string[]) =>
    (name: string) =>
      Promise.resolve(names.includes(name));

  it('is the name itself, or the first number that is free', async () => {
    expect(await freeName('ants.md', among())).toBe('ants.md');
    expect(await freeName('ants.md', among('ants.md'))).toBe('ants (2).md');
    expect(await freeName('ants.md', among('ants.md', 'ants (2).md'))).toBe('ants (3).md');
    expect(await freeName('ants', among('ants'))).toBe('ants (2)');
    expect(await freeName('.ants', among('.ants'))).toBe('.ants (2)');
  });
});
