import { parseBots, type ParseContext } from '../../bots/parseBots.ts';
import { showValue, type SettingProblem } from '../../bots/settingProblem.ts';
import { ANNOTATION_MODES, MODES } from '../../core/model.ts';
import type { Settings } from './ports.ts';

/** The values as the editor gives them: from hand-written files, so of any shape. */
export interface RawSettings {
  readonly bots: unknown;
  readonly mode: unknown;
  readonly annotationMode: unknown;
  readonly databasePath: unknown;
}

/** Checks all settings; what is wrong is reported and has its default, the rest works. */
export function parseSettings(raw: RawSettings, context: ParseContext): Settings {
  const { bots, problems } = parseBots(raw.bots, context);
  const all: SettingProblem[] = [...problems];
  const settings = {
    bots,
    mode: oneOf(MODES, 'arena', 'chatzoo.mode', raw.mode),
    annotationMode: oneOf(
      ANNOTATION_MODES,
      'session',
      'chatzoo.annotation.mode',
      raw.annotationMode,
    ),
    databasePath: databasePath(raw.databasePath),
  };
  return { ...settings, problems: all };

  function oneOf<T extends string>(
    choices: readonly T[],
    otherwise: T,
    path: string,
    value: unknown,
  ): T {
    if (value === undefined) return otherwise;
    const choice = choices.find(known => known === value);
    if (choice === undefined) note(path, value, context.t('one of {0}', choices.join(', ')));
    return choice ?? otherwise;
  }

  function databasePath(value: unknown): string {
    const text = typeof value === 'string' ? value.trim() : value;
    if (text === undefined || text === '') return '';
    if (typeof text === 'string' && endsInFileName(text)) return context.resolvePath(text);
    note('chatzoo.database.path', value, context.t('a path that ends in a file name'));
    return '';
  }

  function note(path: string, value: unknown, expected: string): void {
    all.push({ path, found: showValue(value), expected });
  }
}

function endsInFileName(path: string): boolean {
  const last = path.split(/[\\/]/).at(-1) ?? '';
  return !['', '.', '..', '~'].includes(last) && !/^\$\{[^}]*\}$/.test(last);
}
