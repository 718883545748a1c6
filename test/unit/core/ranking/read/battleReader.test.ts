import { describe, expect, it } from 'vitest';
import { TooManyBots } from '../../../../../src/core/ranking/read/battleRows.ts';
import { battlesIn, read } from './reading.ts';

const ROWS = [
  { model_a: 'ant', model_b: 'bee', winner: 'model_a', tstamp: 1700000000.1234 },
  { model_a: 'bee', model_b: '模型-一', winner: 'model_b', tstamp: 1700000001, judge: 'Ann' },
  { tstamp: '2023-11-14T22:13:22Z', winner: 'tie', model_b: 'ant', model_a: 'bee' },
  { model_a: 'a "quoted", \\ name', model_b: 'ant', winner: 'tie (bothbad)', turn: -1.5, judge: 7 },
  { model_a: 'ant', model_b: 'cat', winner: 'tie(both are bad)', conversation_a: [{ role: '{"' }] },
];
const VOTERS = ['', 'Ann', '', '7', ''];
const BATTLES = [
  'ant 0 bee',
  'bee 1 模型-一',
  'bee 2 ant',
  'a "quoted", \\ name 3 ant',
  'ant 3 cat',
];
const TIMES = [1700000000123.4, 1700000001000, 1700000002000, -Infinity, -Infinity];

const LINES = ROWS.map(row => JSON.stringify(row)).join('\n');
const CSV = [
  'winner,model_b,tstamp,model_a,judge,note',
  'model_a,bee,1700000000.1234,ant,,',
  'model_b,模型-一,1700000001,bee,Ann,x',
  'tie,ant,2023-11-14T22:13:22Z,bee,,"a',
  'note, with a ""quote"""',
  'tie (bothbad),ant,,"a ""quoted"", \\ name",7,',
  'tie(both are bad),cat,,ant,,',
].join('\n');

const FILES = {
  'JSON Lines': LINES,
  'JSON Lines with CRLF': `\r\n${LINES.replaceAll('\n', '\r\n')}\r\n`,
  'JSON Lines with a byte order mark and blanks': `\ufeff\n\n  ${LINES.replaceAll('\n', '  \n\n\t')}\n`,
  'a JSON list': JSON.stringify(ROWS),
  'a JSON list over lines': JSON.stringify(ROWS, null, 2),
  'a JSON list with CRLF': `\ufeff${JSON.stringify(ROWS, null, 2).replaceAll('\n', '\r\n')}\r\n`,
  'objects over lines': ROWS.map(row => JSON.stringify(row, null, 4)).join('\n'),
  CSV,
  'CSV with CRLF and a byte order mark': `\ufeff${CSV.replaceAll('\n', '\r\n')}\r\n`,
  'CSV with semicolons': [
    ' "winner"; model_b ;tstamp;model_a;judge',
    'model_a;bee;1700000000.1234;ant;',
    'model_b;"模型-一";1700000001;bee;Ann',
    'tie;ant;2023-11-14T22:13:22Z;bee;""',
    'tie (bothbad);ant;;"a ""quoted"", \\ name";7',
    'tie(both are bad);cat;;ant;',
  ].join('\n'),
};

