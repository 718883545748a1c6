import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cleaned } from '../../../../../src/core/formats/import/cleaning.ts';
import { fastchatLog } from '../../../../../src/core/formats/import/fastchatLog.ts';
import {
  pairRow,
  type PairRow,
  saidIn,
} from '../../../../../src/core/formats/import/foreign/fastchatRow.ts';
import type { CleaningOptions } from '../../../../../src/core/formats/import/format.ts';
import { HeldSessions } from '../../../../../src/core/formats/import/foreign/heldSessions.ts';
import type { VoteFlag } from '../../../../../src/core/model.ts';
import { contentOf, json, jsonl, readAll } from '../../../../support/foreignFiles.ts';
import { sharedData } from '../../../../support/sharedData.ts';

const folder = 'test/fixtures/imports/';
const none: CleaningOptions = { excludedModels: [], bannedIps: [] };

/** A vote on two conversations of one round. */
function aPair(change: {
  readonly models?: readonly [string, string];
  readonly hidden?: readonly [string, string];
  readonly texts?: readonly [string | null, string | null];
  readonly prompt?: string;
  readonly tstamp?: number;
  readonly offset?: number;
}): PairRow {
  const { models = ['', ''], hidden = ['reed', 'heron'], texts = ['yes', 'no'] } = change;
  return pairRow.parse({
    type: 'leftvote',
    tstamp: change.tstamp ?? 1_700_000_000,
    models,
    states: [0, 1].map(i => ({
      conv_id: `c${i}`,
      model_name: hidden[i],
      roles: ['user', 'assistant'],
      offset: change.offset ?? 0,
      messages: [
        ['user', change.prompt ?? 'hello'],
        ['assistant', texts[i]],
      ],
    })),
    ip: '10.1.1.1',
  });
}

describe('FastChat’s cleaning', () => {
  const flagsOf = (change: Parameters<typeof aPair>[0], options = none): readonly VoteFlag[] =>
    cleaned(aPair(change), options)?.flags ?? [];

  it.each<[string, Parameters<typeof aPair>[0], readonly VoteFlag[]]>([
    ['a clean vote', {}, []],
    ['names on one side only', { models: ['', 'heron'] }, ['invalid']],
    ['another bot than shown', { models: ['otter', 'heron'] }, ['invalid']],
    ['a name within the shown name', { models: ['reed (beta)', 'heron'] }, []],
    ['nothing beyond the examples', { offset: 2 }, ['invalid']],
    ['an empty reply', { texts: ['', 'no'] }, ['noneMessage']],
    ['a bot that gives itself away', { texts: ['I am ChatGPT', 'no'] }, ['leakedIdentity']],
    ['a word within a word of the user', { prompt: 'bombarded' }, ['leakedIdentity']],
    ['an error', { texts: ['**API REQUEST ERROR** Reason', 'no'] }, ['errorText']],
    ['an unfinished reply', { texts: ['yes▌', 'no'] }, ['unfinished']],
    [
      'several at once',
      { texts: [null, 'google▌'] },
      ['noneMessage', 'leakedIdentity', 'unfinished'],
    ],
  ])('flags %s', (_name, change, flags) => {
    expect(flagsOf(change)).toEqual(flags);
  });

  it('flags excluded models after renaming, and banned addresses', () => {
    const options = { excludedModels: ['palm-2'], bannedIps: ['10.1.1.1'] };
    expect(flagsOf({ hidden: ['bard', 'heron'] }, options)).toEqual(['excludedModel', 'banned']);
    expect(
      flagsOf({ hidden: ['bard', 'heron'] }, { ...options, excludedModels: ['bard'] }),
    ).toEqual(['banned']);
  });

  it('renames by the time of the vote', () => {
    const models = (tstamp: number): unknown =>
      cleaned(aPair({ hidden: ['gpt-4', 'gpt-3.5-turbo'], tstamp }), none)?.models;
    expect(models(1_687_849_200)).toEqual(['gpt-4-0314', 'gpt-3.5-turbo-0314']);
    expect(models(1_687_849_201)).toEqual(['gpt-4-0613', 'gpt-3.5-turbo-0613']);
  });

  it('takes the name out of the early pages’ headings', () => {
    const row = aPair({ models: ['<h3>Model A: reed</h3>\n', '<h3>Model B: heron</h3>\n'] });
    expect(cleaned(row, none)).toMatchObject({
      models: ['reed', 'heron'],
      anonymous: false,
      flags: [],
    });
  });

  const golden = sharedData('fastchat', 'golden', 'clean_battle_golden.json');
  interface Golden {
    args: { exclude_model_names: string[]; ban_ip_list: string[] };
    cases: {
      case: string;
      raw: unknown;
      expected: { battle: Battle | null; count: Record<string, number> };
    }[];
  }
  interface Battle {
    question_id: string;
    model_a: string;
    model_b: string;
    winner: string;
    judge: string;
    conversation_a: { role: string; content: string }[];
    conversation_b: { role: string; content: string }[];
    turn: number;
    anony: boolean;
    tstamp: number;
  }
  const data = golden ? (JSON.parse(readFileSync(golden, 'utf8')) as Golden) : undefined;
  const COUNTED: Readonly<Record<VoteFlag, string>> = {
    invalid: 'invalid',
    noneMessage: 'none_msg',
    leakedIdentity: 'leaked_identity',
    errorText: 'error',
    unfinished: 'unfinished',
    excludedModel: 'exclude_model',
    banned: 'banned',
  };
  const WINNERS = { leftvote: 'model_a', rightvote: 'model_b', tievote: 'tie', bothbad_vote: 'tie (bothbad)' }; // prettier-ignore

  it.skipIf(!data).each(data?.cases ?? [{ case: 'no data', raw: {}, expected: undefined! }])(
    'judges the case $case as FastChat’s own function does',
    ({ raw, expected }) => {
      const row = pairRow.parse(raw);
      const options = {
        excludedModels: data!.args.exclude_model_names,
        bannedIps: data!.args.ban_ip_list,
      };
      const { models, anonymous, voter, flags } = cleaned(row, options)!;
      const [flag] = flags;
      const { battle, count } = expected;
      if (flag !== undefined) {
        // FastChat counts anonymous votes too, but only those it keeps.
        expect([battle, count]).toEqual([null, { [COUNTED[flag]]: 1 }]);
        return;
      }
      expect(count).toEqual(anonymous ? { anony: 1 } : {});
      const said = row.states.map(state =>
        saidIn(state).map(({ role, text }) => ({ role, content: text })),
      );
      expect({
        question_id: row.states[0].conv_id,
        model_a: models[0],
        model_b: models[1],
        winner: WINNERS[row.type],
        judge: voter,
        conversation_a: said[0],
        conversation_b: said[1],
        turn: (said[0]?.length ?? 0) / 2,
        anony: anonymous,
        tstamp: row.tstamp,
      }).toEqual({
        ...withoutLanguage(battle!),
        conversation_a: battle!.conversation_a.map(({ role, content }) => ({ role, content })),
        conversation_b: battle!.conversation_b.map(({ role, content }) => ({ role, content })),
      });
    },
  );

  function withoutLanguage(battle: Battle): object {
    return Object.fromEntries(Object.entries(battle).filter(([field]) => field !== 'language'));
  }
});

