import { describe, expect, it } from 'vitest';
import {
  downloadId,
  isDownloadId,
  isSameFile,
  nameOfFile,
} from '../../../../src/extension/app/downloadPlan.ts';

describe('the place of a download', () => {
  it.each([
    ['https://huggingface.co/o/r/resolve/main/m.Q4_K_M.gguf', 'o/r/m.Q4_K_M.gguf'],
    ['https://huggingface.co/o/r/resolve/main/m.gguf?download=true', 'o/r/m.gguf'],
    ['https://example.org:8443/m.gguf', 'example.org_8443/m.gguf'],
    ['https://example.org/M.GGUF', 'example.org/M.gguf'],
    ['https://example.org/m.gguf?signature=7', 'example.org/m.gguf'],
    ['https://example.org/', 'example.org/model.gguf'],
    ['https://example.org/%E5%8D%83%E9%97%AE.gguf', 'example.org/千问.gguf'],
    ['https://example.org/Gro%CC%88%C3%9Fe.gguf', 'example.org/Größe.gguf'],
  ])('of %s is %s', (url, id) => {
    expect(downloadId(url)).toBe(id);
    expect(isDownloadId(id)).toBe(true);
  });

  it.each([
    ['https://example.org/a/b/m.gguf', /^example.org\/m-\w{7}\.gguf$/],
    ['https://example.org/download?id=7', /^example.org\/download-\w{7}\.gguf$/],
    ['https://huggingface.co/o/r/resolve/old/m.gguf', /^o\/r\/m-\w{7}\.gguf$/],
    ['https://huggingface.co/o/r/resolve/main/dir/m.gguf', /^o\/r\/m-\w{7}\.gguf$/],
    ['https://example.org/%2e%2e%2f%2e%2e%2fm.gguf', /^example.org\/m-\w{7}\.gguf$/],
    ['https://example.org/..%5C..%5Cm.gguf', /^example.org\/_\.\._m-\w{7}\.gguf$/],
    ['https://example.org/nul.gguf', /^example.org\/_nul-\w{7}\.gguf$/],
    [`https://example.org/${'x'.repeat(400)}.gguf`, /^example.org\/x{120}-\w{7}\.gguf$/],
    [`https://example.org/${'%E6%A8%A1'.repeat(90)}.gguf`, /^example.org\/模{40}-\w{7}\.gguf$/],
  ])('of %s has a mark, for the name alone would not tell', (url, id) => {
    expect(downloadId(url)).toMatch(id);
    expect(isDownloadId(downloadId(url))).toBe(true);
  });

  it('leaves the name of the model as it is', () => {
    expect(nameOfFile('https://example.org/a/b/m.Q4_K_M.gguf')).toBe('m.Q4_K_M');
    expect(nameOfFile('https://example.org/%E5%8D%83%E9%97%AE.gguf?download=true')).toBe('千问');
  });

  it('is another one for each file', () => {
    const urls = [
      'https://example.org/m.gguf',
      'https://example.org/a/m.gguf',
      'https://example.org/b/m.gguf',
      'https://example.org/download?id=7',
      'https://example.org/download?id=8',
      'https://example.org/a%20b.gguf',
      'https://example.org/a%25b.gguf',
      'https://example.org/a_b.gguf',
      'https://example.org/%E5%8D%83%E9%97%AE.gguf',
      'https://example.org/%E7%99%BE%E5%B7%9D.gguf',
      'https://huggingface.co/o/r/resolve/main/m.gguf',
      'https://huggingface.co/o/r/resolve/old/m.gguf',
      'https://huggingface.co/o/r/resolve/main/q4/m.gguf',
      'https://huggingface.co/o/r/resolve/main/q8/m.gguf',
    ];
    expect(new Set(urls.map(downloadId)).size).toBe(urls.length);
  });

  it.each([
    '../m.gguf',
    '/m.gguf',
    'a/../m.gguf',
    'm.gguf',
    'a/b/c/m.gguf',
    'a/.m.gguf',
    'a\\b/m.gguf',
  ])('is never %s', id => {
    expect(isDownloadId(id)).toBe(false);
  });
});

describe('what was fetched', () => {
  const look = { url: 'u', host: 'h', bytes: 9, validator: '"a"', resumable: true };

  it('is gone on with if it is of the same file', () => {
    expect(isSameFile(look, look)).toBe(true);
    expect(isSameFile(look, { ...look, validator: '"b"' })).toBe(false);
    expect(isSameFile(look, { ...look, bytes: 8 })).toBe(false);
    expect(isSameFile(look, { ...look, resumable: false })).toBe(false);
  });

  it('is known by its checksum, whatever the storage calls it', () => {
    const before = { ...look, sha256: 'a'.repeat(64) };
    expect(isSameFile(before, { ...before, validator: '"b"' })).toBe(true);
    expect(isSameFile(before, { ...before, sha256: 'b'.repeat(64) })).toBe(false);
  });

  it('is not trusted where the server says nothing of the file', () => {
    const silent = { url: 'u', host: 'h', bytes: 9, resumable: true };
    expect(isSameFile(silent, silent)).toBe(false);
  });
});
