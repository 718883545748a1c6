import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EXPORT_FORMATS } from '../../../src/core/formats/export/registry.ts';
import { IMPORT_FORMATS } from '../../../src/core/formats/import/registry.ts';
import type { SessionId, TurnId } from '../../../src/core/model.ts';
import type { SessionRecord } from '../../../src/core/formats/record.ts';
import { fill, openAsEditor, program } from './program.ts';
import { RECORDS } from './records.ts';

const { file, run, runIn, start } = program();

interface Exported {
  readonly sessions: readonly SessionRecord[];
}
const sessionsOf = (json: string): readonly SessionRecord[] =>
  [...(JSON.parse(json) as Exported).sessions].sort((a, b) =>
    a.session.id.localeCompare(b.session.id),
  );
const idsOf = (json: string): readonly string[] =>
  sessionsOf(json).map(({ session }) => session.id);

describe('chatzoo export and import', () => {
  it('bring all that there is from one database to another', async () => {
    const [a, b] = [file('round-a.sqlite'), file('round-b.sqlite')];
    await fill(a, RECORDS);
    const first = run('export', '--database', a);
    expect(first.status).toBe(0);
    expect(first.stderr).toContain('exported 3 sessions');
    await writeFile(file('round.json'), first.stdout);
    const imported = run('import', file('round.json'), '--database', b);
    expect(imported).toMatchObject({ status: 0, stderr: '' });
    expect(imported.stdout).toContain('added 3 sessions, 3 turns, 3 votes');
    const second = run('export', '--database', b);
    expect(sessionsOf(first.stdout)).toEqual(RECORDS);
    expect(sessionsOf(second.stdout)).toEqual(RECORDS);
    expect(run('import', file('round.json'), '--database', b).stdout).toContain(
      'added 0 sessions, 0 turns, 0 votes; extended 0; 3 there already',
    );
  });

  it('do the same with a session a line', async () => {
    const [a, b] = [file('lines-a.sqlite'), file('lines-b.sqlite')];
    await fill(a, RECORDS);
    expect(
      run('export', '--database', a, '--format', 'jsonl', '-o', file('lines.jsonl')).status,
    ).toBe(0);
    expect(run('import', file('lines.jsonl'), '--database', b).status).toBe(0);
    expect(sessionsOf(run('export', '--database', b).stdout)).toEqual(RECORDS);
  });

  it('report as JSON, to the standard error only where the export itself takes the output', async () => {
    const [a, b] = [file('report-a.sqlite'), file('report-b.sqlite')];
    await fill(a, RECORDS);
    const out = file('report.csv');
    const toFile = run('export', '--database', a, '--format', 'dpo', '--out', out, '--json');
    const { size } = await stat(out);
    expect(JSON.parse(toFile.stdout)).toEqual({
      command: 'export',
      format: 'dpo',
      content: 'full',
      file: out,
      bytes: size,
      sessions: 3,
      leftOut: { noText: 2 },
    });
    expect(toFile.stderr).toBe('');
    const toOut = run('export', '--database', a, '--format', 'dpo', '--json');
    expect(toOut.stdout).toBe(await readFile(out, 'utf8'));
    expect(JSON.parse(toOut.stderr)).toMatchObject({ file: '-', bytes: size, sessions: 3 });

    run('export', '--database', a, '-o', file('report.json'));
    const imported = run('import', file('report.json'), 'nowhere.json', '--database', b, '--json');
    expect(imported.status).toBe(3);
    expect(JSON.parse(imported.stdout)).toMatchObject({
      command: 'import',
      database: b,
      dryRun: false,
      files: [
        {
          file: file('report.json'),
          stopped: false,
          format: 'json',
          sessions: { added: 3, extended: 0, known: 0 },
          turnsAdded: 3,
          votesAdded: 3,
          flagged: {},
          refusedCount: 0,
          refused: [],
          conflicts: [],
          notKept: {},
        },
        { file: 'nowhere.json', problem: { code: 'unreadable' } },
      ],
    });
  });

  it('list their formats', () => {
    const written = run('export', '--list-formats').stdout.trim().split('\n');
    expect(written.map(line => line.split(/\s/)[0])).toEqual(EXPORT_FORMATS.map(({ id }) => id));
    const read = run('import', '--list-formats').stdout.trim().split('\n');
    expect(read.map(line => line.split(/\s/)[0])).toEqual(IMPORT_FORMATS.map(({ id }) => id));
    expect(JSON.parse(run('export', '--list-formats', '--json').stdout)).toHaveLength(
      written.length,
    );
  });

  it.each(['export', 'import'])('say how %s is used, and name every option', command => {
    const { status, stdout } = run(command, '--help');
    expect(status).toBe(0);
    expect(stdout).toContain(`Usage: chatzoo ${command}`);
    for (const option of ['--database', '--format', '--list-formats', '--json']) {
      expect(stdout).toContain(option);
    }
  });
});

