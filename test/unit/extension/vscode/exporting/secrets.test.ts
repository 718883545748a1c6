import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Content, ExportFormat } from '../../../../../src/core/formats/export/format.ts';
import { EXPORT_FORMATS } from '../../../../../src/core/formats/export/registry.ts';
import type { ReplyId, SessionId, Turn, TurnId } from '../../../../../src/core/model.ts';
import { inEnglish } from '../../../../../src/core/text.ts';
import { exportSessions } from '../../../../../src/extension/app/exporting.ts';
import {
  findingText,
  watched,
  type Finding,
} from '../../../../../src/extension/vscode/exporting/secrets.ts';
import { openRig } from '../../../../support/appRig.ts';
import { aReply, aSession, aTurn, aVote, twoBots } from '../../../../support/builders.ts';
import { joined } from '../../../../support/exportRecords.ts';

const one = (id: string): ExportFormat => EXPORT_FORMATS.find(format => format.id === id)!;
const KEY = 'sk-abcdefgh12345678';
const THOUGHT = 'sk-thoughts12345678';

describe('watched', () => {
  let rig: Awaited<ReturnType<typeof openRig>>;
  const id = 'session-1' as SessionId;
  const other = 'session-2' as SessionId;
  function turnsOf(sessionId: SessionId, prompt: string): Turn[] {
    const turnId = `${sessionId}-t` as TurnId;
    const replies = twoBots.map(({ seat, name }) =>
      aReply({
        id: `${turnId}-${seat}` as ReplyId,
        turnId,
        seat,
        botName: name,
        text: `I am ${name}`,
        thinking: `Who am I? ${sessionId === id ? THOUGHT : ''}`,
      }),
    );
    return [aTurn({ id: turnId, sessionId, prompt, replies })];
  }
  beforeEach(async () => {
    rig = await openRig();
    await rig.stores.records.merge([
      {
        session: aSession({ id, tags: ['ann@anthill.org'] }),
        turns: turnsOf(id, 'Mail queen@anthill.org\nfrom\n/home/ada/ants or C:\\Users\\ada'),
        votes: [],
      },
      {
        session: aSession({ id: other }),
        turns: turnsOf(other, `My <b>key</b> is "${KEY}"`),
        votes: [aVote({ kind: 'best', winner: 'A' }, { sessionId: other })],
      },
    ]);
  });
  afterEach(() => rig.close());

  async function found(format: string, content: Content): Promise<readonly Finding[]> {
    const { records, pieces, findings } = watched(rig.stores.records, content);
    expect(findings()).toEqual([]);
    const plan = { format: one(format), ids: [id, other], content };
    const tools = { records, hash: (text: string) => text, now: () => 0 };
    const job = exportSessions(plan, tools);
    const text = await joined(pieces(job.pieces));
    expect(text).toBe(await joined(exportSessions(plan, { ...tools, ...rig.stores }).pieces));
    return findings();
  }
  const texts = (findings: readonly Finding[]): string[] =>
    findings.map(finding => `${finding.sessionId} ${findingText(finding, inEnglish)}`);

  it.each(['json', 'jsonl', 'html', 'markdown', 'sharegpt'])(
    'finds in %s what looks like a secret, however it is escaped there',
    async format => {
      const findings = await found(format, 'full');
      const keys = ['session-1 like a key, turn 1', 'session-1 like a key, turn 1'];
      expect(texts(findings)).toEqual([
        // Not every format writes tags.
        ...(format === 'sharegpt' ? [] : ['session-1 like an e-mail address']),
        'session-1 like a path of a machine, turn 1',
        'session-1 like an e-mail address, turn 1',
        // What the two bots thought; training formats have the answers alone.
        ...(format === 'sharegpt' ? [] : keys),
        'session-2 like a key, turn 1',
      ]);
      expect(findings.at(-1)).toMatchObject({ sessionId: other, turnId: 'session-2-t' });
    },
  );

  it('finds nothing in a session of which the format writes no row', async () => {
    expect(texts(await found('dpo', 'full'))).toEqual(['session-2 like a key, turn 1']);
    expect(texts(await found('battles-csv', 'votes'))).toEqual([]);
  });

  it('finds nothing in what the content leaves out', async () => {
    expect(await found('json', 'votes')).toEqual([]);
  });

  it('knows of a session as soon as it is written', async () => {
    const { records, pieces, findings } = watched(rig.stores.records, 'full');
    const plan = { format: one('jsonl'), ids: [id, other], content: 'full' } as const;
    const job = exportSessions(plan, { records, hash: text => text, now: () => 0 });
    for await (const piece of pieces(job.pieces)) {
      expect(piece).not.toBe('');
      break;
    }
    expect(new Set(findings().map(({ sessionId }) => sessionId))).toEqual(new Set([id]));
  });
});
