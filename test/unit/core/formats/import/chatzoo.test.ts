import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chatzooDatabase } from '../../../../../src/core/formats/import/chatzooDatabase.ts';
import { chatzooDownload } from '../../../../../src/core/formats/import/chatzooDownload.ts';
import { aligned } from '../../../../../src/core/formats/import/foreign/align.ts';
import type { SessionRecord } from '../../../../../src/core/formats/record.ts';
import { botKey, pairsOf } from '../../../../../src/core/ranking/battles.ts';
import { contentOf, json, readAll, tablesOf } from '../../../../support/foreignFiles.ts';
import { faultsOf } from '../../../../support/recordFaults.ts';
import { sharedData } from '../../../../support/sharedData.ts';

const folder = 'test/fixtures/imports/';
const database = (name: string): ReturnType<typeof contentOf> =>
  contentOf(`${folder}chatzoo-database/${name}.json`);

const grid = ({ turns }: SessionRecord): unknown =>
  turns.map(turn => [turn.prompt, ...turn.replies.map(({ seat, text }) => `${seat}: ${text}`)]);

describe('the ChatZoo database of the main branch', () => {
  it('groups rows to sessions and rounds to turns', async () => {
    const { records } = await readAll(chatzooDatabase, database('main'));
    expect(records.map(({ session }) => [session.mode, session.annotationMode])).toEqual([
      ['arena', 'session'],
      ['arena', 'reply'],
      ['debug', 'session'],
    ]);
    expect(grid(records[0]!)).toEqual([
      ['Where do herons fish?', 'A: In the reeds.', 'B: In shallow water.', 'C: By the bank.'],
      ['And at night?', 'A: They sleep.', 'B: '],
    ]);
    expect(records[0]?.turns[1]?.replies[1]?.state).toMatchObject({ code: 'interrupted' });
    expect(records[0]?.session.title).toBe('Where do herons fish?');
    expect(records[0]?.session.createdAt).toBe(Date.UTC(2023, 8, 1, 9, 0, 0, 250));
    expect(records[0]?.session.annotatedAt).toBe(Date.UTC(2023, 8, 1, 9, 2));
  });

  it('keeps bots with ChatZoo’s own hash, parameters and system prompt', async () => {
    const { records } = await readAll(chatzooDatabase, database('main'));
    const [reed, heron] = records[0]!.session.seats;
    expect(reed).toEqual({
      seat: 'A',
      name: 'reed',
      kind: 'imported',
      model: 'reed-6b',
      fingerprint: 'a7e9287a',
      systemPrompt: 'Be brief.',
    });
    expect(heron?.model).toBe('heron-7b');
    expect(records[0]?.turns[0]?.replies[1]?.sampling).toEqual({
      temperature: 0.7,
      topP: 0.8,
      topK: 40,
      repeatPenalty: 1.1,
    });
  });

  it('lets each debug reply have its bot as it was', async () => {
    const { records } = await readAll(chatzooDatabase, database('main'));
    const { session, turns } = records[2]!;
    expect(turns.map(turn => turn.replies[0]?.fingerprint)).toEqual([
      'a7e9287a',
      expect.any(String),
    ]);
    expect(turns[1]?.replies[0]?.fingerprint).not.toBe('a7e9287a');
    expect(session.seats).toHaveLength(1);
  });

  it('keeps votes on sessions and on replies, and refuses the unclear one', async () => {
    const { records, refused } = await readAll(chatzooDatabase, database('main'));
    const [first, second] = records;
    expect(first?.votes).toMatchObject([
      { verdict: { kind: 'best', winner: 'B' }, voter: { name: 'lin' }, blind: false },
    ]);
    expect(first?.votes[0]?.shown.map(({ name }) => name)).toEqual(['reed', 'heron', 'otter']);
    expect(second?.votes.map(({ verdict }) => verdict.kind)).toEqual(['allBad', 'allGood']);
    expect(second?.votes.map(({ turnId }) => turnId)).toEqual(Array(2).fill(second?.turns[0]?.id));
    expect(second?.votes[1]?.supersedes).toBe(second?.votes[0]?.id);
    expect(refused).toEqual([
      { at: 'vote[3]', refused: expect.stringContaining('["a", "b"]') as string },
    ]);
  });

  it('tells of what has no place', async () => {
    const { notKept } = await readAll(chatzooDatabase, database('main'));
    expect(notKept.get('grades')).toBe(1);
    expect(notKept.get('generate_config.generate_kwargs.max_length')).toBe(1);
    expect(notKept.get('generate_config.prompts.user_prompt')).toBe(1);
    expect(notKept.get('user.role')).toBe(2);
  });
});

