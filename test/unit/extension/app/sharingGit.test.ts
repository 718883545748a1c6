import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { aFolder, annotator, linesIn } from './sharingRig.ts';

const hasGit = spawnSync('git', ['--version']).status === 0;

describe.skipIf(!hasGit)('two annotators with one git repository (needs git)', () => {
  it('have both votes, each once, after both have pulled', async () => {
    const root = await aFolder();
    const git = (where: string, ...words: readonly string[]): string =>
      execFileSync('git', ['-C', path.join(root, where), ...words], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          ...Object.fromEntries(
            ['AUTHOR', 'COMMITTER'].flatMap(role => [
              [`GIT_${role}_NAME`, 'Test'],
              [`GIT_${role}_EMAIL`, 'test@example.com'],
            ]),
          ),
          GIT_CONFIG_GLOBAL: '/dev/null',
        },
      });
    await mkdir(path.join(root, 'origin.git'));
    git('origin.git', 'init', '--bare', '--initial-branch=main');
    git('.', 'clone', 'origin.git', 'ann');
    const folderOf = (who: string): string => path.join(root, who, '.chatzoo');
    // Both sign as one person, on two machines: the worst case, as both write to one file.
    const ann = await annotator('Ann', folderOf('ann'));
    await ann.judge('1');
    await ann.look();
    git('ann', 'add', '.');
    git('ann', 'commit', '-m', 'one');
    git('ann', 'push', 'origin', 'HEAD:main');
    git('.', 'clone', 'origin.git', 'bo');
    const bo = await annotator('Ann', folderOf('bo'));
    await bo.look();
    expect(await bo.votes()).toEqual(['vote-1']);

    await ann.judge('2');
    await ann.look();
    git('ann', 'commit', '-am', 'two');
    await bo.judge('3');
    await bo.look();
    git('bo', 'commit', '-am', 'three');
    git('bo', 'push', 'origin', 'HEAD:main');
    git('ann', 'pull', '--no-rebase', '--no-edit', 'origin', 'main');
    git('ann', 'push', 'origin', 'HEAD:main');
    git('bo', 'pull', '--no-rebase', '--no-edit', 'origin', 'main');
    for (const who of [ann, bo]) {
      await who.look();
      await who.look();
      expect(await who.votes()).toEqual(['vote-1', 'vote-2', 'vote-3']);
      expect(who.log.filter(line => line.includes('read without'))).toEqual([]);
    }
    expect(await linesIn(folderOf('ann'))).toEqual(await linesIn(folderOf('bo')));
    expect(await linesIn(folderOf('ann'))).toHaveLength(9);
    expect(git('ann', 'status', '--porcelain')).toBe('');
  });
});
