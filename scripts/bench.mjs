// @ts-check
// npm run bench [-- streaming|store|kill|models|soak|ranking] [-- --json]: figures of this machine.
import { parseArgs } from 'node:util';
import { measureKills, reportKills } from './bench/kill.mjs';
import { measureModels, reportModels } from './bench/models.mjs';
import { measureRanking, reportRanking } from './bench/ranking.mjs';
import { measureSoak, reportSoak } from './bench/soak.mjs';
import { measureStore, reportStore } from './bench/store.mjs';
import { measureStreaming, reportStreaming } from './bench/streaming.mjs';

const ROUNDS = 200;
const TURNS = 50;
const HELP = `npm run bench [-- streaming|store|kill|models|soak|ranking] [-- --json]

  streaming  (default) two local models into an open arena page, in the real VS Code: how long the
             extension host's event loop was held up, the models' threads, how fast they were
  store      commit of a vote at 1 MB and 100 MB, opening and searching 100,000 messages, memory;
             beside node:sqlite and beside writing the whole file for each change
  kill       kills a working extension host again and again: what was acknowledged must be there
             (about 5 s a round)
  models     1 to 4 local models at once, beside the same prompts one after another, beside
             node-llama-cpp alone, beside its own threads and every sensible way to share the cores;
             a session's later turns, start, memory, stop (about 10 minutes)
  soak       four local bots, one of them corrupt, under random stops and kills
  ranking    ratings, intervals, bootstrap and Elo of a million votes, reading them, memory; beside
             FastChat's bootstrap in numpy and scipy, where Python has them

  --rounds N kills, default ${ROUNDS}; turns of the soak, default ${TURNS}
  --json     prints the figures as JSON, and nothing else on standard output`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) console.log(HELP);
  else await bench(positionals[0] ?? 'streaming', values.rounds, values.json);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/**
 * @param {string} what
 * @param {string | undefined} rounds
 * @param {boolean} json
 */
async function bench(what, rounds, json) {
  const print = (/** @type {unknown} */ figures, /** @type {(figures: any) => string} */ report) =>
    console.log(json ? JSON.stringify(figures, null, 2) : report(figures));
  switch (what) {
    case 'streaming':
      return print(await measureStreaming(), reportStreaming);
    case 'store':
      return print(await measureStore(), reportStore);
    case 'kill':
      return print(await measureKills(Number(rounds ?? ROUNDS)), reportKills);
    case 'models':
      return print(await measureModels(), reportModels);
    case 'soak':
      return print(await measureSoak(Number(rounds ?? TURNS)), reportSoak);
    case 'ranking':
      return print(await measureRanking(), reportRanking);
    default:
      throw new Error(`There is no bench "${what}".\n\n${HELP}`);
  }
}
