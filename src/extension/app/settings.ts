import type { BotSpec } from '../../bots/botSpec.ts';
import { parseBots, type ParseContext } from '../../bots/parseBots.ts';
import {
  describeLimits,
  GENERATION_LIMITS,
  isWithin,
  type NumberLimits,
} from '../../bots/settingLimits.ts';
import { showValue, type SettingProblem } from '../../bots/settingProblem.ts';
import { ANNOTATION_MODES, MODES, type AnnotationMode, type Mode } from '../../core/model.ts';
import { parseLineups, type Lineup } from './lineups.ts';

export const CONCURRENCIES = ['auto', 'parallel', 'sequential'] as const;
/** How many local models answer at once: as many as this machine runs without loss, all, or one. */
export type Concurrency = (typeof CONCURRENCIES)[number];

/** How local models run. */
export interface GenerationSettings {
  readonly concurrency: Concurrency;
  /** A model that says nothing for so long counts as hanging. */
  readonly stallTimeoutSeconds: number;
  /** A model that nobody asks for so long leaves the memory; 0: never. */
  readonly idleTimeoutMinutes: number;
  /** What all local models together may take; undefined: what the machine has free. */
  readonly memoryLimitBytes: number | undefined;
}

/** The settings as they are now, checked. */
export interface Settings {
  readonly bots: readonly BotSpec[];
  readonly lineups: readonly Lineup[];
  readonly mode: Mode;
  readonly annotationMode: AnnotationMode;
  /** Absolute path, or '' for the workspace's own storage. */
  readonly databasePath: string;
  /** How many backups of the database are kept. */
  readonly backups: number;
  /** The name that votes are signed with. */
  readonly annotator: string;
  /** Absolute path, or '' for not sharing. */
  readonly shareFolder: string;
  readonly generation: GenerationSettings;
  readonly problems: readonly SettingProblem[];
}

/** The values as the editor gives them: from hand-written files, so of any shape. */
export interface RawSettings {
  readonly bots: unknown;
  readonly lineups: unknown;
  readonly mode: unknown;
  readonly annotationMode: unknown;
  readonly annotator: unknown;
  readonly databasePath: unknown;
  readonly backups: unknown;
  readonly shareFolder: unknown;
  readonly concurrency: unknown;
  readonly stallTimeout: unknown;
  readonly idleTimeout: unknown;
  readonly memoryLimit: unknown;
}

export interface SettingsContext extends ParseContext {
  /** The name of whoever is logged in; signs shared votes where the settings name nobody. */
  readonly userName: () => string;
}

const DEFAULT_BACKUPS = 3;
const BACKUPS = { minimum: 0, maximum: 50, integer: true } as const;
/** Seconds, where nothing is set: a large model on a busy machine may be long over its next token. */
const STALL_TIMEOUT = 120;
/** Minutes, where nothing is set. */
const IDLE_TIMEOUT = 15;
/** Bytes of the megabyte that the memory limit is written in. */
const MEGABYTE = 1e6;
/** Longest name of an annotator, in UTF-16 units. */
const MAX_NAME = 80;
/** Signs votes that stay on this machine. */
const MYSELF = 'me';
/** Users of containers and fresh machines: each is the name of many people. */
const ANYBODY = new Set([
  MYSELF,
  'admin',
  'administrator',
  'codespace',
  'coder',
  'debian',
  'ec2-user',
  'gitpod',
  'node',
  'root',
  'ubuntu',
  'user',
  'vscode',
]);

