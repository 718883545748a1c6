import type { BotSpec } from '../../../bots/botSpec.ts';
import type { SettingProblem } from '../../../bots/settingProblem.ts';
import type { DownloadRow } from '../../app/downloads.ts';
import type { ModelRow } from '../../app/modelRow.ts';

/** A bot that can be asked. */
export interface BotNode {
  readonly kind: 'bot';
  readonly botName: string;
  readonly row: ModelRow;
  readonly spec: BotSpec;
  /** False for those that stand in while none is set up. */
  readonly isConfigured: boolean;
  /** What is odd about its entry, although it works. */
  readonly problems: readonly SettingProblem[];
}

/** An entry of the settings that no bot can be made of. */
export interface BrokenNode {
  readonly kind: 'broken';
  /** Where it is in the list; -1 for the list itself. */
  readonly index: number;
  /** Undefined if it has none, or one that another entry has, too. */
  readonly botName: string | undefined;
  readonly label: string | undefined;
  readonly problems: readonly SettingProblem[];
}

/** A model that is being fetched. */
export interface DownloadNode {
  readonly kind: 'download';
  readonly id: string;
  readonly download: DownloadRow;
}

export type ModelsNode = BotNode | BrokenNode | DownloadNode;

/** The bot's name that a command was called with: by a row, or by whoever else knows it. */
export function botNameIn(target: unknown): string | undefined {
  const name = (target as { botName?: unknown } | null | undefined)?.botName;
  return typeof name === 'string' ? name : undefined;
}
