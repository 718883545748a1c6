import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../../src/core/std/random.ts';
import { battlesIn, read } from './reading.ts';

const GOOD = '{"model_a":"a","model_b":"b","winner":"model_a","tstamp":5}';

function reasonOf(row: string): string | undefined {
  const found = read([`${GOOD}\n${row}\n${GOOD}\n`]);
  expect(found.battles.a).toHaveLength(found.problemCount === 0 ? 3 : 2);
  expect(found.names).toHaveLength(2);
  const [problem] = found.problems;
  if (problem) expect(problem).toMatchObject({ file: 0, line: 2 });
  return problem?.reason;
}

describe('a row that cannot be counted', () => {
  it.each([
    ['{"model_a":"x","model_b":"y","winner":"draw"}', 'the winner "draw" is none that is known'],
    ['{"model_a":"x","model_b":"y","winner":"Tie"}', 'the winner "Tie" is none that is known'],
    // LMArena's word in a row that is none of theirs.
    [
      '{"model_a":"x","model_b":"y","winner":"both_bad"}',
      'the winner "both_bad" is none that is known',
    ],
    ['{"model_a":"x","model_b":"y","winner":null}', 'winner is missing or no text'],
    ['{"model_a":"x","model_b":"y"}', 'winner is missing or no text'],
    ['{"model_a":"","model_b":"y","winner":"tie"}', 'model_a is missing or no text'],
    ['{"model_a":"x","model_b":7,"winner":"tie"}', 'model_b is missing or no text'],
    ['{"model_a":NaN,"model_b":"y","winner":"tie"}', 'it is no JSON'],
    ['{"model_a":"x","model_b":"y","winner":"tie","tstamp":NaN}', 'it is no JSON'],
    ['{"model_a":"x","model_b":"y","winner":"tie","tstamp":"NaN"}', 'tstamp is no time'],
    ['{"model_a":"x","model_b":"y","winner":"tie","tstamp":-5}', 'tstamp is no time'],
    ['{"model_a":"x","model_b":"y","winner":"tie","tstamp":1e999}', 'tstamp is no time'],
    ['{"model_a":"x","model_b":"y","winner":"tie","tstamp":"-5"}', 'tstamp is no time'],
    ['{"model_a":"x","model_b":"y","winner":"tie","tstamp":"1e999"}', 'tstamp is no time'],
    ['{"model_a":"x","model_b":"y","winner":"tie","tstamp":true}', 'tstamp is no time'],
    ['{"model_a":"x","model_b":"y","winner":"tie"', 'it is no JSON'],
    ['{"model_a":"x","model_b":"y","winner":"tie"}}', 'it is no JSON'],
    ['{"model_a":"x" "model_b":"y","winner":"tie"}', 'it is no JSON'],
    ['{"model_a":"x\ty","model_b":"y","winner":"tie"}', 'it is no JSON'],
    ['nonsense', 'it is no JSON'],
    ['[]', 'it is no object'],
    ['"model_a"', 'it is no object'],
  ])('is told with its line and why: %s', (row, reason) => {
    expect(reasonOf(row)).toBe(reason);
  });

  it('may say no time, and the last of two fields counts', () => {
    expect(reasonOf('{"model_a":"a","model_b":"b","winner":"tie","tstamp":null}')).toBeUndefined();
    const twice = '{"model_a":"x","model_b":"b","winner":"tie","model_a":"a","winner":"model_b"}';
    expect(battlesIn(read([`${GOOD}\n${twice}`]))).toEqual(['a 0 b', 'a 1 b']);
  });

  it('may use LMArena’s words where the row is one of theirs', () => {
    const row = {
      model_a: 'x',
      model_b: 'y',
      winner: 'both_bad',
      evaluation_session_id: '1',
      conversation_a: [],
      conversation_b: [],
    };
    expect(battlesIn(read([JSON.stringify(row)]))).toEqual(['x 3 y']);
  });

  it('is told by the line it begins at in a list, and costs no other row', () => {
    const broken = `[\n  ${GOOD},\n  {\n    "model_a": "x\n  },\n  ${GOOD},\n  7,\n  ${GOOD}\n]\n`;
    const found = read([broken], { chunk: 5 });
    expect(battlesIn(found)).toEqual(['a 0 b', 'a 0 b', 'a 0 b']);
    expect(found.problems.map(({ line }) => line)).toEqual([3, 7]);
  });

  it.each([
    ['[{"model_a":"a"', 'it does not end: the file may be cut off'],
    [`[${GOOD},\n`, 'the list does not end: the file may be cut off'],
    [`[${GOOD}] x`, 'there is something else than an object'],
  ])('is told where a list is cut off (%s)', (text, reason) => {
    expect(read([text]).problems).toMatchObject([{ reason }]);
  });

  it('is told in CSV, and a stray quote costs its own line only', () => {
    const found = read([
      [
        'model_a,model_b,winner',
        'a,b,model_a',
        'a,b',
        'a,b,NaN',
        'x,"b,tie',
        'a,b,tie',
        '"a" x,b,tie',
        ',b,tie',
        '"a","b","model_b"',
        '"x,b,tie',
      ].join('\n'),
    ]);
    expect(battlesIn(found)).toEqual(['a 0 b', 'a 2 b', 'a 1 b']);
    expect(found.problems.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '3: it has 2 columns, the header has 3',
      '4: the winner "NaN" is none that is known',
      '5: the closing quote of a field is missing',
      '7: something stands behind a closing quote',
      '8: model_a is missing or no text',
      '10: the closing quote of a field is missing',
    ]);
  });

  it('is the header of CSV without the columns, once', () => {
    const found = read(['a,b,c\n1,2,3\n1,2,3\n'], { shape: 'csv' });
    expect(found.problems).toEqual([
      { file: 0, line: 1, reason: 'the header has no columns model_a, model_b and winner' },
    ]);
  });

  it('is a line that is too long, told without keeping it', () => {
    const long = `{"model_a":"${'x'.repeat(65 * 1024 ** 2)}`;
    const found = read([`${GOOD}\n${long}\n${GOOD}`], { chunk: 1024 ** 2 });
    expect(found.problems).toEqual([{ file: 0, line: 2, reason: 'it is longer than 64 MiB' }]);
    expect(found.battles.a).toHaveLength(2);
  });

  it('is named with its words at first only, and always counted', () => {
    const found = read([GOOD, `${'oops\n'.repeat(2500)}${GOOD}\n`]);
    expect(found.problemCount).toBe(2500);
    expect(found.problems).toHaveLength(1000);
    expect(found.problems.at(-1)).toEqual({ file: 1, line: 1000, reason: 'it is no JSON' });
    expect(found.battles.a).toHaveLength(2);
  });
});