describe('the ChatZoo database of the dev branch', () => {
  it('reads the labels of its buttons', async () => {
    const { records, refused } = await readAll(chatzooDatabase, database('dev'));
    const votes = records.map(record => record.votes[0]!);
    expect(votes.map(({ verdict }) => verdict)).toEqual([
      { kind: 'best', winner: 'B' },
      { kind: 'best', winner: 'A' },
      { kind: 'allBad' },
      { kind: 'allGood' },
    ]);
    expect(votes.map(({ blind }) => blind)).toEqual([true, false, false, false]);
    // Model_A without the order in which the bots were shown.
    expect(refused.map(({ at }) => at)).toEqual(['vote[4]']);
  });

  it('matches two bots of one nickname by the id of their configuration', async () => {
    const content = database('dev');
    if (content.shape !== 'tables') throw new Error('no tables');
    const tables = Object.fromEntries(content.tables);
    const rename = (table: string): unknown =>
      tables[table]?.map(row => ('nickname' in row ? { ...row, nickname: 'twin' } : row));
    const vote = {
      ...tables['vote']?.[0],
      vote_model: '{"twin":2}',
      vote_result: 'twin',
      vote_model_sequeue: '',
    };
    const changed = { ...tables, generate_config: rename('generate_config'), vote: [vote] };
    const { records } = await readAll(chatzooDatabase, tablesOf(changed));
    expect(records[0]?.votes[0]?.verdict).toEqual({ kind: 'best', winner: 'B' });
  });
});

