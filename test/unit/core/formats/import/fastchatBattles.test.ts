import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fastchatBattles } from '../../../../../src/core/formats/import/fastchatBattles.ts';
import { pairsOf, standing } from '../../../../../src/core/ranking/battles.ts';
import type { Vote } from '../../../../../src/core/model.ts';
import { contentOf, json, jsonl, readAll } from '../../../../support/foreignFiles.ts';
import { faultsOf } from '../../../../support/recordFaults.ts';
import { sharedData } from '../../../../support/sharedData.ts';

const folder = 'test/fixtures/imports/';
describe('FastChat’s battles', () => {
  it('makes a session of each battle with conversations', async () => {
    const { records, refused } = await readAll(
      fastchatBattles,
      contentOf(`${folder}fastchat-battles/conversations.json`),
    );
    expect(records.map(({ turns }) => turns.map(turn => turn.replies.map(r => r.text)))).toEqual([
      [
        ['The Nile.', 'The Rhine.'],
        ['The Po.', 'The Oder.'],
      ],
      [['Ho', 'He']],
    ]);
    expect(records[0]?.votes).toMatchObject([{ verdict: { winner: 'B' }, blind: true }]);
    expect(records[1]?.votes).toMatchObject([{ verdict: { kind: 'allBad' }, blind: false }]);
    expect(refused).toEqual([{ at: '[2]', refused: 'The winner "nobody" is none that is known.' }]);
  });

  it('gathers battles without conversations by pair, whichever side they stand on', async () => {
    const { records } = await readAll(
      fastchatBattles,
      contentOf(`${folder}fastchat-battles/simple.jsonl`),
    );
    expect(records.map(({ session }) => session.title)).toEqual([
      'heron-7b – reed-6b',
      'otter – reed-6b',
    ]);
    // The fifth row is the first one again.
    expect(records[0]?.votes.map(({ verdict }) => verdict)).toEqual([
      { kind: 'best', winner: 'B' },
      { kind: 'allGood' },
      { kind: 'best', winner: 'A' },
    ]);
    expect(records[0]?.session.annotatedAt).toBe(1_700_000_003_000);
    expect(records[1]?.votes.map(({ verdict }) => verdict)).toEqual([{ kind: 'allBad' }]);
  });

  it('shows the first of a row on the left, whatever the order of the names', async () => {
    const row = { winner: 'model_a', judge: 'u', tstamp: 1_700_000_000 };
    const rows = [
      { ...row, model_a: 'ant', model_b: 'bee' },
      { ...row, model_a: 'bee', model_b: 'ant', tstamp: 1_700_000_001 },
    ];
    const { records } = await readAll(fastchatBattles, json(rows));
    const votes = records.flatMap(record => record.votes);
    expect(votes.map(({ shown }) => shown.map(({ name }) => name))).toEqual([
      ['ant', 'bee'],
      ['bee', 'ant'],
    ]);
    const leftWins = votes.map(({ verdict, shown }) => ({ verdict, left: shown[0]?.seat }));
    for (const { verdict, left } of leftWins)
      expect(verdict).toEqual({ kind: 'best', winner: left });
    expect(records.flatMap(faultsOf)).toEqual([]);
  });

  it('keeps two battles of one name apart, and two judges of one battle together', async () => {
    const battle = (text: string, judge: string): object => ({
      question_id: 81,
      model_a: 'reed',
      model_b: 'heron',
      winner: 'model_a',
      judge,
      conversation_a: [
        { role: 'user', content: 'q' },
        { role: 'assistant', content: text },
      ],
      conversation_b: [
        { role: 'user', content: 'q' },
        { role: 'assistant', content: 'b' },
      ],
    });
    const rows = [battle('x', 'ann'), battle('y', 'ann'), battle('x', 'bob')];
    const { records } = await readAll(fastchatBattles, json(rows));
    const [x, y, again] = records;
    expect(x?.session.id).toBe(again?.session.id);
    expect(x?.session.id).not.toBe(y?.session.id);
    expect(new Set(records.map(({ votes }) => votes[0]?.id)).size).toBe(3);
  });

  const shared = sharedData('fastchat', 'golden', 'battles_vicuna80.jsonl');
  it.skipIf(!shared)('reads the 1001 battles of the Vicuna benchmark', async () => {
    interface Row {
      model_a: string;
      model_b: string;
      winner: string;
    }
    const rows = readFileSync(shared!, 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line) as Row);
    const { records, refused, notKept } = await readAll(fastchatBattles, jsonl(rows));
    expect(refused).toEqual([]);
    expect(records.flatMap(faultsOf)).toEqual([]);
    const votes: Vote[] = records.flatMap(record => record.votes);
    expect(votes).toHaveLength(1001);
    expect(standing(votes)).toHaveLength(1001);
    expect(notKept.get('category')).toBe(1001);
    const key = (a: string, b: string, score: number): string =>
      a < b ? `${a} ${b} ${score}` : `${b} ${a} ${1 - score}`;
    const ours = votes.flatMap(pairsOf).map(({ a, b, score }) => key(a.name, b.name, score));
    const theirs = rows.map(({ model_a, model_b, winner }) =>
      key(model_a, model_b, winner === 'model_a' ? 1 : winner === 'model_b' ? 0 : 0.5),
    );
    expect(ours.sort()).toEqual(theirs.sort());
  });
});
