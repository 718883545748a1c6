import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  withLocalFile,
  type LocalFile,
} from '../../../../../src/extension/vscode/importing/localFile.ts';

const far = { scheme: 'vscode-vfs', path: '/repo/zoo.json', fsPath: '/repo/zoo.json' };
const bytes = (): Promise<Uint8Array> => Promise.resolve(Buffer.from('[]'));

describe('a file that is imported', () => {
  it('is read where it is, if it is on this disk', async () => {
    const file = { scheme: 'file', path: '/c:/a/zoo.json', fsPath: 'c:\\a\\zoo.json' };
    const never = () => Promise.reject(new Error('It needs no copy'));
    const local = await withLocalFile(file, never, each => Promise.resolve(each));
    expect(local).toEqual({ path: file.fsPath, name: 'zoo.json' });
  });

  it('is a copy here, if it is elsewhere, for as long as the work takes', async () => {
    let copy: LocalFile | undefined;
    const text = await withLocalFile(far, bytes, local => {
      copy = local;
      return readFile(local.path, 'utf8');
    });
    expect([text, copy?.name]).toEqual(['[]', 'zoo.json']);
    expect(copy?.path).not.toBe(far.fsPath);
    expect(existsSync(path.dirname(copy!.path))).toBe(false);
  });

  it('leaves no copy after work that fails', async () => {
    let copy = '';
    const work = (local: LocalFile): Promise<never> => {
      copy = local.path;
      return Promise.reject(new Error('broken'));
    };
    await expect(withLocalFile(far, bytes, work)).rejects.toThrow('broken');
    expect(copy).not.toBe('');
    expect(existsSync(path.dirname(copy))).toBe(false);
  });

  it('that cannot be fetched is one that cannot be read', async () => {
    const gone = () => Promise.reject(new Error('offline'));
    await expect(withLocalFile(far, gone, () => Promise.resolve())).rejects.toMatchObject({
      code: 'unreadable',
      message: 'offline',
    });
  });
});
