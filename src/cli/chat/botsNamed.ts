import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BotSpec } from '../../bots/botSpec.ts';
import { parseBots } from '../../bots/parseBots.ts';
import type { SettingProblem } from '../../bots/settingProblem.ts';
import { inEnglish } from '../../core/text.ts';
import { demoEntries } from '../../extension/app/demoEntries.ts';
import { exists } from '../database.ts';
import { printable } from '../output.ts';
import { EXIT, Problem } from '../problem.ts';
import { inOwnWords } from './ownWords.ts';
import { readSettings, settingsPath, type SettingsFile } from './settingsFile.ts';

const DEMO = /^demo:([a-z]+)$/;

/** The file of a model that comes with the program; it lies beside dist/, in which the program is. */
function demoPath(name: string): string {
  const program = path.dirname(fileURLToPath(import.meta.url));
  return path.join(program, '..', 'media', 'zoo', `${name}.gguf`);
}

/**
 * The bots that the words name, in their order.
 *
 * @param settings the file that the user names, if any.
 * @param warn told what is wrong with the entries of these bots, though they work.
 * @throws Problem for a word that names no bot, or one whose entry is wrong
 */
export async function botsNamed(
  words: readonly string[],
  settings: string | undefined,
  warn: (line: string) => void,
): Promise<readonly BotSpec[]> {
  const file = await readSettings(settings);
  const specs: BotSpec[] = [];
  for (const word of words) {
    specs.push(fromSettings(word, file, warn) ?? (await fromFile(word)) ?? refuse(word, file));
  }
  return specs;
}

function fromSettings(
  word: string,
  settings: SettingsFile | undefined,
  warn: (line: string) => void,
): BotSpec | undefined {
  if (settings === undefined) return undefined;
  const { bots, problems } = parsed(settings);
  const spec = bots.find(({ name }) => name === word);
  const index = entriesOf(settings).findIndex(entry => nameOf(entry) === word);
  const own = problems.filter(({ path: at }) => at.startsWith(`chatzoo.bots[${index}].`));
  if (spec) {
    for (const problem of own) warn(textOf(problem));
    return spec;
  }
  if (index < 0) return undefined;
  const reasons = own.map(textOf).join('; ');
  throw new Problem(
    EXIT.refused,
    `${settings.file} describes the bot "${word}" wrongly: ${reasons}`,
  );
}

async function fromFile(word: string): Promise<BotSpec | undefined> {
  const [, demo] = DEMO.exec(word) ?? [];
  if (demo !== undefined) return demoBot(word, demoPath(demo));
  if (!/\.gguf$/i.test(word)) return undefined;
  const modelPath = path.resolve(word);
  return { kind: 'llama', name: path.basename(word), modelPath, systemPrompt: '', sampling: {} };
}

/** A model that comes with the program, with the parameters that the editor gives it. */
async function demoBot(word: string, modelPath: string): Promise<BotSpec> {
  const entries = demoEntries();
  const entry = entries.find(each => each['modelPath'] === word);
  const { bots } = parseBots([entry], { t: inEnglish, resolvePath: () => modelPath });
  const [spec] = bots;
  if (spec && (await exists(modelPath))) return spec;
  const known = entries.map(each => String(each['modelPath'])).join(', ');
  const hint = spec ? `there is no ${modelPath}` : `there are ${known}`;
  throw new Problem(EXIT.usage, `no model "${word}" comes with ChatZoo: ${hint}`);
}

function refuse(word: string, settings: SettingsFile | undefined): never {
  const known = settings === undefined ? [] : parsed(settings).bots.map(({ name }) => name);
  const where = settings?.file ?? 'a .vscode/settings.json, which is not here';
  const hint =
    known.length > 0
      ? `${settings?.file} has ${known.join(', ')}`
      : `there are no bots in ${where}`;
  throw new Problem(
    EXIT.usage,
    `there is no bot "${word}": ${hint}; or give demo:owl, or the path of a GGUF file`,
  );
}

function parsed({ bots, folder }: SettingsFile) {
  const resolvePath = (text: string): string => {
    const [, demo] = DEMO.exec(text) ?? [];
    return demo === undefined ? settingsPath(text, folder) : demoPath(demo);
  };
  return parseBots(bots, { t: inEnglish, resolvePath });
}

function entriesOf({ bots }: SettingsFile): readonly unknown[] {
  return Array.isArray(bots) ? bots : [];
}

function nameOf(entry: unknown): unknown {
  const name = (entry as { readonly name?: unknown } | null | undefined)?.name;
  return typeof name === 'string' ? name.trim() : undefined;
}

function textOf({ path: at, found, expected }: SettingProblem): string {
  return printable(inOwnWords(`${at} is ${found}; expected: ${expected}`));
}
