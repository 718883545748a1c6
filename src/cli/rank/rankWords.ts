import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  BOARD_DEFAULTS,
  GROUPINGS,
  METHODS,
  TIES,
  type BoardOptions,
} from '../../core/ranking/options.ts';
import { EXIT, oneOf, Problem } from '../problem.ts';

const FORMATS = ['auto', 'chatzoo', 'arena', 'csv'] as const;
/** `chatzoo`: sessions, ours or any that can be imported. `arena`: battles in JSON. `csv`: battles. */
export type RankFormat = (typeof FORMATS)[number];

const ORDERS = ['time', 'given'] as const;

/** What the command line asks for. */
export interface RankJob {
  /** `-` for the standard input. */
  readonly files: readonly string[];
  readonly databases: readonly string[];
  readonly format: RankFormat;
  readonly options: BoardOptions;
  /** `given`: online Elo takes battles as they stand in their files. */
  readonly order: (typeof ORDERS)[number];
  readonly output: 'table' | 'json' | 'csv';
  /** Undefined for the standard output. */
  readonly out: string | undefined;
  readonly html: string | undefined;
}

/** The most rounds of a bootstrap: more tell nothing that fewer do not. */
const MOST_ROUNDS = 100_000;

/** @returns undefined if only the help is wanted. @throws Problem; what `parseArgs` throws */
export function rankJob(words: readonly string[]): RankJob | undefined {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      database: { type: 'string', multiple: true, default: [] },
      format: { type: 'string', default: 'auto' },
      method: { type: 'string', default: BOARD_DEFAULTS.method },
      ties: { type: 'string', default: BOARD_DEFAULTS.ties },
      bootstrap: { type: 'string' },
      seed: { type: 'string' },
      anchor: { type: 'string' },
      by: { type: 'string', default: BOARD_DEFAULTS.groupBy },
      'include-flagged': { type: 'boolean', default: false },
      'exclude-ties': { type: 'boolean', default: false },
      split: { type: 'boolean', default: false },
      k: { type: 'string' },
      order: { type: 'string', default: 'time' },
      json: { type: 'boolean', default: false },
      csv: { type: 'boolean', default: false },
      out: { type: 'string', short: 'o', default: '-' },
      html: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  if (values.json && values.csv) throw new Problem(EXIT.usage, 'say either --json or --csv');
  const { bootstrap, seed, anchor, k } = values;
  const options: BoardOptions = {
    ...BOARD_DEFAULTS,
    method: oneOf('--method', values.method, METHODS),
    ties: oneOf('--ties', values.ties, TIES),
    weighting: values.split ? 'split' : 'battle',
    intervals: bootstrap === undefined ? 'analytic' : 'bootstrap',
    ...(bootstrap === undefined ? {} : { rounds: whole('--bootstrap', bootstrap, 2, MOST_ROUNDS) }),
    ...(seed === undefined ? {} : { seed: whole('--seed', seed, 0, 2 ** 32 - 1) }),
    ...(anchor === undefined ? {} : { anchor: anchorOf(anchor) }),
    ...(k === undefined ? {} : { k: factor(k) }),
    groupBy: oneOf('--by', values.by, GROUPINGS),
    exclude: [
      ...(values['include-flagged'] ? [] : BOARD_DEFAULTS.exclude),
      ...(values['exclude-ties'] ? (['tie'] as const) : []),
    ],
  };
  const job: RankJob = {
    files: positionals,
    databases: values.database,
    format: oneOf('--format', values.format, FORMATS),
    options,
    order: oneOf('--order', values.order, ORDERS),
    output: values.json ? 'json' : values.csv ? 'csv' : 'table',
    out: values.out === '-' ? undefined : path.resolve(values.out),
    html: values.html === undefined ? undefined : path.resolve(values.html),
  };
  refuseOwnInput(job);
  if (job.order === 'given' && job.html !== undefined) {
    throw new Problem(
      EXIT.usage,
      'the report goes by time: --html and --order given do not go together',
    );
  }
  return job;
}

/** What is read must not be overwritten by what is made of it. */
function refuseOwnInput({ files, databases, out, html }: RankJob): void {
  const inputs = new Set([...files, ...databases].map(file => path.resolve(file)));
  for (const output of [out, html]) {
    if (output !== undefined && inputs.has(output)) {
      throw new Problem(EXIT.usage, `${output} is to be read and written`);
    }
  }
  if (out !== undefined && out === html) {
    throw new Problem(EXIT.usage, `${out} is to be written twice`);
  }
}

function whole(option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new Problem(
    EXIT.usage,
    `${option} takes a whole number from ${least} to ${most}; not "${text}"`,
  );
}

function factor(text: string): number {
  const value = numberIn(text);
  if (value > 0 && value <= 1000) return value;
  throw new Problem(EXIT.usage, `--k takes a number above 0, up to 1000; not "${text}"`);
}

/** `name=1000`; the name may have further signs of equality. */
function anchorOf(text: string): { readonly name: string; readonly rating: number } {
  const at = text.lastIndexOf('=');
  const rating = at > 0 ? numberIn(text.slice(at + 1)) : Number.NaN;
  if (Math.abs(rating) <= 1e6) return { name: text.slice(0, at), rating };
  throw new Problem(EXIT.usage, `--anchor takes NAME=RATING, such as "gpt-4=1200"; not "${text}"`);
}

/** NaN for what is none; unlike `Number`, for a blank too. */
function numberIn(text: string): number {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}
