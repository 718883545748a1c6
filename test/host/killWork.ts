/**
 * What VS Code runs in its extension host instead of tests, until it is killed: random work on real
 * sessions, each step told to a log that outlives the process.
 *
 * CHATZOO_KILL_LOG    the log
 * CHATZOO_KILL_FILES  an empty folder for files to import
 */
import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type { Session, SessionId } from '../../src/core/model.ts';
import { inEnglish } from '../../src/core/text.ts';
import { runImport } from '../../src/extension/app/importing.ts';
import { openContent } from '../../src/extension/exchange/openContent.ts';
import type { App } from '../../src/extension/vscode/app.ts';
import { aSession, aTurn, aVote } from '../support/builders.ts';
import { AckLog } from './support/ackLog.ts';
import { api, ended } from './support/api.ts';

const WORKERS = 3;
/** How often the length of streamed text is told, in milliseconds. */
const LOOK_EVERY_MS = 25;

export async function run(): Promise<never> {
  const { CHATZOO_KILL_LOG: file = '', CHATZOO_KILL_FILES: folder = '' } = process.env;
  const log = new AckLog(file);
  const app = await (await api()).app();
  followReplies(app, log);
  log.tell({ kind: 'ready', pid: process.pid });
  const begin = oneAfterTheOther();
  await Promise.race(
    Array.from({ length: WORKERS }, () => workForEver({ app, log, folder, begin })),
  );
  throw new Error('It ended by itself');
}

interface Desk {
  readonly app: App;
  readonly log: AckLog;
  readonly folder: string;
  /** An unused session is given to whoever asks first, so only one may begin at a time. */
  readonly begin: <T>(work: () => Promise<T>) => Promise<T>;
}

function followReplies({ arena }: App, log: AckLog): void {
  const lengths = new Map<string, number>();
  let looked = 0;
  arena.onEvent(event => {
    if (event.kind === 'delta') {
      const length = (lengths.get(event.replyId) ?? 0) + event.text.length;
      lengths.set(event.replyId, length);
      const at = Date.now();
      if (at - looked < LOOK_EVERY_MS) return;
      looked = at;
      for (const [reply, all] of lengths) log.tell({ kind: 'streamed', reply, length: all, at });
    } else if (event.kind === 'reply') {
      const { id, text, state } = event.reply;
      if (state.kind === 'queued' || state.kind === 'streaming') return;
      lengths.delete(id);
      log.tell({ kind: 'ended', reply: id, text, state: state.kind });
    }
  });
}

async function workForEver(desk: Desk): Promise<never> {
  for (let last: Session | undefined; ;) {
    const roll = Math.random();
    if (last === undefined || roll < 0.35) last = await newTurn(desk);
    else if (roll < 0.5) await importSome(desk);
    else if (roll < 0.6) last = await removeOrNot(desk, last);
    else await smallChange(desk, last);
  }
}

async function newTurn({ app, log, begin }: Desk): Promise<Session | undefined> {
  const prompt = `Prompt ${randomUUID()}`;
  const begun = await begin(async () => {
    const session = await app.sessions.begin();
    const change = { do: 'turn', session: session.id, prompt } as const;
    const turn = await log.change(change, () => app.arena.startTurn(session.id, prompt));
    return turn && session;
  });
  // Sometimes it goes on while the replies still stream.
  if (begun && Math.random() < 0.5) await ended(app, begun);
  return begun;
}

async function smallChange({ app, log }: Desk, { id }: Session): Promise<void> {
  const word = randomUUID();
  const roll = Math.random();
  const session = id;
  if (roll < 0.3) {
    await log.change({ do: 'rename', session, title: word }, () => app.sessions.rename(id, word));
  } else if (roll < 0.5) {
    await log.change({ do: 'tag', session, tag: word }, () => app.sessions.tag(id, [word]));
  } else if (roll < 0.7) {
    const [reply] = (await app.arena.snapshot(id)).turns.at(-1)?.replies ?? [];
    if (!reply) return;
    const change = { do: 'correct', reply: reply.id, text: word } as const;
    await log.change(change, () => app.arena.correct(id, reply.id, word));
  } else {
    await log.change({ do: 'vote', session, comment: word }, () =>
      app.annotations.cast(id, { verdict: { kind: 'allGood' }, comment: word }),
    );
  }
}

/** @returns the session, if it is there again. */
async function removeOrNot({ app, log }: Desk, session: Session): Promise<Session | undefined> {
  const { id } = session;
  // What a bot says while its session goes is nobody's to see.
  await ended(app, session);
  const removed = await log.change({ do: 'remove', session: id }, () => app.sessions.remove([id]));
  if (!removed || Math.random() < 0.5) return undefined;
  await log.change({ do: 'undo', session: id }, () => removed.undo());
  return session;
}

async function importSome({ app, log, folder }: Desk): Promise<void> {
  const records = Array.from({ length: 1 + Math.floor(Math.random() * 20) }, () => {
    const id = randomUUID();
    const session = aSession({ id: id as SessionId, title: `Imported ${id}` });
    const turn = aTurn({ id: `${id}-turn` as never, sessionId: session.id });
    const vote = aVote({ kind: 'allBad' }, { id: `${id}-vote` as never, sessionId: session.id });
    return { format: 'chatzoo-session', version: 2, session, turns: [turn], votes: [vote] };
  });
  const file = path.join(folder, `${randomUUID()}.jsonl`);
  await writeFile(file, records.map(record => `${JSON.stringify(record)}\n`).join(''));
  await log.change({ do: 'import', sessions: records.map(({ session }) => session.id) }, () =>
    runImport(
      {
        open: () =>
          openContent(file, { loadSqlJs: () => Promise.reject(new Error('This is no database')) }),
      },
      {
        records: app.records,
        hash: text => createHash('sha256').update(text).digest('hex'),
        now: () => Date.now(),
        t: inEnglish,
      },
    ),
  );
}

function oneAfterTheOther(): Desk['begin'] {
  let last: Promise<unknown> = Promise.resolve();
  return work => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}
