import type { BotKind, Sampling } from '../core/model.ts';
import { FAMILY_NAMES } from '../core/prompt/familyNames.ts';
import { assertNever } from '../core/std/assertNever.ts';
import type { Translate } from '../core/text.ts';
import type { FieldControl, FormField } from '../protocol/botPage.ts';
import { BACKENDS, CONTEXT_OVERFLOWS } from './botSpec.ts';
import { DEFAULT_SAMPLING } from './defaults.ts';
import {
  BOT_LIMITS,
  DEVICE,
  LORA_SCALE,
  MAX_HEADERS,
  MAX_LORAS,
  MAX_SERVERS,
  MAX_STOPS,
  SAMPLING_LIMITS,
} from './settingLimits.ts';

/** One value of an entry, and what it is set with. Its help is the manifest's description of the key. */
export interface EntryField {
  readonly path: readonly string[];
  readonly label: string;
  readonly control: FieldControl;
  /** What counts where nothing is written; undefined where that is nothing. */
  readonly unset?: string | undefined;
  readonly isRequired?: boolean;
  readonly group: FormField['group'];
}

type Field = Omit<EntryField, 'path' | 'group'>;

/** What an entry of this kind can say, in the order in which people think of it. */
export function entryFields(kind: BotKind, t: Translate): readonly EntryField[] {
  return [
    source('name', { label: t('Name'), control: { kind: 'text' }, isRequired: true }),
    ...sourceFields(kind, t),
    main('systemPrompt', { label: t('System prompt'), control: { kind: 'multiline' } }),
    ...samplingFields(kind, t),
    ...furtherFields(kind, t),
  ];
}

const source = (key: string, field: Field): EntryField => ({
  path: [key],
  group: 'source',
  ...field,
});
const main = (key: string, field: Field): EntryField => ({ path: [key], group: 'main', ...field });
const advanced = (key: string, field: Field): EntryField => ({
  path: [key],
  group: 'advanced',
  ...field,
});

/** Which model it is. */
function sourceFields(kind: BotKind, t: Translate): readonly EntryField[] {
  switch (kind) {
    case 'llama':
      return [
        source('modelPath', {
          label: t('GGUF file'),
          control: { kind: 'file', of: 'gguf' },
          isRequired: true,
        }),
      ];
    case 'openai':
      return [
        source('baseUrl', {
          label: t('Address of the server'),
          control: { kind: 'texts', most: MAX_SERVERS, isOneAlone: true },
          isRequired: true,
        }),
        source('model', { label: t('Model'), control: { kind: 'text' }, isRequired: true }),
      ];
    case 'vscode':
      return [
        source('vendor', { label: t('Vendor'), control: { kind: 'text' } }),
        source('family', { label: t('Family'), control: { kind: 'text' } }),
        source('id', { label: t('Model'), control: { kind: 'text' } }),
      ];
    case 'custom':
      return [
        source('modulePath', {
          label: t('Module'),
          control: { kind: 'file', of: 'module' },
          isRequired: true,
        }),
        source('settings', {
          label: t('Settings of the module (JSON)'),
          control: { kind: 'json' },
        }),
      ];
    default:
      return assertNever(kind);
  }
}

function furtherFields(kind: BotKind, t: Translate): readonly EntryField[] {
  switch (kind) {
    case 'llama':
      return llamaFields(t);
    case 'openai':
      return openAiFields(t);
    case 'vscode':
      return [timeout(t('Longest silence (seconds)'))];
    case 'custom':
      // It may wait as long as it likes.
      return [timeout(t('Longest computing without a pause (seconds)'))];
    default:
      return assertNever(kind);
  }
}

function llamaFields(t: Translate): readonly EntryField[] {
  return [
    main('contextSize', {
      label: t('Context size (tokens)'),
      control: { kind: 'number', limits: BOT_LIMITS.contextSize },
      unset: t('as trained, 4096 at most'),
    }),
    advanced('template', {
      label: t('Chat template'),
      control: { kind: 'template', families: FAMILY_NAMES },
      unset: t('the model’s own'),
    }),
    advanced('contextOverflow', {
      label: t('When the session is longer than the context'),
      control: { kind: 'choice', choices: CONTEXT_OVERFLOWS },
      unset: 'refuse',
    }),
    advanced('backend', {
      label: t('Computed with'),
      control: { kind: 'choice', choices: BACKENDS },
      unset: 'auto',
    }),
    advanced('gpuLayers', {
      label: t('Layers on the GPU'),
      control: { kind: 'numberOr', limits: BOT_LIMITS.gpuLayers, words: ['auto', 'max'] },
      unset: 'auto',
    }),
    advanced('devices', {
      label: t('GPUs'),
      control: { kind: 'numbers', limits: DEVICE },
      unset: t('all'),
    }),
    advanced('threads', {
      label: t('Processor threads'),
      control: { kind: 'number', limits: BOT_LIMITS.threads },
      unset: t('as many as the machine has'),
    }),
    advanced('lora', {
      label: t('LoRA adapters'),
      control: { kind: 'adapters', most: MAX_LORAS, limits: LORA_SCALE },
    }),
  ];
}

/** Seconds. */
const TIMEOUT = '120';

function timeout(label: string): EntryField {
  return advanced('timeoutSeconds', {
    label,
    control: { kind: 'number', limits: BOT_LIMITS.timeoutSeconds },
    unset: TIMEOUT,
  });
}

function openAiFields(t: Translate): readonly EntryField[] {
  return [
    timeout(t('Longest silence (seconds)')),
    advanced('stream', {
      label: t('Show the reply while it is written'),
      control: { kind: 'checkbox', isOn: true },
    }),
    advanced('retries', {
      label: t('Times a refused request is sent again'),
      control: { kind: 'number', limits: BOT_LIMITS.retries },
      unset: '2',
    }),
    advanced('headers', { label: t('Headers'), control: { kind: 'pairs' } }),
    advanced('secretHeaders', {
      label: t('Names of secret headers'),
      control: { kind: 'texts', most: MAX_HEADERS },
    }),
    advanced('extraBody', {
      label: t('Further fields of the request (JSON)'),
      control: { kind: 'json' },
    }),
  ];
}

function samplingFields(kind: BotKind, t: Translate): readonly EntryField[] {
  const defaults: Sampling = DEFAULT_SAMPLING[kind];
  const labels: Readonly<Record<keyof typeof SAMPLING_LIMITS, string>> = {
    temperature: t('Temperature'),
    topP: t('Top P'),
    topK: t('Top K'),
    minP: t('Min P'),
    repeatPenalty: t('Repeat penalty'),
    frequencyPenalty: t('Frequency penalty'),
    presencePenalty: t('Presence penalty'),
    maxTokens: t('Most tokens of a reply'),
    seed: t('Seed'),
  };
  const unsetOf = (name: keyof typeof labels): string => {
    if (defaults[name] !== undefined) return String(defaults[name]);
    if (kind !== 'llama') return t('the model’s own');
    return name === 'seed' ? t('another one for each reply') : '0';
  };
  const names = Object.keys(labels) as readonly (keyof typeof labels)[];
  return [
    ...names.map((name): EntryField => ({
      path: ['sampling', name],
      label: labels[name],
      control: { kind: 'number', limits: SAMPLING_LIMITS[name] },
      unset: unsetOf(name),
      group: 'sampling',
    })),
    {
      path: ['sampling', 'stop'],
      label: t('Stop texts'),
      control: { kind: 'texts', most: MAX_STOPS, isEscaped: true },
      group: 'sampling',
    },
  ];
}
