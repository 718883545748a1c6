import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import initSqlJs from 'sql.js';
import { onTestFinished } from 'vitest';
import type { Session, SessionId, Turn, TurnId, Vote, VoteId } from '../../../../src/core/model.ts';
import { Emitter } from '../../../../src/core/std/emitter.ts';
import { Sharing } from '../../../../src/extension/app/sharing.ts';
import { openShareFolder } from '../../../../src/extension/exchange/shareFolder.ts';
import { openDatabase } from '../../../../src/extension/store/openDatabase.ts';
import { createStores } from '../../../../src/extension/store/stores.ts';
import { aSession, aTurn, aVote } from '../../../support/builders.ts';

const JULY = Date.UTC(2026, 6, 5);

export async function aFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chatzoo-sharing-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Somebody with a store of their own, and a window that shares through the folder. */
export async function annotator(name: string, folder: string, home?: string) {
  const file = path.join(home ?? (await aFolder()), 'z.sqlite');
  const database = await openDatabase({
    path: file,
    loadSqlJs: () => initSqlJs(),
    onNotice: () => undefined,
    now: () => Date.now(),
    backups: () => 0,
  });
  onTestFinished(() => database.close());
  const stores = createStores(database);
  const casts = new Emitter<Vote>();
  const log: string[] = [];
  const merged: SessionId[] = [];
  const troubles: unknown[] = [];
  const note = (message: string): void => void log.push(message);
  const open = () =>
    new Sharing({
      folder: openShareFolder(folder, {
        onAttributes: note,
        onUnreadable: note,
        pollMs: 20,
      }),
      stores,
      annotator: name,
      hash: text => createHash('sha256').update(text).digest('hex'),
      onCast: casts.event,
      onMerged: ids => merged.push(...ids),
      onTrouble: error => troubles.push(error),
      log: { debug: note, info: note, warn: note, error: note },
    });
  const votes = async (): Promise<readonly string[]> =>
    (await stores.votes.ofArena()).map(({ id }) => id).sort();
  return {
    stores,
    log,
    merged,
    troubles,
    open,
    votes,
    /** Runs a window: reads, writes what is owed, ends. */
    async look() {
      const sharing = open();
      await sharing.start();
      await sharing.dispose();
    },
    async add(session: Session, turns: readonly Turn[]) {
      await stores.sessions.add(session);
      for (const turn of turns) await stores.turns.add(turn);
    },
    /** A session with one turn and one vote, cast in this window. */
    async judge(key: string, change: Partial<Vote> = {}): Promise<Vote> {
      const { session, turn, vote } = judged(key, name, change);
      await stores.sessions.add(session);
      await stores.turns.add(turn);
      await stores.votes.add(vote, true);
      casts.fire(vote);
      return vote;
    },
  };
}

export function judged(key: string, name: string, change: Partial<Vote> = {}) {
  const sessionId = `session-${key}` as SessionId;
  const turn = aTurn({ id: `turn-${key}` as TurnId, sessionId, prompt: `Prompt ${key}` });
  const vote = aVote(
    { kind: 'best', winner: 'A' },
    {
      id: `vote-${key}` as VoteId,
      sessionId,
      castAt: JULY,
      voter: { kind: 'human', name },
      ...change,
    },
  );
  return { session: aSession({ id: sessionId, title: `Title ${key}` }), turn, vote };
}

export async function linesIn(folder: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const name of (await readdir(folder)).filter(each => each.endsWith('.jsonl')).sort()) {
    const text = await readFile(path.join(folder, name), 'utf8');
    for (const line of text.split('\n').filter(each => each !== '')) {
      const { kind, [kind]: what } = JSON.parse(line) as Record<string, string> & {
        readonly kind: string;
      };
      lines.push(`${name}: ${kind} ${(what as unknown as { id: string }).id}`);
    }
  }
  return lines;
}
