// The entry of the process that downloads one file: speaks over the channel of `fork`.
import path from 'node:path';
import process from 'node:process';
import { ipcPort } from '../../bots/ipcPort.ts';
import { downloadProcess } from '../../protocol/downloadProcess.ts';
import { Server } from '../../protocol/rpc.ts';
import { fetchFile } from './fetchFile.ts';
import { takeLock } from './lock.ts';
import { look } from './look.ts';

const server = new Server<typeof downloadProcess>(
  downloadProcess,
  ipcPort(process),
  {
    look,
    async fetch(ask) {
      const giveBack = await takeLock(path.join(ask.partsFolder, `${ask.partName}.lock`));
      try {
        return await fetchFile(ask, {
          progress: bytesDone => server.emit('progress', { bytesDone }),
          checking: bytesDone => server.emit('checking', { bytesDone }),
        });
      } finally {
        await giveBack();
      }
    },
  },
  {
    onBug: (error, call) => {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`${call}: ${what}\n`);
    },
  },
);

// Without its host nobody waits for the file: it goes on when somebody asks again.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
