import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serversOf, type BotSpec } from '../../bots/botSpec.ts';
import type { BotEnvironment } from '../../bots/createBot.ts';
import { EXIT, Problem } from '../problem.ts';

/** As the editor's setting has it unless it is changed. */
const STALL_TIMEOUT_MS = 120_000;

/** What the words say of secrets and of trust. */
interface Given {
  /** The environment variable that holds the key. */
  readonly keyVariable: string | undefined;
  /** `NAME=VARIABLE`: a secret header, and the environment variable that holds its value. */
  readonly headerVariables: readonly string[];
  readonly mayRun: boolean;
}

/**
 * What the bots get of this program: the processes that lie beside it, and the secrets of their server.
 *
 * @throws Problem if a variable is empty, or what it holds would go to several servers
 */
export function environmentFor(
  specs: readonly BotSpec[],
  { keyVariable, headerVariables, mayRun }: Given,
): BotEnvironment {
  const folder = path.dirname(fileURLToPath(import.meta.url));
  const key = keyVariable === undefined ? undefined : keyOf(specs, keyVariable);
  const headers = headersOf(specs, headerVariables);
  return {
    workerPath: path.join(folder, 'modelProcess.mjs'),
    maxThreads: availableParallelism(),
    vramShare: () => 1,
    stallTimeoutMs: () => STALL_TIMEOUT_MS,
    apiKey: () => Promise.resolve(key),
    secretHeader: (_server, name) => Promise.resolve(headers.get(name.toLowerCase())),
    modules: { workerPath: path.join(folder, 'customProcess.mjs'), mayRun: () => mayRun },
    log: () => undefined,
  };
}

function keyOf(specs: readonly BotSpec[], variable: string): string {
  const key = secretIn(variable, '--key-env');
  refuseSeveral(specs, '--key-env');
  return key;
}

/** By their names in small letters. */
function headersOf(
  specs: readonly BotSpec[],
  words: readonly string[],
): ReadonlyMap<string, string> {
  const option = '--header-env';
  const wanted = new Set(
    specs.flatMap(spec => (spec.kind === 'openai' ? (spec.secretHeaders ?? []) : [])),
  );
  const known = new Set([...wanted].map(name => name.toLowerCase()));
  const headers = new Map<string, string>();
  for (const word of words) {
    const [, name = '', variable = ''] = /^([^=]+)=(.+)$/.exec(word) ?? [];
    if (variable === '') throw new Problem(EXIT.usage, `${option} takes HEADER=VARIABLE`);
    if (!known.has(name.toLowerCase())) {
      const there = wanted.size === 0 ? 'none of the bots has any' : `there are ${listOf(wanted)}`;
      throw new Problem(EXIT.usage, `${option}: ${name} is no secret header; ${there}`);
    }
    headers.set(name.toLowerCase(), secretIn(variable, option));
  }
  if (words.length > 0) refuseSeveral(specs, option);
  return headers;
}

function secretIn(variable: string, option: string): string {
  const secret = process.env[variable]?.trim() ?? '';
  if (secret !== '') return secret;
  throw new Problem(EXIT.usage, `${option}: there is nothing in the variable ${variable}`);
}

/** A secret is for one server: no other one is ever sent it, not even another one of the same bot. */
function refuseSeveral(specs: readonly BotSpec[], option: string): void {
  const servers = specs.flatMap(spec => (spec.kind === 'openai' ? serversOf(spec) : []));
  const different = new Set(servers.map(server => new URL(server).origin));
  if (different.size === 0) {
    throw new Problem(EXIT.usage, `${option}: none of the bots has a server`);
  }
  if (different.size > 1) {
    throw new Problem(
      EXIT.usage,
      `${option}: the bots have different servers, of which each has secrets of its own: ${listOf(different)}; ask one server at a time`,
    );
  }
}

const listOf = (words: Iterable<string>): string => [...words].join(', ');
