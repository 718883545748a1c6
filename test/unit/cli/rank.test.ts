import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fewVotesFactor } from '../../../src/core/ranking/fit/fewVotes.ts';
import { Z95 } from '../../../src/core/ranking/fit/ranks.ts';
import { seededRandom } from '../../../src/core/std/random.ts';
import { program } from './program.ts';
import { battle, jsonLines, ranking, ratingsOf } from './rankings.ts';

const { file, run, runWith } = program('report');

/** Three wins to one: 400 · log₁₀ 3 points apart. */
const THREE_TO_ONE = jsonLines([
  battle('x', 'y', 'model_a', 1),
  battle('x', 'y', 'model_a', 2),
  battle('y', 'x', 'model_b', 3),
  battle('x', 'y', 'model_b', 4),
]);

async function written(name: string, text: string): Promise<string> {
  await writeFile(file(name), text);
  return file(name);
}

function someBattles(count: number): string[] {
  const random = seededRandom(5);
  const pick = (most: number): number => Math.floor(random() * most);
  return Array.from({ length: count }, (_, i) =>
    battle(
      `bot ${pick(4)}`,
      `bot ${4 + pick(3)}`,
      ['model_a', 'model_b', 'tie', 'tie (bothbad)'][pick(4)] ?? '',
      (i * 7) % count,
    ),
  );
}