describe('rows with a byte changed', () => {
  it('are taken and refused just as a JSON parser would', () => {
    const random = seededRandom(7);
    const pick = (most: number): number => Math.floor(random() * most);
    const signs = '{}[]",:\\ \tax0-.1e\u00e9';
    const rows = Array.from({ length: 20_000 }, () => {
      const row = `{"id": ${pick(9)}.5, "model_a":"a${pick(3)}","model_b":"b","winner":"${['model_a', 'tie'][pick(2)] ?? ''}","ok":true,"tstamp":${pick(99)}}`;
      const at = pick(row.length);
      return row.slice(0, at) + (signs[pick(signs.length)] ?? '') + row.slice(at + pick(2));
    });
    const expected = rows.map(row => {
      try {
        const {
          model_a: a,
          model_b: b,
          winner,
          tstamp,
        } = JSON.parse(row) as Record<string, unknown>;
        const outcome = new Map<unknown, number>([
          ['model_a', 0],
          ['tie', 2],
        ]).get(winner);
        const isGood =
          typeof a === 'string' && typeof b === 'string' && a !== '' && b !== '' && a !== b;
        const isTimed = tstamp === undefined || (typeof tstamp === 'number' && tstamp >= 0);
        return isGood && outcome !== undefined && isTimed ? `${a} ${outcome} ${b}` : undefined;
      } catch {
        return undefined;
      }
    });
    const found = read([rows.join('\n')], { chunk: 4096, shape: 'json' });
    expect(battlesIn(found)).toEqual(expected.filter(battle => battle !== undefined));
    expect(found.problemCount).toBe(expected.filter(battle => battle === undefined).length);
    expect(found.problemCount).toBeGreaterThan(3000);
    expect(found.battles.a.length).toBeGreaterThan(3000);
  });
});