describe('a file of battles', () => {
  it.each(Object.entries(FILES))('is read from %s, wherever its bytes are cut', (_, text) => {
    for (const chunk of [1, 2, 3, 7, 64, 100_000]) {
      const found = read([text], { chunk });
      expect(found.problems).toEqual([]);
      expect(battlesIn(found)).toEqual(BATTLES);
      expect([...(found.times ?? [])]).toEqual(TIMES);
      expect(Array.from(found.voter ?? [], voter => found.voters[voter])).toEqual(VOTERS);
    }
  });

  it('gives no columns of times and voters where no row says any', () => {
    const { times, voter } = read(['{"model_a":"a","model_b":"b","winner":"tie"}']);
    expect([times, voter]).toEqual([undefined, undefined]);
  });

  it.each(['', '\n \n', '\ufeff', '[]', ' [\n]\n', 'model_a,model_b,winner\n'])(
    'may be empty (%j)',
    text => {
      expect(read([text])).toMatchObject({ names: [], problemCount: 0 });
    },
  );

  it.each([
    ['1.5', 1500],
    ['1700000000', 1.7e12],
    ['1.7e9', 1.7e12],
    ['1700000000123', 1700000000123],
    ['1700000000123456', 1700000000123.456],
    ['1700000000123456789', 1700000000123.4568],
    ['1700000000.12345678901', 1700000000123.4568],
  ])('takes a time in any unit, in JSON and CSV alike: %s', (time, expected) => {
    const json = read([`{"model_a":"a","model_b":"b","winner":"tie","tstamp":${time}}`]);
    const csv = read([`model_a,model_b,winner,tstamp\na,b,tie,${time}\n`]);
    for (const { times } of [json, csv]) expect(times?.[0]).toBeCloseTo(expected, 2);
    expect(json.times).toEqual(csv.times);
  });

  it('leaves out battles of a bot against itself, and counts them', () => {
    const row = (a: string, b: string): string =>
      JSON.stringify({ model_a: a, model_b: b, winner: 'model_a' });
    const found = read([[row('x', 'x'), row('x', 'y'), row('y', 'y')].join('\n')]);
    expect(found.selfBattles).toBe(2);
    expect(battlesIn(found)).toEqual(['x 0 y']);
  });

  it('keeps names apart that differ by case or blanks, and takes escapes for what they mean', () => {
    const found = read([
      '{"model_a":"x","model_b":"X","winner":"tie"}\n{"model_a":"x ","model_b":"\\u0078","winner":"tie"}\n',
    ]);
    expect(found.names).toEqual(['x', 'X', 'x ']);
    expect(battlesIn(found)).toEqual(['x 2 X', 'x  2 x']);
  });

  it('takes bytes that are no UTF-8 for U+FFFD, and two such names for one', () => {
    const bytes = (name: number): number[] => [
      ...new TextEncoder().encode('{"model_a":"'),
      name,
      ...new TextEncoder().encode('","model_b":"b","winner":"tie"}\n'),
    ];
    const found = read([Uint8Array.from([...bytes(0xff), ...bytes(0xfe)])]);
    expect(found.names).toEqual(['\ufffd', 'b']);
  });

  it('goes on in the next file, whatever its shape, as if they were one', () => {
    const found = read([LINES, '', CSV, `${JSON.stringify(ROWS)}\n`]);
    expect(found.problemCount).toBe(0);
    expect(battlesIn(found)).toEqual([...BATTLES, ...BATTLES, ...BATTLES]);
  });

  it('takes numbers of all kinds beside the battle, as JSON has them', () => {
    const row = (value: string): string =>
      `{"turn":${value},"model_a":"a","model_b":"b","winner":"tie"}`;
    const good = ['0', '-0', '12', '1.50', '-3.25e-7', '1E9', '0.1', 'true', '{"a":[1]}'];
    expect(read([good.map(row).join('\n')]).battles.a).toHaveLength(good.length);
    const bad = ['01', '1.', '.5', '+1', '-', '1..2', 'NaN', 'Infinity', 'True', "'x'", ''];
    const found = read([bad.map(row).join('\n')]);
    expect(found.problemCount).toBe(bad.length);
    expect(found.names).toEqual([]);
  });

  it('cannot have more bots than the columns can number', () => {
    const rows = (bots: number): string =>
      Array.from(
        { length: bots - 1 },
        (_, i) => `{"model_a":"m${i}","model_b":"n","winner":"tie"}`,
      ).join('\n');
    expect(read([rows(65_536)], { chunk: 65_536 }).names).toHaveLength(65_536);
    expect(() => read([rows(65_537)], { chunk: 65_536 })).toThrow(TooManyBots);
  });
});
