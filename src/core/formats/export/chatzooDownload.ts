import type { ReplyErrorCode, ReplyState } from '../../model.ts';
import { assertNever } from '../../std/assertNever.ts';
import type { SessionRecord } from '../record.ts';
import type { ExportFormat } from './format.ts';
import { jsonLine } from './pieces.ts';

interface Item {
  readonly id: string;
  readonly status: number;
  readonly message: string;
  readonly question: string;
}

/**
 * The file that ChatZoo's "全部" download gives: `{ "<nickname>": [ { id, status, message, question } ] }`,
 * the turns in order of asking. ChatZoo's file is of one session; several become an array of such
 * objects. Two seats with one name become `name` and `name (B)`.
 */
export const chatzooDownload: ExportFormat = {
  id: 'chatzoo-download',
  label: 'ChatZoo download',
  extension: 'json',
  contents: ['full', 'prompts'],
  async *render(records) {
    // The first waits for the second: whether there is one decides what comes before it.
    let first: string | undefined;
    let several = false;
    for await (const record of records) {
      const written = jsonLine(byNickname(record));
      if (several) yield `,\n${written}`;
      else if (first === undefined) first = written;
      else {
        yield `[\n${first}`;
        first = '';
        several = true;
        yield `,\n${written}`;
      }
    }
    if (several) yield '\n]\n';
    else yield `${first ?? '{}'}\n`;
  },
};

function byNickname({ session, turns }: SessionRecord): unknown {
  const items = new Map<string, Item[]>();
  for (const { seat, name } of session.seats) {
    const nickname = items.has(name) ? `${name} (${seat})` : name;
    items.set(
      nickname,
      turns.flatMap(({ prompt, replies }) =>
        replies
          .filter(reply => reply.seat === seat)
          .map(({ id, state, text }) => ({
            id,
            status: statusOf(state),
            message: text,
            question: prompt,
          })),
      ),
    );
  }
  return Object.fromEntries(items);
}

/** ChatZoo's codes of failures where it has one of its own; -1 is any other. */
const FAILURES: ReadonlyMap<ReplyErrorCode, number> = new Map([
  ['contextTooSmall', -20003],
  ['processDied', -20008],
  ['timeout', -20015],
]);

/** ChatZoo's codes: 0 finished, 1 still coming, below 0 failed. */
function statusOf(state: ReplyState): number {
  switch (state.kind) {
    case 'done':
    case 'stopped':
      return 0;
    case 'queued':
    case 'streaming':
      return 1;
    case 'failed':
      return FAILURES.get(state.code) ?? -1;
    default:
      return assertNever(state);
  }
}