describe('chatzoo export', () => {
  it('takes the sessions that are asked for', async () => {
    const a = file('choice.sqlite');
    await fill(a, RECORDS);
    const chosen = (...words: readonly string[]): readonly string[] =>
      idsOf(run('export', '--database', a, ...words).stdout);
    expect(chosen('--session', 'session-1', '--session', 'session-3')).toEqual([
      'session-1',
      'session-3',
    ]);
    expect(chosen('--group', 'annotated')).toEqual(['session-1', 'session-2']);
    expect(chosen('--group', 'debug')).toEqual(['session-3']);
    expect(chosen('--group', 'todo')).toEqual([]);
    expect(chosen('--tag', 'ants')).toEqual(['session-1']);
    expect(chosen('--search', '会话 2')).toEqual(['session-2']);
    expect(chosen('--search', 'nowhere')).toEqual([]);
    expect(
      chosen(
        '--search',
        'scent',
        '--session',
        'session-3',
        '--session',
        'session-2',
        '--group',
        'debug',
      ),
    ).toEqual(['session-3']);
  });

  it('leaves texts out and gives people other names', async () => {
    const a = file('less.sqlite');
    await fill(a, RECORDS);
    const votes = run('export', '--database', a, '--content', 'votes', '--pseudonyms', 'salt');
    expect(votes.stdout).not.toMatch(/Prompt|scent|会话|clear|"Ann"/);
    expect(votes.stdout).toMatch(/"annotator-[0-9a-f]{8}"/);
    expect(run('export', '--database', a, '--pseudonyms', 'pepper').stdout).not.toContain(
      /annotator-[0-9a-f]{8}/.exec(votes.stdout)?.[0],
    );
  });

  it('reads while an editor has the database open, and changes nothing', async () => {
    const a = file('open.sqlite');
    const { database, stores } = await openAsEditor(a);
    await stores.records.merge(RECORDS.slice(0, 1));
    const before = await readdir(file('.'));
    expect(idsOf(run('export', '--database', a).stdout)).toEqual(['session-1']);
    expect(await readdir(file('.'))).toEqual(before);
    await stores.records.merge(RECORDS.slice(1));
    expect(idsOf(run('export', '--database', a).stdout)).toHaveLength(3);
    await database.close();
  });

  it('finds the database in the environment', async () => {
    const a = file('env.sqlite');
    await fill(a, RECORDS);
    expect(idsOf(runIn({ CHATZOO_DATABASE: a }, 'export').stdout)).toHaveLength(3);
  });

  it('replaces a file only when told to', async () => {
    const a = file('force.sqlite');
    await fill(a, RECORDS);
    const out = file('force.json');
    await writeFile(out, 'precious');
    const refused = run('export', '--database', a, '--out', out);
    expect(refused).toMatchObject({ status: 3, stdout: '' });
    expect(refused.stderr).toContain('--force');
    expect(await readFile(out, 'utf8')).toBe('precious');
    expect(run('export', '--database', a, '--out', out, '--force').status).toBe(0);
    expect(idsOf(await readFile(out, 'utf8'))).toHaveLength(3);
  });

  it('ends at the first interruption, also where nobody reads on', async () => {
    const a = file('long.sqlite');
    const [record] = RECORDS;
    const long = Array.from({ length: 100 }, (_, i): SessionRecord => {
      const session = { ...record!.session, id: `long-${i}` as SessionId };
      const turn = { ...record!.turns[0]!, id: `long-turn-${i}` as TurnId, sessionId: session.id };
      return {
        session,
        turns: [{ ...turn, prompt: 'x'.repeat(100_000), replies: [] }],
        votes: [],
      };
    });
    await fill(a, long);
    const program = start('export', '--database', a);
    onTestFinished(() => void program.kill('SIGKILL'));
    let said = '';
    program.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(program.stdout, 'readable');
    program.kill('SIGINT');
    const [code] = (await once(program, 'exit', { signal: AbortSignal.timeout(5000) })) as [number];
    expect([code, said]).toEqual([130, 'chatzoo: interrupted\n']);
  });

  it('leaves nothing where it cannot write', async () => {
    const a = file('nowhere.sqlite');
    await fill(a, RECORDS);
    const { status, stderr } = run('export', '--database', a, '--out', file('no/such/folder.json'));
    expect(status).toBe(3);
    expect(stderr).toMatch(/^chatzoo: .*ENOENT/);
    expect(stderr).not.toContain('    at ');
    expect(existsSync(file('no'))).toBe(false);
  });
});

