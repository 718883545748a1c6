import type { BotSpec } from '../../../bots/botSpec.ts';
import type { SettingProblem } from '../../../bots/settingProblem.ts';
import type { DownloadRow } from '../../app/downloads.ts';
import type { ModelRow } from '../../app/modelRow.ts';
import type { BotNode, BrokenNode, DownloadNode, ModelsNode } from './nodes.ts';

interface Contents {
  /** The setting `chatzoo.bots` as it is written, whatever it is. */
  readonly raw: unknown;
  readonly bots: readonly BotSpec[];
  readonly problems: readonly SettingProblem[];
  readonly rows: readonly ModelRow[];
  readonly downloads: readonly DownloadRow[];
}

const SETTING = 'chatzoo.bots';

/** What the view shows: the downloads first, then the entries in the order of the settings. */
export function nodesOf({ raw, bots, problems, rows, downloads }: Contents): readonly ModelsNode[] {
  return [...downloads.map(downloadNode), ...entryNodes(raw, bots, problems, rows)];
}

function downloadNode(download: DownloadRow): DownloadNode {
  return { kind: 'download', id: download.id, download };
}

function entryNodes(
  raw: unknown,
  bots: readonly BotSpec[],
  problems: readonly SettingProblem[],
  rows: readonly ModelRow[],
): readonly (BotNode | BrokenNode)[] {
  const entries: readonly unknown[] = Array.isArray(raw) ? raw : [];
  const botNode = (
    spec: BotSpec,
    own: readonly SettingProblem[],
    isConfigured: boolean,
  ): BotNode[] => {
    const row = rows.find(({ name }) => name === spec.name);
    // The settings changed since the rows were asked for: they are asked for again.
    if (!row) return [];
    return [{ kind: 'bot', botName: spec.name, row, spec, isConfigured, problems: own }];
  };
  // Bots of no entry: those that stand in.
  if (entries.length === 0) {
    const wrong = problems.filter(({ path }) => path === SETTING);
    const broken: BrokenNode[] =
      wrong.length === 0
        ? []
        : [{ kind: 'broken', index: -1, botName: undefined, label: SETTING, problems: wrong }];
    return [...broken, ...bots.flatMap(spec => botNode(spec, [], false))];
  }
  const names = entries.map(nameOf);
  const taken = new Set<string>();
  return entries.flatMap((_entry, index): (BotNode | BrokenNode)[] => {
    const own = problems.filter(({ path }) => isAt(path, index));
    const name = names[index];
    const spec = bots.find(bot => bot.name === name);
    if (spec && !taken.has(spec.name) && isUsable(own, index, names, problems)) {
      taken.add(spec.name);
      return botNode(spec, own, true);
    }
    const isOnly = names.filter(other => other === name).length === 1;
    const botName = isOnly ? name : undefined;
    return [{ kind: 'broken', index, botName, label: name, problems: own }];
  });
}

/** The first of one name is the bot, unless it has problems and one without them comes later. */
function isUsable(
  own: readonly SettingProblem[],
  index: number,
  names: readonly (string | undefined)[],
  problems: readonly SettingProblem[],
): boolean {
  if (own.length === 0) return true;
  return !names.some(
    (name, later) =>
      later > index && name === names[index] && !problems.some(({ path }) => isAt(path, later)),
  );
}

function isAt(path: string, index: number): boolean {
  const place = `${SETTING}[${index}]`;
  return path === place || path.startsWith(`${place}.`);
}

/** As the settings are read: without the spaces around it. */
function nameOf(entry: unknown): string | undefined {
  const name = (entry as { name?: unknown } | null | undefined)?.name;
  return typeof name === 'string' && name.trim() !== '' ? name.trim() : undefined;
}
