import { createHash } from 'node:crypto';
import { assertNever } from '../core/std/assertNever.ts';
import type { Fingerprint, Sampling } from '../core/model.ts';
import { serversOf, type BotSpec, type OpenAiSpec } from './botSpec.ts';
import { effectiveSampling } from './defaults.ts';

/**
 * Eight hex digits over all that changes a bot's answers. The name, the threads, the GPU, the backend,
 * timeouts, retries, headers and streaming do not; nor do the folders of GGUF files, so that votes can
 * be shared between machines. A default that is written out counts the same as one left out. The same remote model behind
 * another server is another contestant: servers differ in quantisation and chat template.
 */
export function fingerprintOf(spec: BotSpec): Fingerprint {
  const identity = {
    kind: spec.kind,
    model: modelNameOf(spec),
    systemPrompt: spec.systemPrompt,
    sampling: withoutEffectless(spec),
    ...furtherIdentity(spec),
  };
  const hash = createHash('sha256').update(canonicalJson(identity), 'utf8').digest('hex');
  return hash.slice(0, 8) as Fingerprint;
}

/** The file's name without its folders, or the remote model's name. */
export function modelNameOf(spec: BotSpec): string {
  switch (spec.kind) {
    case 'llama':
      return fileName(spec.modelPath);
    case 'openai':
      return spec.model;
    case 'vscode':
      return [spec.vendor, spec.family, spec.id].filter(part => part !== undefined).join('/');
    case 'custom':
      return fileName(spec.modulePath);
    default:
      return assertNever(spec);
  }
}

/** A penalty of 0 does nothing here; a server may have another default. */
function withoutEffectless(spec: BotSpec): Sampling {
  const { frequencyPenalty, presencePenalty, ...others } = effectiveSampling(spec);
  if (spec.kind !== 'llama') return effectiveSampling(spec);
  return {
    ...others,
    ...(frequencyPenalty ? { frequencyPenalty } : {}),
    ...(presencePenalty ? { presencePenalty } : {}),
  };
}

/** What further decides what the model sees and is; what is undefined does not count. */
function furtherIdentity(spec: BotSpec): Readonly<Record<string, unknown>> {
  switch (spec.kind) {
    case 'llama':
      return {
        contextSize: spec.contextSize,
        contextOverflow: spec.contextOverflow === 'refuse' ? undefined : spec.contextOverflow,
        template: spec.template,
        lora:
          spec.lora === undefined || spec.lora.length === 0
            ? undefined
            : spec.lora.map(({ path, scale }) => ({ file: fileName(path), scale })),
      };
    case 'openai':
      return { baseUrl: addressesOf(spec), extraBody: withoutEmpty(spec.extraBody) };
    case 'vscode':
      return { vendor: spec.vendor, family: spec.family, id: spec.id };
    case 'custom':
      return { settings: withoutEmpty(spec.settings) };
    default:
      return assertNever(spec);
  }
}

/** Which of several servers comes first changes no answer. */
function addressesOf(spec: OpenAiSpec): string | readonly string[] {
  const servers = serversOf(spec);
  return servers.length === 1 ? spec.baseUrl : [...servers].sort();
}

function withoutEmpty(values: OpenAiSpec['extraBody'] = {}): OpenAiSpec['extraBody'] {
  return Object.keys(values).length === 0 ? undefined : values;
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** JSON with sorted keys and without absent values: the same for the same content. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : member,
  );
}
