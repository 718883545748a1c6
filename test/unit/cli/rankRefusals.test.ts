import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { program } from './program.ts';
import { battle, jsonLines, ranking, ratingsOf } from './rankings.ts';

const { file, run } = program();

async function written(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(file(name), content);
  return file(name);
}

describe('what is hardly a ranking', () => {
  it.each([
    ['nothing', ''],
    ['blanks', '\n \n'],
    ['an empty list', '[]\n'],
    ['a header alone', 'model_a,model_b,winner\n'],
  ])('is none, and that is said: %s', async (_, text) => {
    const found = run('rank', await written('none.txt', text), '--json');
    expect(found.status).toBe(0);
    expect(ranking(found.stdout)).toMatchObject({
      votes: 0,
      bots: [],
      warnings: [{ kind: 'noVotes' }],
    });
    expect(found.stderr).toContain('no votes');
    expect(run('rank', file('none.txt')).stdout).toBe('0 bots, 0 votes, 0 battles\n');
  });

  it('is one bot against itself', async () => {
    const found = run('rank', await written('self.jsonl', battle('x', 'x', 'model_a')), '--json');
    const { bots, warnings, votes } = ranking(found.stdout);
    expect(votes).toBe(0);
    expect(bots).toMatchObject([{ name: 'x', rating: 1000, battles: 0 }]);
    expect(warnings.map(({ kind }) => kind)).toEqual(['self', 'noVotes']);
  });

  it('is a single battle: finite, wide, and told that the prior holds it', async () => {
    const words = ['rank', await written('one.jsonl', battle('x', 'y', 'model_b'))];
    const { bots, warnings } = ranking(run(...words, '--json').stdout);
    expect(bots.map(({ name }) => name)).toEqual(['y', 'x']);
    for (const { rating, lower, upper } of bots) {
      expect([rating, lower, upper].every(Number.isFinite)).toBe(true);
      expect(upper - lower).toBeGreaterThan(800);
    }
    expect(warnings.map(({ kind }) => kind)).toEqual(['unbeaten', 'winless', 'prior']);
    expect(run(...words).stdout).toContain('not enough votes yet');
  });

  it('are two islands, named', async () => {
    const rows = ['a b', 'b a', 'c d', 'd c'].map(pair => {
      const [a = '', b = ''] = pair.split(' ');
      return battle(a, b, 'model_a');
    });
    const found = run('rank', await written('islands.jsonl', jsonLines(rows)), '--json');
    expect(ranking(found.stdout).warnings[0]).toMatchObject({
      kind: 'islands',
      groups: [
        ['a', 'b'],
        ['c', 'd'],
      ],
    });
    expect(found.stderr).toContain('[a and b] [c and d]');
  });

  it('are thousands of names that are alike: told by a few of them', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => battle(`bot ${i}`, `BOT ${i}`, 'tie'));
    const found = run('rank', await written('twins.jsonl', jsonLines(rows)), '--json');
    const alike = ranking(found.stdout).warnings.filter(({ kind }) => kind === 'alike');
    expect(alike).toHaveLength(50);
    expect(found.stderr.match(/differ by case/g)).toHaveLength(5);
    expect(found.stderr).toContain('and 45 more like that (alike)');
  });

  it('are names that differ by case or blanks only: kept apart', async () => {
    const rows = [
      battle('Ant', 'bee', 'tie'),
      battle('ant', 'bee', 'tie'),
      battle('ant ', 'bee', 'tie'),
    ];
    const found = run('rank', await written('alike.jsonl', jsonLines(rows)), '--json');
    expect(Object.keys(ratingsOf(found.stdout))).toHaveLength(4);
    expect(ranking(found.stdout).warnings).toMatchObject([
      { kind: 'alike', names: ['Ant', 'ant', 'ant '] },
    ]);
  });
});