describe('chatzoo rank', () => {
  it('rates by maximum likelihood, with all digits in JSON', async () => {
    const found = run('rank', await written('three.jsonl', THREE_TO_ONE), '--json');
    expect(found).toMatchObject({ status: 0, stderr: '' });
    const { bots, ...rest } = ranking(found.stdout);
    expect(rest).toMatchObject({
      method: 'bt',
      options: { method: 'bt', ties: 'half', intervals: 'analytic', start: 1000, scale: 400 },
      votes: 4,
      battles: 4,
      warnings: [],
    });
    expect(rest.inputHash).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.keys(JSON.parse(found.stdout) as object)).toEqual([
      'method',
      'options',
      'inputHash',
      'votes',
      'battles',
      'bots',
      'warnings',
    ]);
    const [x, y] = bots;
    expect(x?.rating).toBeCloseTo(1000 + 200 * Math.log10(3), 9);
    expect(y?.rating).toBeCloseTo(1000 - 200 * Math.log10(3), 9);
    // The difference's variance is 1 / (n p q) in log-odds, and each bot has half of the difference.
    const sd = (400 / Math.LN10 / 2) * Math.sqrt(1 / (4 * 0.75 * 0.25));
    expect((x?.upper ?? 0) - (x?.rating ?? 0)).toBeCloseTo(fewVotesFactor(4, 1) * Z95 * sd, 6);
    expect(x).toMatchObject({
      name: 'x',
      rankLow: 1,
      rankHigh: 2,
      battles: 4,
      wins: 3,
      ties: 0,
      losses: 1,
    });
    expect(Object.keys(y ?? {})).toEqual([
      'name',
      'rating',
      'lower',
      'upper',
      'rankLow',
      'rankHigh',
      'battles',
      'wins',
      'ties',
      'losses',
    ]);
  });

  it('holds an anchor, also one with a sign of equality in its name', async () => {
    const text = THREE_TO_ONE.replaceAll('"x"', '"x=y"');
    const found = run(
      'rank',
      await written('anchor.jsonl', text),
      '--json',
      '--anchor',
      'x=y=1114.5',
    );
    const ratings = ratingsOf(found.stdout);
    expect(ratings['x=y']).toBe(1114.5);
    expect(ratings['y']).toBeCloseTo(1114.5 - 400 * Math.log10(3), 9);
    const missing = run('rank', file('anchor.jsonl'), '--json', '--anchor', 'z=900');
    expect(ranking(missing.stdout).warnings).toMatchObject([{ kind: 'anchorMissing', name: 'z' }]);
    expect(missing.stderr).toContain('z');
  });

  it('plays online Elo by time, whatever the order in the file, or as it is told', async () => {
    const expected = (wins: readonly boolean[]): number =>
      wins.reduce((r, won) => {
        const score = 1 / (1 + 10 ** ((2000 - 2 * r) / 400));
        return r + 32 * (Number(won) - score);
      }, 1000);
    const lines = THREE_TO_ONE.trimEnd().split('\n');
    const mixed = await written('mixed.jsonl', [lines[3], lines[0], lines[2], lines[1]].join('\n'));
    const words = ['rank', mixed, '--json', '--method', 'elo', '--k', '32'];
    const byTime = expected([true, true, true, false]);
    expect(ratingsOf(run(...words).stdout)['x']).toBeCloseTo(byTime, 9);
    const given = expected([false, true, true, true]);
    expect(ratingsOf(run(...words, '--order', 'given').stdout)['x']).toBeCloseTo(given, 9);
    const untimed = await written('untimed.jsonl', THREE_TO_ONE.replaceAll(/,"tstamp":\d/g, ''));
    const warned = run('rank', untimed, '--json', '--method', 'elo');
    expect(ranking(warned.stdout).warnings).toMatchObject([{ kind: 'noTimes', battles: 4 }]);
  });

  it('gives the same bytes on every run, in any order of the votes, over any files and shapes', async () => {
    const rows = someBattles(400);
    const backwards = rows.toReversed();
    const csv = backwards.slice(0, 150).map(row => {
      const { model_a, model_b, winner, tstamp } = JSON.parse(row) as Record<string, string>;
      return [winner, tstamp, model_b, model_a].join(',');
    });
    const once = await written('once.jsonl', jsonLines(rows));
    const parts = [
      await written('part.csv', ['winner,tstamp,model_b,model_a', ...csv].join('\r\n')),
      await written('part.json', `[\n${backwards.slice(150, 300).join(',\n')}\n]`),
      await written('part.jsonl', jsonLines(backwards.slice(300))),
    ];
    const ways = [
      [],
      ['--method', 'elo'],
      ['--ties', 'davidson'],
      ['--bootstrap', '50', '--seed', '7'],
      ['--csv'],
    ];
    for (const way of ways) {
      const form = way.includes('--csv') ? [] : ['--json'];
      const first = run('rank', once, ...form, ...way);
      expect(first).toMatchObject({ status: 0, stderr: '' });
      expect(run('rank', once, ...form, ...way).stdout).toBe(first.stdout);
      expect(run('rank', ...parts, ...form, ...way).stdout).toBe(first.stdout);
    }
    expect(run('rank', once, parts[0] ?? '', '--json').stdout).not.toBe(
      run('rank', once, '--json').stdout,
    );
  });

  it('draws other intervals with another seed, and keeps the ratings', async () => {
    const rows = await written('seeds.jsonl', jsonLines(someBattles(400)));
    const [one, two] = ['1', '2'].map(seed =>
      ranking(run('rank', rows, '--json', '--bootstrap', '50', '--seed', seed).stdout),
    );
    expect(two?.bots.map(bot => bot.rating)).toEqual(one?.bots.map(bot => bot.rating));
    expect(two?.bots.map(bot => bot.lower)).not.toEqual(one?.bots.map(bot => bot.lower));
    expect(two?.inputHash).toBe(one?.inputHash);
  });

  it('prints a table for people, with wide names in line and orders to the terminal made plain', async () => {
    const rows = [
      ...Array.from({ length: 30 }, (_, i) =>
        battle('模型', 'bee', i % 3 === 0 ? 'model_b' : 'model_a'),
      ),
      battle('bee', 'an\u001b]0;owned\u0007t', 'tie'),
    ];
    const { status, stdout } = run('rank', await written('table.jsonl', jsonLines(rows)));
    expect(status).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "rank  bot                       rating   95 % interval  battles  won  tied  lost
       1–3  模型                     1080.3   827.8 … 1332.8       30   20     0    10
       1–3  an\\u001b]0;owned\\u0007t   959.9?  486.8 … 1432.9        1    0     1     0
       1–3  bee                       959.9   720.0 … 1199.7       31   10     1    20
      ? not enough votes yet: fewer than 10 votes, or an interval wider than 800 points
      3 bots, 31 votes, 31 battles
      "
    `);
  });

  it('writes CSV, with names that no sheet takes for a formula', async () => {
    const text = THREE_TO_ONE.replaceAll('"y"', '"=1+1,2"');
    const { stdout } = run('rank', await written('formula.jsonl', text), '--csv');
    const lines = stdout.split('\r\n');
    expect(lines[0]).toBe('name,rating,lower,upper,rankLow,rankHigh,battles,wins,ties,losses');
    expect(lines[1]).toMatch(/^x,1095\.42425\d+,[\d.]+,[\d.]+,1,2,4,3,0,1$/);
    expect(lines[2]).toMatch(/^"'=1\+1,2",904\.57574\d+,/);
  });

  it('writes to files, and a report that needs nothing else and is always the same', async () => {
    const rows = await written('report.jsonl', jsonLines(someBattles(200)));
    const [json, one, two] = [file('report.out.json'), file('one.html'), file('two.html')];
    const found = run('rank', rows, '--json', '--out', json, '--html', one);
    expect(found).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(run('rank', rows, '--html', two).stdout).toContain('7 bots, 200 votes, 200 battles');
    const html = await readFile(one, 'utf8');
    expect(html).toBe(await readFile(two, 'utf8'));
    expect(html).toContain('bot 6');
    expect(html).toContain('<section id="bootstrap-elo">');
    expect(html).toContain('<svg');
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
    const best = ranking(await readFile(json, 'utf8')).bots[0];
    expect(html).toContain(String(Math.round(best?.rating ?? 0)));
  });

  it('reads the standard input', async () => {
    const rows = await written('input.jsonl', THREE_TO_ONE);
    expect(runWith(THREE_TO_ONE, 'rank', '-', '--json')).toEqual(run('rank', rows, '--json'));
  });
});