describe('other ChatZoo databases', () => {
  it('says that the oldest one has users only', async () => {
    const { records, refused, notKept } = await readAll(chatzooDatabase, database('oldest'));
    expect(records).toEqual([]);
    expect(refused).toEqual([
      { at: 'user', refused: 'The database has users, but neither sessions nor votes.' },
    ]);
    expect(notKept.get('user.user_name')).toBe(1);
  });

  it('refuses rows of the wrong kind and goes on', async () => {
    const tables = {
      generate_config: [{ generate_config_id: 1, nickname: null }],
      dialogue: [{ dialogue_id: 1, generate_config_id: 1, turn_id: 't' }, { dialogue_id: 'x' }],
      vote: [{ vote_id: 1, vote_model: '[', vote_result: '' }],
    };
    const { refused } = await readAll(chatzooDatabase, tablesOf(tables));
    expect(refused.map(({ at }) => at)).toEqual([
      'generate_config[0]',
      'dialogue[0]',
      'dialogue[1]',
      'vote[0]',
    ]);
    expect(refused[0]?.refused).toContain('nickname');
  });

  it('refuses a session with more bots than anybody compares', async () => {
    const tables = {
      generate_config: Array.from({ length: 70 }, (_, i) => ({
        generate_config_id: i,
        nickname: `n${i}`,
        model_name_or_path: 'm',
      })),
      dialogue: Array.from({ length: 70 }, (_, i) => ({
        dialogue_id: i,
        username_id: 'u',
        generate_config_id: i,
        user_query: 'q',
        turn_id: 't',
      })),
    };
    const { refused } = await readAll(chatzooDatabase, tablesOf(tables));
    expect(refused.map(one => one.refused)).toEqual([
      'There are more than 64 bots in one session.',
    ]);
  });

  it('makes sessions without turns of votes whose rows are gone', async () => {
    const votes = [
      {
        vote_id: 1,
        username_id: 'u',
        vote_model: '{"a":1,"b":2}',
        vote_result: '["a"]',
        turn_id: '"9"',
      },
      {
        vote_id: 2,
        username_id: 'u',
        vote_model: '{"a":1,"b":2}',
        vote_result: '[]',
        dialogue_id: '{"a":8,"b":9}',
      },
    ].map(row => ({ created_time: '2023-09-01 09:00:00', ...row }));
    const content = tablesOf({ generate_config: [], dialogue: [], vote: votes });
    const { records } = await readAll(chatzooDatabase, content);
    expect(records.map(({ turns }) => turns)).toEqual([[], []]);
    expect(records.map(record => record.votes[0]?.verdict.kind)).toEqual(['best', 'allBad']);
  });

  const golden = sharedData('chatzoo', 'elo_golden.json');
  it.skipIf(!golden)(
    'gives the battles that ChatZoo’s own tool derives from 40 votes',
    async () => {
      interface Golden {
        votes: {
          username: { username: string };
          vote_model: object;
          dialogue_id: object | null;
          turn_id: string | null;
        }[];
        battles: { model_a: string; model_b: string; winner: string }[];
      }
      const { votes, battles } = JSON.parse(readFileSync(golden!, 'utf8')) as Golden;
      const rows = votes.map(({ username, vote_model, dialogue_id, turn_id, ...rest }) => ({
        ...rest,
        username_id: username.username,
        vote_model: JSON.stringify(vote_model),
        dialogue_id: dialogue_id === null ? null : JSON.stringify(dialogue_id),
        turn_id: JSON.stringify(turn_id),
      }));
      const content = tablesOf({ generate_config: [], dialogue: [], vote: rows });
      const { records, refused } = await readAll(chatzooDatabase, content);
      expect(refused).toEqual([]);
      expect(records.flatMap(faultsOf)).toEqual([]);
      const ours = records.flatMap(record => record.votes).flatMap(pairsOf);
      const bare = (key: string): string =>
        key.replace(/^moss_01#(ab12cd34)$/, 'moss_01$1').replace(/#.*$/, '');
      const count = (list: readonly string[]): Record<string, number> =>
        Object.fromEntries(
          [...new Set(list)].sort().map(one => [one, list.filter(x => x === one).length]),
        );
      expect(
        count(ours.map(({ a, b, score }) => `${bare(botKey(a))} ${bare(botKey(b))} ${score}`)),
      ).toEqual(
        count(battles.map(b => `${b.model_a} ${b.model_b} ${b.winner === 'model_a' ? 1 : 0.5}`)),
      );
    },
  );
});

describe('the ChatZoo download', () => {
  it('aligns the bots’ items by their questions', async () => {
    const { records, notKept } = await readAll(
      chatzooDownload,
      contentOf(`${folder}chatzoo-download/all.json`),
    );
    expect(records).toHaveLength(1);
    expect(grid(records[0]!)).toEqual([
      ['Where do herons fish?', 'A: In the reeds.', 'B: In shallow water.'],
      ['And at night?', 'A: They'],
      ['Thanks', 'A: Bye.', 'B: Bye bye.'],
    ]);
    expect(records[0]?.turns[1]?.replies[0]?.state).toMatchObject({ code: 'contextTooSmall' });
    expect(notKept.get('feedback')).toBe(1);
  });

  it('reads the items of one bot', async () => {
    const { records } = await readAll(
      chatzooDownload,
      contentOf(`${folder}chatzoo-download/one.json`),
    );
    expect(records[0]?.session.seats.map(({ name }) => name)).toEqual(['ChatZoo']);
  });

  it('takes a nickname like __proto__ for a name', async () => {
    const items = '[{"id":"1","status":0,"message":"m","question":"q"}]';
    const value = JSON.parse(`{"__proto__":${items},"constructor":${items}}`) as unknown;
    const { records } = await readAll(chatzooDownload, json(value));
    expect(records[0]?.session.seats.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
  });
});

describe('aligned', () => {
  const asked = (questions: string): { question: string; item: string }[] =>
    Array.from(questions, question => ({ question, item: question }));
  const rows = (...lists: string[]): string[] =>
    aligned(lists.map(asked)).map(
      ({ question, items }) => `${question}${[...items.keys()].join('')}`,
    );

  it('puts equal lists side by side', () => {
    expect(rows('aab', 'aab')).toEqual(['a01', 'a01', 'b01']);
  });

  it('leaves out who was paused, and takes in who came later', () => {
    expect(rows('abc', 'a', 'c')).toEqual(['a01', 'b0', 'c02']);
    expect(rows('ac', 'abc')).toEqual(['a01', 'b1', 'c01']);
  });

  it('loses nothing where the order differs', () => {
    expect(rows('ab', 'ba').join('').replace(/\D/g, '').length).toBe(4);
  });
});
