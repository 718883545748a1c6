import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transfer } from '../../../../src/extension/downloads/transfer.ts';
import { fakeModel, startFileServer, type FileServer } from '../../../support/fileServer.ts';

let server: FileServer;
let folder: string;
beforeEach(async () => {
  server = await startFileServer(fakeModel(1000));
  server.behave({ ranges: false, silent: true });
  folder = await mkdtemp(path.join(os.tmpdir(), 'chatzoo-transfer-'));
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const bring = (): Promise<void> =>
  transfer(
    {
      look: { url: `${server.origin}/m.gguf`, host: 'here', resumable: false },
      partsFolder: folder,
      partName: 'm',
      target: path.join(folder, 'x.gguf'),
      patienceMs: 5000,
    },
    () => {},
  );

describe('a file whose length nobody says', () => {
  it('that cannot be written is no matter of the connection', async () => {
    await mkdir(path.join(folder, 'm.gguf'));
    await expect(bring()).rejects.toMatchObject({ code: 'noFolder', message: 'EISDIR' });
  });

  it('that is cut off is one', async () => {
    server.behave({ cutAfter: 500 });
    await expect(bring()).rejects.toMatchObject({ code: 'noConnection', message: 'here' });
  });
});
