import path from 'node:path';
import { normaliseBaseUrl } from '../../../bots/baseUrl.ts';
import { parseBots } from '../../../bots/parseBots.ts';
import { parameterOf } from '../../../bots/samplingFields.ts';
import { BOT_LIMITS, isWithin, SAMPLING_LIMITS } from '../../../bots/settingLimits.ts';
import { ConfigProblem } from '../../../core/formats/config/configProblem.ts';
import {
  isConfigObject,
  type ConfigObject,
  type ConfigValue,
  type Note,
} from '../../../core/formats/config/configValue.ts';
import {
  entryOf,
  type Chosen,
  type ConfigContext,
  type FoundBot,
} from '../../../core/formats/config/foundBot.ts';
import { parsePython } from '../../../core/formats/config/python/parsePython.ts';
import { readConfig } from '../../../core/formats/config/readConfig.ts';
import type { Translate } from '../../../core/text.ts';
import type { BotEntry } from '../../app/botEntries.ts';
import { shortenPath, type PathBase } from '../../discovery/typedPath.ts';
import { parseJson } from '../../exchange/jsonText.ts';
import { botName, withFreeNames } from '../adding/newEntries.ts';
import type { ConfigPlan, PlannedBot } from './configReport.ts';
import { ggufBeside } from './ggufBeside.ts';

/** A bot of the file with all that is known of where its model may be. */
export interface ConfigBot extends PlannedBot {
  /** GGUF files that it may mean, if it means weights. */
  readonly files: readonly string[];
}

export interface ReadConfigPlan extends ConfigPlan {
  readonly bots: readonly ConfigBot[];
}

export interface ConfigFile {
  /** Without its folder. */
  readonly name: string;
  /** Relative paths in it begin here. */
  readonly folder: string;
  readonly text: string;
}

/**
 * What a configuration file would bring.
 *
 * @param there the entries that there are already: their names are taken.
 * @throws ConfigProblem; ImportProblem `badJson`, `tooDeep`
 */
export async function planConfig(
  file: ConfigFile,
  there: readonly BotEntry[],
  t: Translate,
): Promise<ReadConfigPlan> {
  const { values, notes } = readFile(file);
  const context: ConfigContext = {
    t,
    takes: (parameter, value) =>
      isWithin(
        value,
        parameter === 'contextSize' ? BOT_LIMITS.contextSize : SAMPLING_LIMITS[parameter],
      ),
    parameterOf,
  };
  const { programs, bots, general } = readConfig(values, context);
  const wanted = bots.map(({ name }) => ({ name: botName(name) || 'Bot' }));
  const names = withFreeNames(wanted, there);
  const planned: ConfigBot[] = [];
  for (const [index, found] of bots.entries()) {
    const name = names[index]?.name ?? found.name;
    planned.push({ found, name, ...(await modelOf(found, file.folder, t)) });
  }
  return { fileName: file.name, programs, bots: planned, general, notes };
}

/** The entry to write for a bot whose model is known. */
export function plannedEntry(
  { found, name }: PlannedBot,
  chosen: Chosen,
  base: PathBase,
): BotEntry & { readonly name: string } {
  const place =
    chosen.kind === 'llama'
      ? { ...chosen, modelPath: shortenPath(chosen.modelPath, base) }
      : chosen;
  return { ...entryOf(found, name, place), name };
}

/** Why the settings would refuse an entry; undefined if they take it. */
export function refusalOf(entry: BotEntry, t: Translate): string | undefined {
  const { bots, problems } = parseBots([entry], { t, resolvePath: text => text });
  if (bots.length > 0) return undefined;
  const words = problems.map(({ path: at, expected }) =>
    t('{0}: expected {1}', at.replace(/^chatzoo\.bots\[0\]\.?/, ''), expected),
  );
  return words.join('; ');
}

/** What people write as a server's address, also without `http://`. */
export function serverAddress(text: string): string | undefined {
  const trimmed = text.trim();
  return normaliseBaseUrl(/^[a-z]+:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`);
}

function readFile({ name, text }: ConfigFile): {
  readonly values: ConfigObject;
  readonly notes: readonly Note[];
} {
  const plain = text.replace(/^\uFEFF/, '');
  if (plain.trim() === '') throw new ConfigProblem('empty', 'There is no text in it.');
  const ending = path.extname(name).toLowerCase();
  // A Python file may begin with a bracket; one that only holds JSON is JSON, whatever it is called.
  const isJson = ending === '.json' || (ending !== '.py' && /^\s*[{[]/.test(plain));
  if (!isJson) return parsePython(plain);
  const value = parseJson(plain, () => undefined) as ConfigValue;
  if (isConfigObject(value)) return { values: value, notes: [] };
  throw new ConfigProblem('nothingInside', 'The JSON in it is no object.');
}

async function modelOf(
  { place }: FoundBot,
  folder: string,
  t: Translate,
): Promise<Pick<ConfigBot, 'chosen' | 'why' | 'files'>> {
  const none = { chosen: undefined, files: [] };
  switch (place.kind) {
    case 'server': {
      const baseUrl = serverAddress(place.baseUrl);
      if (baseUrl === undefined) {
        return { ...none, why: t('its address is none, or has a user, a password or a query') };
      }
      return {
        ...none,
        chosen: { kind: 'openai', baseUrl, model: place.model },
        why: undefined,
      };
    }
    case 'weights': {
      const files = await ggufBeside(place.path, folder);
      const [only] = files;
      if (files.length === 1 && only !== undefined) {
        return { chosen: { kind: 'llama', modelPath: only }, why: undefined, files };
      }
      return {
        chosen: undefined,
        files,
        why:
          files.length === 0
            ? t('no GGUF file lies where the file says: {0}', place.path)
            : t('several GGUF files lie there; choose one'),
      };
    }
    case 'unknown':
      return { ...none, why: place.why };
  }
}
