import { totalmem } from 'node:os';
import * as vscode from 'vscode';
import type { PathBase } from '../../discovery/typedPath.ts';
import { isUsersPlace, settingsPlace } from '../bots/settingsPlace.ts';
import type { CommandContext } from '../commands/command.ts';
import { machineMemory } from '../models/machineMemory.ts';
import { pathBase } from '../pathBase.ts';
import type { Reader } from './modelTexts.ts';

/**
 * What paths start from that are written into the settings.
 *
 * @throws Refusal `untrusted`
 */
export function writtenBase(): PathBase {
  const base = pathBase();
  return isUsersPlace(settingsPlace()) ? { ...base, folder: undefined } : base;
}

/** For whom models are described, and this machine's memory as it is now. */
export async function readerNow({ settings }: Pick<CommandContext, 'settings'>): Promise<Reader> {
  const gauge = machineMemory();
  await gauge.refresh();
  const limit = process.constrainedMemory();
  return {
    t: vscode.l10n.t,
    language: vscode.env.language,
    memory: {
      machine: gauge.read(),
      total: limit > 0 ? Math.min(limit, totalmem()) : totalmem(),
      limit: settings.current.generation.memoryLimitBytes,
    },
  };
}