/** Checks all settings; what is wrong is reported and has its default, the rest works. */
export function parseSettings(raw: RawSettings, context: SettingsContext): Settings {
  const { t } = context;
  const { bots, problems } = parseBots(raw.bots, context);
  const lineups = parseLineups(raw.lineups, t);
  const all: SettingProblem[] = [...problems, ...lineups.problems];
  const mode = oneOf(MODES, 'arena', 'chatzoo.mode', raw.mode);
  const annotationMode = oneOf(
    ANNOTATION_MODES,
    'session',
    'chatzoo.annotation.mode',
    raw.annotationMode,
  );
  const signedBy = annotator(raw.annotator);
  const databasePath = path(
    'chatzoo.database.path',
    raw.databasePath,
    t('a path that ends in a file name'),
    endsInFileName,
  );
  const backups = number('chatzoo.database.backups', raw.backups, BACKUPS, DEFAULT_BACKUPS);
  const shareFolder = path('chatzoo.share.folder', raw.shareFolder, t('the path of a folder'));
  const generation = generationOf();
  const signature = signedBy === '' ? nameOfUser() : signedBy;
  return {
    bots,
    lineups: lineups.lineups,
    mode,
    annotationMode,
    annotator: signature ?? MYSELF,
    databasePath,
    backups,
    shareFolder: signature === undefined ? '' : shareFolder,
    generation,
    problems: all,
  };

  function oneOf<T extends string>(
    choices: readonly T[],
    otherwise: T,
    path: string,
    value: unknown,
  ): T {
    if (value === undefined) return otherwise;
    const choice = choices.find(known => known === value);
    if (choice === undefined) note(path, value, t('one of {0}', choices.join(', ')));
    return choice ?? otherwise;
  }

  function annotator(value: unknown): string {
    const text = trimmed(value);
    if (text === undefined || text === '') return '';
    if (typeof text === 'string' && isName(text)) return text;
    note('chatzoo.annotator', value, t('one line of at most {0} characters', MAX_NAME));
    return '';
  }

  /** Votes that others will read need a name that tells people apart; without one nothing is shared. */
  function nameOfUser(): string | undefined {
    if (shareFolder === '') return MYSELF;
    const name = context.userName().trim();
    const signs = name !== '' && isName(name) ? name : MYSELF;
    if (!ANYBODY.has(signs.toLowerCase())) return signs;
    note(
      'chatzoo.annotator',
      raw.annotator ?? '',
      t('a name of your own: votes are shared here, and many people are called {0}', signs),
    );
    return undefined;
  }

  function number(
    setting: string,
    value: unknown,
    limits: NumberLimits,
    otherwise: number,
  ): number {
    if (value === undefined) return otherwise;
    if (isWithin(value, limits)) return value;
    note(setting, value, describeLimits(limits, t));
    return otherwise;
  }

  function generationOf(): Settings['generation'] {
    const { stallTimeout, idleTimeout, memoryLimit } = GENERATION_LIMITS;
    const at = 'chatzoo.generation';
    const concurrency = oneOf(CONCURRENCIES, 'auto', `${at}.concurrency`, raw.concurrency);
    const stall = number(`${at}.stallTimeout`, raw.stallTimeout, stallTimeout, STALL_TIMEOUT);
    const idle = number(`${at}.idleTimeout`, raw.idleTimeout, idleTimeout, IDLE_TIMEOUT);
    const megabytes = number(`${at}.memoryLimit`, raw.memoryLimit, memoryLimit, 0);
    return {
      concurrency,
      stallTimeoutSeconds: stall,
      idleTimeoutMinutes: idle,
      memoryLimitBytes: megabytes === 0 ? undefined : megabytes * MEGABYTE,
    };
  }

  function path(
    setting: string,
    value: unknown,
    expected: string,
    fits: (text: string) => boolean = () => true,
  ): string {
    const text = trimmed(value);
    if (text === undefined || text === '') return '';
    const usable = typeof text === 'string' && !hasControlCharacters(text) && fits(text);
    if (usable) return context.resolvePath(text);
    note(setting, value, expected);
    return '';
  }

  function note(path: string, value: unknown, expected: string): void {
    all.push({ path, found: showValue(value), expected });
  }
}

function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

function isName(text: string): boolean {
  return text.length <= MAX_NAME && !hasControlCharacters(text);
}

function hasControlCharacters(text: string): boolean {
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
}

function endsInFileName(path: string): boolean {
  const last = path.split(/[\\/]/).at(-1) ?? '';
  return !['', '.', '..', '~'].includes(last) && !/^\$\{[^}]*\}$/.test(last);
}