describe('chatzoo import', () => {
  it('writes nothing on a dry run, not even an empty database', async () => {
    const a = file('dry-a.sqlite');
    await fill(a, RECORDS);
    run('export', '--database', a, '--out', file('dry.json'));
    await mkdir(file('dry'));
    const b = file('dry/b.sqlite');
    const dry = run('import', file('dry.json'), '--database', b, '--dry-run');
    expect(dry.status).toBe(0);
    expect(dry.stdout).toContain('would add 3 sessions, 3 turns, 3 votes');
    expect(await readdir(file('dry'))).toEqual([]);
    await fill(b, RECORDS.slice(0, 1));
    const before = await Promise.all(
      (await readdir(file('dry'))).map(name => readFile(file(`dry/${name}`))),
    );
    expect(run('import', file('dry.json'), '--database', b, '-n').stdout).toContain(
      'would add 2 sessions, 2 turns, 2 votes; would extend 0; 1 there already',
    );
    const after = await Promise.all(
      (await readdir(file('dry'))).map(name => readFile(file(`dry/${name}`))),
    );
    expect(after).toEqual(before);
  });

  it('brings sessions into a database that an editor has open, and that goes on', async () => {
    const a = file('busy-a.sqlite');
    await fill(a, RECORDS);
    run('export', '--database', a, '--out', file('busy.json'));
    const b = file('busy-b.sqlite');
    const { database, stores } = await openAsEditor(b);
    await stores.records.merge(RECORDS.slice(0, 1));
    const { status, stdout } = run('import', file('busy.json'), '--database', b);
    expect(status).toBe(0);
    expect(stdout).toContain('added 2 sessions');
    await stores.sessions.rename('session-1' as SessionId, 'Renamed after it');
    expect(await stores.sessions.ids()).toHaveLength(3);
    await database.close();
    const after = sessionsOf(run('export', '--database', b).stdout);
    expect(after.map(({ session }) => session.title)).toEqual([
      'Renamed after it',
      '会话 2',
      '会话 3',
    ]);
  });

  it('makes no database for a file that is not there', () => {
    const b = file('never.sqlite');
    expect(run('import', 'nowhere.json', '--database', b).status).toBe(3);
    expect(existsSync(b)).toBe(false);
  });

  it('takes what is right of a file and says what is not', async () => {
    const a = file('part-a.sqlite');
    await fill(a, RECORDS);
    const { stdout } = run('export', '--database', a);
    const document = JSON.parse(stdout) as { sessions: unknown[] };
    document.sessions[1] = { session: { id: 7 } };
    await writeFile(file('part.json'), JSON.stringify(document));
    const b = file('part-b.sqlite');
    const { status, stdout: said } = run('import', file('part.json'), '--database', b);
    expect(status).toBe(1);
    expect(said).toContain('added 2 sessions');
    expect(said).toMatch(/refused at sessions\[1\]/);
    expect(idsOf(run('export', '--database', b).stdout)).toHaveLength(2);
  });

  it.each([
    ['an empty file', '', 3],
    ['a text', 'Dear diary', 3],
    ['broken JSON', '{"format": "chatzoo-sessions", "sessions": [', 3],
    ['another JSON', '{"hello": "world"}', 1],
    ['a version to come', '{"format": "chatzoo-sessions", "version": 99, "sessions": []}', 1],
  ])('says in a sentence why it does not take %s', async (_, text, status) => {
    await writeFile(file('bad.json'), text);
    const found = run('import', file('bad.json'), '--database', file('bad.sqlite'));
    expect(found).toMatchObject({ status, stderr: '' });
    expect(found.stdout.trim()).not.toBe(`${file('bad.json')}:`);
    expect(found.stdout).not.toContain('    at ');
  });

  it('takes a file only as what it is said to be', async () => {
    await writeFile(file('said.json'), '[]');
    const found = run(
      'import',
      file('said.json'),
      '--database',
      file('said.sqlite'),
      '--format',
      'jsonl',
    );
    expect(found).toMatchObject({ status: 1, stderr: '' });
  });
});
