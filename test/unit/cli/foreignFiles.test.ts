import { readFile, writeFile } from 'node:fs/promises';
import initSqlJs from 'sql.js';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../support/sharedData.ts';
import { openAsEditor, program } from './program.ts';

const { file, run } = program();

interface Report {
  readonly files: readonly {
    readonly format: string;
    readonly sessions: { readonly added: number; readonly known: number };
    readonly turnsAdded: number;
    readonly votesAdded: number;
    readonly flagged: Readonly<Record<string, number>>;
    readonly refusedCount: number;
  }[];
}

/** Imports a file twice. @returns what the first time brought; the second must bring nothing. */
async function imported(name: string, source: string, ...words: readonly string[]) {
  const database = file(`${name}.sqlite`);
  const read = () => {
    const { status, stdout, stderr } = run(
      'import',
      source,
      '--database',
      database,
      '--json',
      ...words,
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [report] = (JSON.parse(stdout) as Report).files;
    if (!report) throw new Error('There is no report');
    return report;
  };
  const first = read();
  const second = read();
  expect(second).toMatchObject({
    sessions: { added: 0, extended: 0, known: first.sessions.added },
    turnsAdded: 0,
    votesAdded: 0,
  });
  const opened = await openAsEditor(database);
  const tally = await opened.stores.sessions.tally();
  await opened.database.close();
  expect(tally).toEqual({
    sessions: first.sessions.added,
    turns: first.turnsAdded,
    votes: first.votesAdded,
  });
  return first;
}

const said = (text: string, reply: string) => [
  { from: 'human', value: text },
  { from: 'gpt', value: reply },
];

/** A line of FastChat's arena log: two bots answered, the left one won. */
function logLine(key: string, change: { readonly ip?: string; readonly reply?: string } = {}) {
  const state = (model: string, conv: string) => ({
    template_name: 'zero_shot',
    system_message: '',
    roles: ['user', 'assistant'],
    messages: [
      ['user', `Question ${key}`],
      ['assistant', change.reply ?? `An answer to ${key}`],
    ],
    offset: 0,
    conv_id: conv,
    model_name: model,
  });
  return JSON.stringify({
    tstamp: 1_700_000_000.5,
    type: 'leftvote',
    models: ['', ''],
    states: [state('alpha-7b', `${key}-a`), state('beta-7b', `${key}-b`)],
    ip: change.ip ?? '192.0.2.1',
  });
}

describe('chatzoo import, of files of our own in the shapes of others', () => {
  it('takes training conversations', async () => {
    const source = file('sharegpt.json');
    const [one, two] = [said('Hello', 'Hi'), [...said('Two', 'Deux'), ...said('Three', 'Trois')]];
    await writeFile(
      source,
      JSON.stringify([
        { id: 'one', conversations: one },
        { id: 'two', conversations: two },
      ]),
    );
    expect(await imported('sharegpt', source)).toMatchObject({
      format: 'sharegpt',
      sessions: { added: 2 },
      turnsAdded: 3,
      votesAdded: 0,
    });
  });

  it('takes cleaned battles', async () => {
    const source = file('battles.jsonl');
    const battles = ['model_a', 'model_b', 'tie', 'tie (bothbad)'].map((winner, at) =>
      JSON.stringify({
        question_id: `q${at}`,
        model_a: 'alpha-7b',
        model_b: 'beta-7b',
        winner,
        tstamp: 1_700_000_000 + at,
      }),
    );
    await writeFile(source, `${battles.join('\n')}\n`);
    expect(await imported('battles', source)).toMatchObject({
      format: 'fastchat-battles',
      votesAdded: 4,
    });
  });

  it('takes a log of an arena and flags what cleaning would throw away', async () => {
    const source = file('log.json');
    const lines = [
      logLine('fine'),
      logLine('banned', { ip: '192.0.2.9' }),
      logLine('leak', { reply: 'I am a model of OpenAI' }),
    ];
    await writeFile(source, `${lines.join('\n')}\n`);
    expect(await imported('log', source, '--ban-ip', '192.0.2.9')).toMatchObject({
      format: 'fastchat-log',
      sessions: { added: 3 },
      votesAdded: 3,
      flagged: { banned: 1, leakedIdentity: 1 },
    });
  });
});

/** An SQLite file with the rows of a fixture: `{ table: [{ column: value }] }`. */
async function asDatabase(fixture: string, target: string): Promise<void> {
  const tables = JSON.parse(await readFile(fixture, 'utf8')) as Readonly<
    Record<string, readonly Readonly<Record<string, string | number | null>>[]>
  >;
  const sqlJs = await initSqlJs();
  const database = new sqlJs.Database();
  for (const [table, rows] of Object.entries(tables)) {
    const columns = [...new Set(rows.flatMap(row => Object.keys(row)))];
    database.run(`CREATE TABLE ${table} (${columns.join(', ')})`);
    for (const row of rows) {
      const values = columns.map(column => row[column] ?? null);
      database.run(`INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`, values);
    }
  }
  await writeFile(target, database.export());
  database.close();
}

const dummy = sharedData('fastchat', 'dummy_conversation.json');
const battles = sharedData('fastchat', 'golden', 'battles_vicuna80.jsonl');
const cleaning = sharedData('fastchat', 'golden', 'clean_battle_golden.json');
const store = sharedData('chatzoo', 'test.db');

describe("chatzoo import, of ChatZoo's database", () => {
  it('takes its sessions and votes', async () => {
    await asDatabase('test/fixtures/imports/chatzoo-database/main.json', file('chatzoo.db'));
    const { stdout } = run('import', file('chatzoo.db'), '--database', file('c.sqlite'), '--json');
    const [report] = (JSON.parse(stdout) as Report).files;
    expect(report).toMatchObject({ format: 'chatzoo-database' });
    expect(report?.sessions.added).toBeGreaterThan(0);
    expect(report?.votesAdded).toBeGreaterThan(0);
  });
});

describe('chatzoo import, of the shared data', () => {
  it.skipIf(!dummy)('takes dummy_conversation.json', async () => {
    const all = JSON.parse(await readFile(dummy ?? '', 'utf8')) as readonly unknown[];
    const report = await imported('dummy', dummy ?? '');
    expect(report.sessions.added).toBe(all.length);
  });

  it.skipIf(!battles)('takes battles_vicuna80.jsonl', async () => {
    const lines = (await readFile(battles ?? '', 'utf8')).trim().split('\n');
    const report = await imported('vicuna', battles ?? '');
    expect(report.votesAdded).toBe(lines.length);
    expect(report.flagged).toEqual({});
  });

  it.skipIf(!cleaning)('flags the cases of clean_battle_golden.json as they say', async () => {
    const { args, cases } = JSON.parse(await readFile(cleaning ?? '', 'utf8')) as {
      readonly args: {
        readonly exclude_model_names: readonly string[];
        readonly ban_ip_list: readonly string[];
      };
      readonly cases: readonly {
        readonly raw: { readonly states: readonly { readonly conv_id: string }[] };
        readonly expected: { readonly count: Readonly<Record<string, number>> };
      }[];
    };
    const source = file('clean.json');
    // The cases were cleaned one by one; in one log they would be votes on one conversation.
    const lines = cases.map(({ raw }, at) => {
      const states = raw.states.map(state => ({ ...state, conv_id: `${at} ${state.conv_id}` }));
      return `${JSON.stringify({ ...raw, states })}\n`;
    });
    await writeFile(source, lines.join(''));
    const options = [
      ...args.exclude_model_names.flatMap(model => ['--exclude-model', model]),
      ...args.ban_ip_list.flatMap(ip => ['--ban-ip', ip]),
    ];
    const report = await imported('clean', source, ...options);
    const FLAGS = {
      invalid: 'invalid',
      none_msg: 'noneMessage',
      leaked_identity: 'leakedIdentity',
      error: 'errorText',
      banned: 'banned',
    } as const;
    const expected: Record<string, number> = {};
    for (const [count, flag] of Object.entries(FLAGS)) {
      const times = cases.filter(({ expected: { count: counts } }) => (counts[count] ?? 0) > 0);
      if (times.length > 0) expected[flag] = times.length;
    }
    expect(report.flagged).toEqual(expected);
  });

  it.skipIf(!store)("says of ChatZoo's test.db that it has nothing but users", () => {
    const { status, stdout } = run('import', store ?? '', '--database', file('users.sqlite'));
    expect(status).toBe(1);
    expect(stdout).toContain('neither sessions nor votes');
  });
});
