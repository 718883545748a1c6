// The entry of the thread that counts votes: dist/ranking.cjs.
import { parentPort } from 'node:worker_threads';
import { Server } from '../../protocol/rpc.ts';
import { BallotKeeper } from './ballotKeeper.ts';
import { counting } from './contract.ts';
import { threadPort } from './threadPort.ts';

if (!parentPort) throw new Error('This file runs in a thread of its own');
const keeper = new BallotKeeper();
new Server(
  counting,
  threadPort(parentPort),
  {
    take: sessions => {
      keeper.take(sessions);
      return undefined;
    },
    board: options => keeper.board(options),
    report: options => keeper.report(options),
    json: ({ options, program }) => keeper.json(options, program),
    behind: ({ options, cell }) => keeper.behind(options, cell),
  },
  {
    // Unhandled, it ends the thread and reaches the host with its stack, which an answer would lose.
    onBug: error => {
      throw error;
    },
  },
);
