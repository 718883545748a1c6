import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json';
import { program } from './program.ts';

describe('the command line', () => {
  const { run: chatzoo } = program();

  it.each(['--version', '-v'])('says its version (%s)', word => {
    expect(chatzoo(word)).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  it.each([['--help'], ['-h'], []])('says how it is used (%j)', (...words) => {
    const { status, stdout } = chatzoo(...words);
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: chatzoo');
  });

  it.each([['frobnicate'], ['--frobnicate']])('refuses what it does not know (%s)', word => {
    const { status, stdout, stderr } = chatzoo(word);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('frobnicate');
  });
});
