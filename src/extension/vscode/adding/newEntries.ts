import path from 'node:path';
import type { ModelDescription } from '../../../bots/describeModel.ts';
import { parseBots } from '../../../bots/parseBots.ts';
import { MAX_NAME } from '../../../bots/settingLimits.ts';
import { familyNameForFile } from '../../../core/prompt/fileNames.ts';
import { inEnglish } from '../../../core/text.ts';
import { freeBotName, type BotEntry } from '../../app/botEntries.ts';
import { expandPath, shortenPath, type PathBase } from '../../discovery/typedPath.ts';
import { nameOfEntry } from '../commands/entryNames.ts';

/** Room for the number that makes a name free. */
const LONGEST_NAME = MAX_NAME - 5;
/** What converters write where they were told no name, or the folder they worked in. */
const NO_NAME =
  /^(?:\.|\.\.|models?|ggml-model.*|llama(?: v2)?|hub|snapshots?|merged?|output|[0-9a-f]{32,})$/i;

/**
 * The entry of a model's file.
 *
 * @param knownAs what another program calls it.
 */
export function fileEntry(
  model: ModelDescription,
  knownAs: string | undefined,
  base: PathBase,
): BotEntry {
  // Where neither the file nor its name tells the template, the other program's name may.
  const isTold = model.hasTemplate || familyNameForFile(path.basename(model.path)) !== undefined;
  const template = isTold ? undefined : familyNameForFile(knownAs ?? '');
  return {
    name: modelName(model, knownAs),
    kind: 'llama',
    modelPath: shortenPath(model.path, base),
    ...(template === undefined ? {} : { template }),
  };
}

/** The entry of a server's model; it is called as the model, without the folders of its name. */
export function serverEntry(baseUrl: string, model: string, name?: string): BotEntry {
  const short = model.split('/').at(-1) ?? model;
  return { name: botName(name ?? '') || botName(short) || 'Bot', kind: 'openai', baseUrl, model };
}

/** The entry of one of the editor's models. */
export function editorEntry(
  model: Readonly<Record<'vendor' | 'family' | 'id' | 'name', string>>,
): BotEntry {
  const { vendor, family, id, name } = model;
  return { name: botName(name) || botName(family) || 'Bot', kind: 'vscode', vendor, family, id };
}

/** What a model is called: by another program, by its makers, or by its file. */
export function modelName(
  { name = '', path: file }: Pick<ModelDescription, 'name' | 'path'>,
  knownAs: string | undefined,
): string {
  const own = botName(name.split(/[/\\]/).at(-1) ?? '');
  return botName(knownAs ?? '') || (NO_NAME.test(own) ? '' : own) || fileName(file);
}

/** Of the folder, where the file is only called `model.gguf`. */
function fileName(file: string): string {
  const own = file
    .split(/[/\\]/)
    .map(part => botName(part.replace(/(?:-\d{5}-of-\d{5})?\.gguf$/i, '')))
    .filter(part => part !== '');
  return own.findLast(part => !NO_NAME.test(part)) ?? own.at(-1) ?? 'Bot';
}

/** One line that is fit to be a bot's name. */
export function botName(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line
    .slice(0, LONGEST_NAME)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
}

/** The same entries with names that nobody has, neither there nor among themselves. */
export function withFreeNames(
  entries: readonly BotEntry[],
  there: readonly BotEntry[],
): readonly (BotEntry & { readonly name: string })[] {
  const taken = there.map(nameOfEntry);
  return entries.map(entry => {
    const name = freeBotName(nameOfEntry(entry) || 'Bot', taken);
    taken.push(name);
    return { ...entry, name };
  });
}

/** The name of an entry that would answer just as this one: of the same model, with the same parameters. */
export function sameBot(
  entry: BotEntry,
  there: readonly BotEntry[],
  base: PathBase,
): string | undefined {
  const wanted = identityOf(entry, base);
  if (wanted === undefined) return undefined;
  const twin = there.find(each => identityOf(each, base) === wanted);
  return twin && nameOfEntry(twin);
}

/** Undefined for an entry that cannot be used. */
function identityOf(entry: BotEntry, base: PathBase): string | undefined {
  const resolvePath = (text: string): string => expandPath(text, base) ?? '';
  const [bot] = parseBots([{ ...entry, name: 'x' }], { t: inEnglish, resolvePath }).bots;
  return bot && JSON.stringify(bot);
}