describe('rows that cannot be counted', () => {
  const good = [battle('x', 'y', 'model_a'), battle('x', 'y', 'model_b')];

  it('are told with file and line, and the rest is ranked as if they were not there', async () => {
    const rows = [
      good[0],
      battle('x', 'y', 'draw'),
      '{"model_a":NaN}',
      good[1],
      battle('z', 'y', 'TIE'),
    ];
    const odd = await written('odd.jsonl', `\ufeff${rows.join('\r\n')}\r\n`);
    const clean = run('rank', await written('clean.jsonl', jsonLines(good)), '--json');
    const found = run('rank', odd, '--json');
    expect(found.status).toBe(1);
    expect(found.stderr).toContain(
      `${odd}:2: not counted: the winner "draw" is none that is known\n`,
    );
    expect(found.stderr).toContain(`${odd}:3: not counted: it is no JSON\n`);
    expect(found.stderr).toContain(
      `${odd}:5: not counted: the winner "TIE" is none that is known\n`,
    );
    const { warnings, ...rest } = ranking(found.stdout);
    const { warnings: none, ...expected } = ranking(clean.stdout);
    expect(none).toEqual([]);
    expect(warnings).toMatchObject([{ kind: 'refused', rows: 3 }]);
    expect(rest).toEqual(expected);
  });

  it('are listed up to a number, and counted all', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) =>
      i % 100 === 99 ? '{' : (good[i % 2] ?? ''),
    );
    const { status, stdout, stderr } = run('rank', await written('many.jsonl', jsonLines(rows)));
    expect(status).toBe(1);
    expect(stdout).toContain('2 bots, 4950 votes');
    expect(stderr.match(/not counted: it is no JSON/g)).toHaveLength(20);
    expect(stderr).toContain('and 30 more rows');
  });
});

describe('files that cannot be read', () => {
  it.each([
    ['folder', 'is a folder'],
    ['missing.jsonl', 'there is no'],
    ['packed.jsonl.gz', 'is packed (gzip)'],
    ['wide.csv', 'is in UTF-16'],
    ['binary.json', 'is no text'],
    ['prose.txt', 'like neither JSON nor CSV'],
    ['other.json', 'holds neither battles'],
    ['other.csv', 'holds neither battles'],
  ])('end it with 3: %s', async (name, words) => {
    await mkdir(file('folder'), { recursive: true });
    await written('packed.jsonl.gz', gzipSync(battle('x', 'y', 'tie')));
    await written('wide.csv', Buffer.from('\ufeffmodel_a,model_b', 'utf16le'));
    await written('binary.json', Uint8Array.from([1, 0, 2]));
    await written('prose.txt', 'To be or not to be.\n');
    await written('other.json', '{"animals": ["ant"]}');
    await written('other.csv', 'ant,bee\n1,2\n');
    const good = await written('good.jsonl', battle('x', 'y', 'tie'));
    const { status, stdout, stderr } = run('rank', good, file(name));
    expect(stderr).toContain(words);
    expect(stderr).toContain(name);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).not.toContain('    at ');
  });

  it('are as many bots as nothing can number: 1', async () => {
    const rows = Array.from({ length: 65_536 }, (_, i) => battle(`bot ${i}`, 'n', 'tie'));
    const found = run('rank', await written('crowd.jsonl', jsonLines(rows)));
    expect(found).toMatchObject({ status: 1, stdout: '' });
    expect(found.stderr).toContain('more than 65,536 different bots');
  });
});

describe('words that are not understood', () => {
  it.each([
    [[], 'which files'],
    [['x', '--format', 'xml'], 'auto, chatzoo, arena, csv'],
    [['x', '--method', 'glicko'], 'bt, elo'],
    [['x', '--ties', 'none'], 'half, davidson'],
    [['x', '--by', 'colour'], 'fingerprint, name'],
    [['x', '--order', 'random'], 'time, given'],
    [['x', '--bootstrap', '1'], 'whole number from 2'],
    [['x', '--bootstrap', '1e3'], 'whole number'],
    [['x', '--seed', '4294967296'], 'whole number from 0 to 4294967295'],
    [['x', '--anchor', 'gpt-4'], 'NAME=RATING'],
    [['x', '--anchor', 'gpt-4=NaN'], 'NAME=RATING'],
    [['x', '--anchor', '=1'], 'NAME=RATING'],
    [['x', '--k', '0'], 'above 0'],
    [['x', '--json', '--csv'], 'either'],
    [['x', '--order', 'given', '--html', 'y'], 'goes by time'],
    [['x', '--colour'], '--colour'],
  ])('end it with 2 (%j)', (words, expected) => {
    const { status, stdout, stderr } = run('rank', ...words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(expected);
  });

  it('are outputs that would overwrite what is read', async () => {
    const text = battle('x', 'y', 'tie');
    const input = await written('precious.jsonl', text);
    for (const option of ['--out', '--html']) {
      expect(run('rank', input, option, input).status).toBe(2);
    }
    expect(run('rank', input, '--out', file('same'), '--html', file('same')).status).toBe(2);
    expect(existsSync(file('same'))).toBe(false);
    expect(await readFile(input, 'utf8')).toBe(text);
  });

  it('are none where help is wanted', () => {
    const { status, stdout } = run('rank', '--help');
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: chatzoo rank FILE…');
  });
});
