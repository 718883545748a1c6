import type { BotSpec } from '../../../../../src/bots/botSpec.ts';
import type { ModelRow } from '../../../../../src/extension/app/modelRow.ts';
import type { BotNode } from '../../../../../src/extension/vscode/modelsView/nodes.ts';
import { aSpec } from '../../../../support/appRig.ts';

/** A local bot whose file says all there is to say. */
export function aRow(change: Partial<ModelRow> = {}): ModelRow {
  return {
    name: 'Ant',
    kind: 'llama',
    model: 'ant.gguf',
    isLocal: true,
    honours: ['temperature'],
    status: { kind: 'unloaded' },
    need: { file: 'ant.gguf', weights: 1e9, own: 2e8 },
    facts: {
      quantisation: 'Q4_K',
      architecture: 'llama',
      parameters: 1_100_000_000,
      contextSize: 4096,
      trainContextSize: 8192,
      fileSize: 668_000_000,
      licence: 'apache-2.0',
    },
    contextSize: 4096,
    ...change,
  };
}

export function aBotNode(
  change: Partial<ModelRow> = {},
  {
    spec = aSpec('Ant'),
    ...others
  }: Partial<Omit<BotNode, 'row' | 'kind'>> & { spec?: BotSpec } = {},
): BotNode {
  return {
    kind: 'bot',
    botName: spec.name,
    row: aRow(change),
    spec,
    isConfigured: true,
    problems: [],
    ...others,
  };
}
