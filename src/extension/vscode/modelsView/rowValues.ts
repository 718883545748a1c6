import type { BotSpec } from '../../../bots/botSpec.ts';
import { assertNever } from '../../../core/std/assertNever.ts';
import type { BotNode, ModelsNode } from './nodes.ts';

/**
 * What the menus in package.json are told of a row: its kind, and with a dot before each what can be done with
 * it, as in `bot.entry.file.loadable.testable`.
 */
export function contextValueOf(node: ModelsNode): string {
  switch (node.kind) {
    case 'bot':
      return ['bot', ...abilitiesOf(node)].join('.');
    case 'broken':
      return node.botName === undefined ? 'broken' : 'broken.entry';
    case 'download':
      return `download.${node.download.state}`;
    default:
      return assertNever(node);
  }
}

/** The file behind a bot that can be shown, if there is one. */
export function botFileOf(spec: BotSpec): string | undefined {
  switch (spec.kind) {
    case 'llama':
      return spec.modelPath;
    case 'custom':
      return spec.modulePath;
    case 'openai':
    case 'vscode':
      return undefined;
    default:
      return assertNever(spec);
  }
}

function abilitiesOf({ isConfigured, row, spec }: BotNode): string[] {
  const { status, isLocal } = row;
  const abilities: string[] = [];
  if (isConfigured) abilities.push('entry');
  if (botFileOf(spec) !== undefined) abilities.push('file');
  // Before a blind vote is cast nothing may be done that would tell who is who.
  if (status === undefined) return abilities;
  if (isLocal && (status.kind === 'unloaded' || status.kind === 'failed')) {
    abilities.push('loadable');
  }
  if (status.kind === 'waiting' || status.kind === 'loading' || status.kind === 'idle') {
    abilities.push('unloadable');
  }
  abilities.push('testable');
  return abilities;
}
