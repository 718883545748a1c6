import { appendFile, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SharePort } from '../../../../src/extension/app/ports.ts';
import { openShareFolder } from '../../../../src/extension/exchange/shareFolder.ts';

async function temporary() {
  const parent = await mkdtemp(path.join(tmpdir(), 'chatzoo-share-'));
  const folder = path.join(parent, '.chatzoo');
  const told: string[] = [];
  const open = () =>
    openShareFolder(folder, {
      onAttributes: file => told.push(`attributes ${path.basename(file)}`),
      onUnreadable: file => told.push(`unreadable ${path.basename(file)}`),
      pollMs: 20,
    });
  return { parent, folder, file: path.join(folder, 'a.jsonl'), told, share: open(), open };
}

async function all(share: SharePort): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const part of share.read()) {
    for (const { line, text } of part.lines) {
      lines.push(`${part.file}:${line} ${text?.trim() ?? '–'}`);
    }
  }
  return lines;
}

describe('the shared folder', () => {
  it('has no lines before it is there, is made with the first lines and tells git to join them', async () => {
    const { folder, share, told } = await temporary();
    expect(await all(share)).toEqual([]);
    await share.append('a.jsonl', ['1', '2']);
    expect(await readFile(path.join(folder, 'a.jsonl'), 'utf8')).toBe('1\n2\n');
    expect(await readFile(path.join(folder, '.gitattributes'), 'utf8')).toContain(
      '*.jsonl text eol=lf merge=union\n',
    );
    expect(told).toEqual([]);
  });

  it('gives each line once, with its number, whoever added it', async () => {
    const { file, share } = await temporary();
    await share.append('a.jsonl', ['1', '2']);
    expect(await all(share)).toEqual(['a.jsonl:1 1', 'a.jsonl:2 2']);
    expect(await all(share)).toEqual([]);
    await appendFile(file, '\n\n3\r\n4\n');
    expect(await all(share)).toEqual(['a.jsonl:5 3', 'a.jsonl:6 4']);
    await share.append('b.jsonl', ['5']);
    await share.append('a.jsonl', ['6']);
    expect(await all(share)).toEqual(['a.jsonl:7 6', 'b.jsonl:1 5']);
  });

  it.each([
    ['a line before', '0\n1\n2\n3\n'],
    ['fewer lines', '2\n'],
    ['as many bytes', '2\n1\n'],
  ])('gives all lines again when git has put %s', async (_, text) => {
    const { file, share } = await temporary();
    await share.append('a.jsonl', ['1', '2']);
    await all(share);
    await writeFile(file, text);
    // A pull within the clock's tick must not look like no change.
    await utimes(file, 1, 1);
    const lines = text.trim().split('\n');
    expect(await all(share)).toEqual(lines.map((line, at) => `a.jsonl:${at + 1} ${line}`));
  });

  it('tells which lines no longer hold', async () => {
    const { file, share } = await temporary();
    const fresh = async (): Promise<readonly boolean[]> => {
      const told: boolean[] = [];
      for await (const part of share.read()) told.push(part.fresh);
      return told;
    };
    await share.append('a.jsonl', ['1']);
    expect(await fresh()).toEqual([true, false]);
    await share.append('a.jsonl', ['2']);
    expect(await fresh()).toEqual([false]);
    await writeFile(file, '');
    expect(await fresh()).toEqual([true]);
    await rm(file);
    expect(await fresh()).toEqual([true]);
    expect(await fresh()).toEqual([]);
  });

  it('sees a change in the middle of a long file that also grew', async () => {
    const { file, share } = await temporary();
    const lines = Array.from({ length: 2000 }, (_, at) => `"line ${at}"`);
    await share.append('a.jsonl', lines);
    expect(await all(share)).toHaveLength(2000);
    const merged = [...lines.slice(0, 1000), '"theirs"', ...lines.slice(1000), '"more"'];
    await writeFile(file, `${merged.join('\n')}\n`);
    expect(await all(share)).toHaveLength(2002);
  });

  it('begins a new line after half a line of a killed window', async () => {
    const { file, share, open } = await temporary();
    await share.append('a.jsonl', ['1']);
    await appendFile(file, '{"torn":');
    expect(await all(share)).toEqual(['a.jsonl:1 1']);
    await open().append('a.jsonl', ['2']);
    expect(await readFile(file, 'utf8')).toBe('1\n{"torn":\n2\n');
    expect(await all(share)).toEqual(['a.jsonl:2 {"torn":', 'a.jsonl:3 2']);
  });

  it('takes a last line without its newline, once it is whole', async () => {
    const { file, share } = await temporary();
    await share.append('a.jsonl', ['1']);
    await appendFile(file, '{"by":"hand');
    expect(await all(share)).toEqual(['a.jsonl:1 1']);
    await appendFile(file, '"}');
    expect(await all(share)).toEqual(['a.jsonl:2 {"by":"hand"}']);
  });

  it('gives a line that is too long to hold without its text', async () => {
    const { file, share } = await temporary();
    await share.append('a.jsonl', ['1']);
    await appendFile(file, `"${'x'.repeat(17 * 1024 ** 2)}"\n2\n`);
    expect(await all(share)).toEqual(['a.jsonl:1 1', 'a.jsonl:2 –', 'a.jsonl:3 2']);
  });

  it('leaves the attributes that are there, and tells if they do not join the lines', async () => {
    const { folder, share, told } = await temporary();
    await share.append('a.jsonl', ['1']);
    for (const [text, expected] of [
      ['*.png binary\n', ['attributes .gitattributes']],
      ['*.jsonl -text merge=union', []],
    ] as const) {
      told.length = 0;
      await writeFile(path.join(folder, '.gitattributes'), text);
      const again = openShareFolder(folder, {
        onAttributes: file => told.push(`attributes ${path.basename(file)}`),
        onUnreadable: () => undefined,
      });
      await again.append('a.jsonl', ['2']);
      await again.append('a.jsonl', ['3']);
      expect(told).toEqual(expected);
      expect(await readFile(path.join(folder, '.gitattributes'), 'utf8')).toBe(text);
    }
  });

  it.skipIf(process.platform === 'win32')('follows no link that git brought', async () => {
    const { parent, file, share } = await temporary();
    const precious = path.join(parent, 'precious');
    await writeFile(precious, '"mine"\n');
    await share.append('b.jsonl', ['1']);
    await symlink(precious, file);
    await expect(share.append('a.jsonl', ['2'])).rejects.toThrow();
    expect(await readFile(precious, 'utf8')).toBe('"mine"\n');
    expect(await all(share)).toEqual(['b.jsonl:1 1']);
  });

  it('tells of changes, and of a folder that comes, goes and comes again', async () => {
    const { folder, share, open } = await temporary();
    let changes = 0;
    const watching = share.watch(() => changes++);
    const heard = async (work: () => Promise<unknown>): Promise<void> => {
      const before = changes;
      await work();
      await expect.poll(() => changes).toBeGreaterThan(before);
    };
    await heard(() => open().append('a.jsonl', ['1']));
    await heard(() => open().append('a.jsonl', ['2']));
    await heard(() => rm(folder, { recursive: true }));
    await heard(() => open().append('a.jsonl', ['3']));
    await heard(() => open().append('b.jsonl', ['4']));
    watching.dispose();
    const before = changes;
    await open().append('a.jsonl', ['5']);
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(changes).toBe(before);
  });

  it('hears of a change long before it would look by itself', async () => {
    const { folder, share } = await temporary();
    await share.append('a.jsonl', ['1']);
    let changes = 0;
    const slow = openShareFolder(folder, {
      onAttributes: () => undefined,
      onUnreadable: () => undefined,
      pollMs: 3_600_000,
    });
    const watching = slow.watch(() => changes++);
    await expect.poll(() => changes).toBe(1);
    await share.append('a.jsonl', ['2']);
    await expect.poll(() => changes, { timeout: 5000 }).toBe(2);
    watching.dispose();
  });
});
