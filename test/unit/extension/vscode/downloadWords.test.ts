import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../src/core/text.ts';
import { DownloadError } from '../../../../src/extension/downloads/downloadError.ts';
import { downloadWords } from '../../../../src/extension/vscode/downloads/downloadWords.ts';
import { DOWNLOAD_ERROR_CODES } from '../../../../src/protocol/downloadProcess.ts';
import { RemoteError } from '../../../../src/protocol/rpc.ts';

const words = { t: inEnglish, size: (bytes: number) => `${bytes} bytes` };

describe('the words for a download that failed', () => {
  it.each(DOWNLOAD_ERROR_CODES)('say what is wrong with %s, and what to do', code => {
    const text = downloadWords(new RemoteError(code, 'example.org'), words);
    expect(text).toMatch(/^\S.*[.]$/);
    expect(text).not.toContain('unexpectedly');
  });

  it('say how much more room is needed, where that is known', () => {
    const known = downloadWords(new DownloadError('diskFull', '1234'), words);
    expect(known).toContain('1234 bytes more is needed');
    expect(downloadWords(new DownloadError('diskFull'), words)).not.toContain('more');
  });

  it('of a process that was killed say that nothing is lost', () => {
    const text = downloadWords(new RemoteError('processEnded', 'exit SIGKILL'), words);
    expect(text).toBe(
      'The download ended unexpectedly: exit SIGKILL. Resume it; what is there already is kept.',
    );
  });
});