describe('the FastChat log', () => {
  const log = contentOf(`${folder}fastchat-log/arena.jsonl`);

  it('makes an arena session of a battle and a debug session of a chat', async () => {
    const { records, refused, notKept } = await readAll(fastchatLog, log);
    expect(records.map(({ session }) => [session.mode, session.title])).toEqual([
      ['arena', 'Name a river.'],
      ['debug', 'One'],
      ['arena', 'Tell me of otters and google.'],
    ]);
    const [battle, chat, bad] = records;
    expect(battle?.session.seats.map(({ name }) => name)).toEqual(['reed-6b', 'heron-7b']);
    expect(battle?.votes).toMatchObject([
      { verdict: { winner: 'A' }, blind: true, voter: { name: 'arena_user_10.0.0.1' }, flags: [] },
      { verdict: { winner: 'B' }, blind: false, supersedes: battle?.votes[0]?.id },
    ]);
    expect(battle?.votes[1]?.shown.map(({ name }) => name)).toEqual(['reed-6b', 'heron-7b']);
    expect(chat?.session.seats[0]?.systemPrompt).toBe('Count.');
    expect(chat?.turns.map(turn => [turn.prompt, turn.replies[0]?.text])).toEqual([
      ['One', '1'],
      ['Two', '2'],
    ]);
    expect(chat?.turns[1]?.replies[0]?.sampling).toEqual({
      temperature: 0.2,
      topP: 1,
      maxTokens: 16,
    });
    expect(chat?.session.createdAt).toBe(1_700_000_029_000);
    expect(bad?.turns).toHaveLength(1);
    expect(bad?.votes[0]?.flags).toEqual(['noneMessage', 'leakedIdentity', 'unfinished']);
    expect(refused).toEqual([
      { at: '9', refused: 'The vote does not say which bots were compared.' },
    ]);
    expect(notKept.get('upvote')).toBe(1);
    expect(notKept.get('state.has_csam_image')).toBe(1);
    expect(notKept.get('state.messages.images')).toBe(1);
  });

  it('reads a log of one line, which is a JSON document as well', async () => {
    const row = { ...aPair({}), ip: '10.0.0.1' };
    expect(fastchatLog.recognises(json(row))).toBe(true);
    const { records } = await readAll(fastchatLog, json(row));
    expect(records[0]?.votes).toHaveLength(1);
  });

  it('refuses what is no line of a log, with the field', async () => {
    const rows = [
      { type: 'leftvote', tstamp: -1 },
      { type: 'chat', model: 'm', state: { conv_id: 'c', messages: [['user', 5]] } },
      { type: 'haiku' },
    ];
    const { refused } = await readAll(fastchatLog, jsonl(rows));
    expect(refused.map(one => one.refused)).toEqual([
      'The field tstamp is missing or cannot be read.',
      'The field state.messages[0][1] is missing or cannot be read.',
      'The field type is missing or cannot be read.',
    ]);
  });

  it('gives a session that goes on after it was given a second time, with its vote superseded', () => {
    const held = new HeldSessions();
    const record = (n: number): never =>
      ({
        session: { id: `s${n}` },
        turns: [{ prompt: 'x'.repeat(20_000_000), replies: [] }],
      }) as never;
    expect([...held.hold('s1' as never, '1', record(1))]).toEqual([]);
    held.rememberVote('s1' as never, 'v1' as never);
    expect([...held.hold('s2' as never, '2', record(2))]).toMatchObject([{ at: '1' }]);
    expect(held.get('s1' as never)).toBeUndefined();
    expect(held.lastVote('s1' as never)).toBe('v1');
    expect([...held.flush()]).toMatchObject([{ at: '2' }]);
  });
});
