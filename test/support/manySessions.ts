import initSqlJs from 'sql.js';
import type { SessionRecord } from '../../src/core/formats/record.ts';
import type {
  ReplyId,
  Session,
  SessionId,
  TurnId,
  Turn,
  Vote,
  VoteId,
} from '../../src/core/model.ts';
import { openDatabase } from '../../src/extension/store/openDatabase.ts';
import { createStores } from '../../src/extension/store/stores.ts';
import { aReply, aSession, aTurn, aVote, twoBots } from './builders.ts';

const ANIMALS = ['ants', 'bees', 'crows', 'dolphins', 'elephants', 'foxes', 'geese', 'hares'];
const VERBS = ['talk', 'sleep', 'find home', 'learn', 'count', 'sing', 'build', 'remember'];
const BATCH = 500;
const MINUTE = 60_000;

/** What was written. */
interface ManySessions {
  readonly todo: number;
  readonly annotated: number;
  readonly debug: number;
  readonly replies: number;
  /** Sessions with a reply that says `逆戟鲸`. */
  readonly orcas: number;
}

/**
 * Writes a database with so many sessions, the first ones the oldest, one minute apart: of ten, six
 * are to do, three annotated and one in debug mode, every second has two turns. Every hundredth tells
 * of orcas in Chinese.
 */
export async function writeManySessions(
  path: string,
  count: number,
  newest: number,
): Promise<ManySessions> {
  const database = await openDatabase({
    path,
    loadSqlJs: () => initSqlJs(),
    onNotice: () => {},
    now: () => Date.now(),
    backups: () => 0,
  });
  const { records } = createStores(database);
  const all = Array.from({ length: count }, (_, index) =>
    recordOf(index, newest - (count - 1 - index) * MINUTE),
  );
  for (let from = 0; from < count; from += BATCH)
    await records.merge(all.slice(from, from + BATCH));
  await database.close();
  const having = (test: (record: SessionRecord) => boolean): number => all.filter(test).length;
  const isDebug = ({ session }: SessionRecord): boolean => session.mode === 'debug';
  const annotated = having(({ session }) => session.annotatedAt !== undefined);
  const replies = all.flatMap(({ turns }) => turns.flatMap(turn => turn.replies));
  return {
    annotated,
    debug: having(isDebug),
    todo: count - annotated - having(isDebug),
    replies: replies.length,
    orcas: having(({ turns }) =>
      turns.some(turn => turn.replies.some(({ text }) => text.includes('逆戟鲸'))),
    ),
  };
}

function recordOf(index: number, at: number): SessionRecord {
  const id = `many-${index}` as SessionId;
  const isDebug = index % 10 === 9;
  const isAnnotated = index % 10 >= 6 && !isDebug;
  const session: Session = aSession({
    id,
    title: `${index}: how do ${pickOf(ANIMALS, index)} ${pickOf(VERBS, index >> 3)}?`,
    mode: isDebug ? 'debug' : 'arena',
    createdAt: at,
    updatedAt: at,
    ...(isAnnotated ? { annotatedAt: at } : {}),
  });
  const turns = Array.from({ length: 1 + (index % 2) }, (_, turn) => turnOf(session, index, turn));
  const votes: readonly Vote[] = isAnnotated
    ? [
        aVote(
          { kind: 'best', winner: index % 2 === 0 ? 'A' : 'B' },
          { id: `${id}-vote` as VoteId, sessionId: id, castAt: at },
        ),
      ]
    : [];
  return { session, turns, votes };
}

function turnOf(session: Session, index: number, turn: number): Turn {
  const id = `${session.id}-${turn}` as TurnId;
  return aTurn({
    id,
    sessionId: session.id,
    index: turn,
    prompt: turn === 0 ? session.title : 'And why do they do it?',
    createdAt: session.createdAt,
    replies: twoBots.map(({ seat, name, model, fingerprint }) =>
      aReply({
        id: `${id}-${seat}` as ReplyId,
        turnId: id,
        seat,
        botName: name,
        model,
        fingerprint,
        text: textOf(index, turn, name),
      }),
    ),
  });
}

function textOf(index: number, turn: number, name: string): string {
  const what = `${pickOf(ANIMALS, index + turn)} ${pickOf(VERBS, index >> 3)}`;
  const told = `${name} thinks that ${what} by scent, by sound and by what the others do. `.repeat(
    3,
  );
  const isOrca = index % 100 === 50 && turn === 0 && name === 'Bee';
  return isOrca ? `${told}\n\n逆戟鲸会唱自己的歌。` : told;
}

function pickOf(words: readonly string[], index: number): string {
  return words[index % words.length] ?? '';
}
