import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fill, program } from './program.ts';
import { RECORDS } from './records.ts';

const { file, run } = program();

describe('what a file says', () => {
  it('gives no orders to the terminal', async () => {
    const odd = '\u001b]0;owned\u0007\u009b2J';
    const text = JSON.stringify({
      format: 'chatzoo-sessions',
      version: 2,
      sessions: [],
      [odd]: 1,
    });
    await writeFile(file('odd.json'), text);
    const words = ['import', file('odd.json'), '--database', file('odd.sqlite')];
    const readable = run(...words).stdout;
    expect(readable).toContain('not kept: \\u001b]0;owned\\u0007\\u009b2J');
    const { stdout } = run(...words, '--json');
    expect(
      Object.keys((JSON.parse(stdout) as { files: { notKept: object }[] }).files[0]?.notKept ?? {}),
    ).toEqual([odd]);
    for (const said of [readable, stdout]) expect(said).not.toMatch(/[^\P{Cc}\n]/u);
  });
});

describe('what the command line does not understand', () => {
  it.each([
    [['export'], 'which database'],
    [['import'], 'which files'],
    [['import', 'a.json'], 'which database'],
    [['export', '--database', 'x', '--format', 'docx'], 'markdown'],
    [['export', '--database', 'x', '--content', 'half'], 'prompts'],
    [['export', '--database', 'x', '--group', 'done'], 'annotated'],
    [['export', '--database', 'x', '--colour'], '--colour'],
    [['export', 'stray', '--database', 'x'], 'stray'],
    [['import', 'a.json', '--database', 'x', '--format', 'docx'], 'jsonl'],
  ])('is answered with 2 (%j)', (words, expected) => {
    const { status, stdout, stderr } = run(...words);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^chatzoo: /);
    expect(stderr).toContain(expected);
  });

  it('is a session that is not there: 1', async () => {
    const a = file('unknown.sqlite');
    await fill(a, RECORDS);
    const found = run(
      'export',
      '--database',
      a,
      '--session',
      'session-9',
      '--session',
      'session-1',
    );
    expect(found).toMatchObject({ status: 1, stdout: '' });
    expect(found.stderr).toContain('session-9');
  });

  it('is a database that is none: 3', async () => {
    await writeFile(file('text.sqlite'), 'This is a text.');
    await mkdir(file('folder.sqlite'));
    for (const name of ['text.sqlite', 'folder.sqlite', 'missing.sqlite']) {
      const { status, stdout, stderr } = run('export', '--database', file(name));
      expect(status, name).toBe(3);
      expect(stdout).toBe('');
      expect(stderr).toContain(name);
      expect(stderr).not.toContain('    at ');
    }
    expect(existsSync(file('missing.sqlite'))).toBe(false);
    expect(await readFile(file('text.sqlite'), 'utf8')).toBe('This is a text.');
  });
});
