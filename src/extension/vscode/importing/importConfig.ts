import path from 'node:path';
import * as vscode from 'vscode';
import { ConfigProblem, MOST_CHARACTERS } from '../../../core/formats/config/configProblem.ts';
import type { Chosen } from '../../../core/formats/config/foundBot.ts';
import type { Translate } from '../../../core/text.ts';
import { isRefusal } from '../../app/refusal.ts';
import { sameBot } from '../adding/newEntries.ts';
import { pathBase } from '../pathBase.ts';
import { writtenBase } from '../adding/surroundings.ts';
import type { CommandContext } from '../commands/command.ts';
import { inToast } from '../toast.ts';
import type { VirtualDocument } from '../virtualDocuments.ts';
import { askBots, askKeys, askModel } from './configPicks.ts';
import { configReportText, type ConfigOutcome } from './configReport.ts';
import { keysOf, type ServerKeys } from './configKeys.ts';
import {
  planConfig,
  plannedEntry,
  refusalOf,
  type ConfigBot,
  type ReadConfigPlan,
} from './planConfig.ts';
import { configProblemText } from './configProblemText.ts';
import { importProblemText } from './problemText.ts';

/** A character takes four bytes at most. */
const MOST_BYTES = 4 * MOST_CHARACTERS;

type Context = Pick<CommandContext, 'entries' | 'apiKeys' | 'reports' | 'log'>;
type Ready = ConfigBot & { readonly chosen: Chosen };

/** Shows which bots a configuration file describes, and adds those that the user chooses. */
export async function importConfig(context: Context, file: vscode.Uri): Promise<void> {
  const { t } = vscode.l10n;
  const name = path.posix.basename(file.path);
  const plan = await planned(context, file, name);
  if (plan === undefined) return;
  const document = context.reports.make(t('Configuration of {0}', name));
  document.set(configReportText(plan, undefined, t));
  await document.show({ preview: false, preserveFocus: true });
  await document.setLanguage('markdown');
  const bots = await chosenBots(context, plan);
  if (bots === undefined) {
    await document.close();
    return;
  }
  const { sound, refused } = checked(bots);
  for (const [bot, why] of refused) context.log.warn(`${bot} of ${name} is not imported: ${why}`);
  const keys = keysOf(sound);
  const mayKeep = keys.servers.length > 0 && (await askKeys(keys.servers));
  const outcome = { ...(await imported(context, sound, mayKeep ? keys : undefined)), refused };
  const byName = new Map(bots.map(bot => [bot.name, bot]));
  const done = { ...plan, bots: plan.bots.map(bot => byName.get(bot.name) ?? bot) };
  document.set(configReportText(done, outcome, t));
  void tell(outcome, document, t);
}

/** @returns undefined if nothing can be read; that is then said. */
async function planned(
  { entries, log }: Context,
  file: vscode.Uri,
  name: string,
): Promise<ReadConfigPlan | undefined> {
  const { t } = vscode.l10n;
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > MOST_BYTES) throw new ConfigProblem('tooBig', `It has ${size} bytes.`);
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    return await planConfig({ name, folder: path.dirname(file.fsPath), text }, entries.all(), t);
  } catch (error) {
    const isMissing = error instanceof vscode.FileSystemError;
    const said = isMissing
      ? t('{0} cannot be read. Check that it is there and may be opened.', name)
      : (configProblemText(error, name, t) ?? importProblemText(error, name, t));
    if (said === undefined) throw error;
    log.warn(`${name} cannot be imported: ${(error as Error).message}`);
    void vscode.window.showErrorMessage(inToast(`ChatZoo: ${said}`));
    return undefined;
  }
}

/** The bots that the user wants, each with its model; undefined if there are none. */
async function chosenBots(
  { entries }: Context,
  { fileName, bots }: ReadConfigPlan,
): Promise<readonly Ready[] | undefined> {
  const there = entries.all();
  const twins = new Map<string, string>();
  for (const bot of bots) {
    const entry = bot.chosen && plannedEntry(bot, bot.chosen, writtenBase());
    const twin = entry && sameBot(entry, there, pathBase());
    if (twin !== undefined) twins.set(bot.name, twin);
  }
  const picked = await askBots(fileName, bots, twins);
  if (picked === undefined) return undefined;
  const ready: Ready[] = [];
  for (const bot of picked) {
    const chosen = bot.chosen ?? (await askModel(bot));
    if (chosen === undefined) return undefined;
    if (chosen !== 'skip') ready.push({ ...bot, chosen, why: undefined });
  }
  return ready.length === 0 ? undefined : ready;
}

/** Parts the bots whose entries work from those that the settings would refuse. */
function checked(bots: readonly Ready[]): {
  readonly sound: readonly Ready[];
  readonly refused: ReadonlyMap<string, string>;
} {
  const refused = new Map<string, string>();
  for (const bot of bots) {
    const why = refusalOf(plannedEntry(bot, bot.chosen, pathBase()), vscode.l10n.t);
    if (why !== undefined) refused.set(bot.name, why);
  }
  return { sound: bots.filter(({ name }) => !refused.has(name)), refused };
}

/** Keys first: as soon as a bot is there it can be asked. Without the bots they are taken back. */
async function imported(
  { entries, apiKeys }: Context,
  bots: readonly Ready[],
  keys: ServerKeys | undefined,
): Promise<Omit<ConfigOutcome, 'refused'>> {
  const before = new Map<string, string | undefined>();
  for (const [server, key] of keys?.byServer ?? []) {
    before.set(server, await apiKeys.get(server));
    await apiKeys.set(server, key);
  }
  try {
    const base = writtenBase();
    if (bots.length > 0) await entries.add(bots.map(bot => plannedEntry(bot, bot.chosen, base)));
  } catch (error) {
    const areThere = isRefusal(error) && error.code === 'notRead';
    for (const [server, key] of areThere ? [] : before) await apiKeys.set(server, key ?? '');
    throw error;
  }
  return {
    added: new Set(bots.map(({ name }) => name)),
    keptKeys: keys?.servers ?? [],
    severalKeys: keys?.several ?? [],
  };
}

async function tell(
  { added, refused, keptKeys }: ConfigOutcome,
  document: VirtualDocument,
  t: Translate,
): Promise<void> {
  const show = t('Show Report');
  const parts = [
    t('Bots added: {0}', added.size),
    ...(refused.size > 0 ? [t('Bots left out: {0}', refused.size)] : []),
    ...(keptKeys.length > 0 ? [t('keys kept: {0}', keptKeys.length)] : []),
  ];
  const picked = await vscode.window.showInformationMessage(inToast(parts.join(' · ')), show);
  if (picked !== show) return;
  await document.show({ preview: false });
  await document.setLanguage('markdown');
}
