import type { BotSpec } from '../../../bots/botSpec.ts';
import type { SettingProblem } from '../../../bots/settingProblem.ts';
import type { BotKind } from '../../../core/model.ts';
import { assertNever } from '../../../core/std/assertNever.ts';
import type { Translate } from '../../../core/text.ts';
import type { DownloadRow } from '../../app/downloads.ts';
import type { BotState, ModelRow } from '../../app/modelRow.ts';
import { statusText } from '../models/modelTexts.ts';
import { escapeMarkdown, oneLine } from '../sessionsView/plainText.ts';
import type { BotNode, BrokenNode } from './nodes.ts';

/** What the texts of a row depend on besides the bot. */
export interface Reader {
  readonly t: Translate;
  /** Such as `en` or `zh-cn`. */
  readonly language: string;
  /** Bytes in the words of the reader's language. */
  readonly size: (bytes: number) => string;
}

function kindText(kind: BotKind, t: Translate): string {
  switch (kind) {
    case 'llama':
      return t('GGUF file on this machine');
    case 'openai':
      return t('model behind a server');
    case 'vscode':
      return t('model of the editor');
    case 'custom':
      return t('custom bot');
    default:
      return assertNever(kind);
  }
}

/** `ready · 1.2 GB · context 4,096 · Q4_K`: in a narrow row the end is not seen. */
export function descriptionText(row: ModelRow, reader: Reader): string {
  const { t, size } = reader;
  const { status, need, facts, contextSize } = row;
  return [
    status && stateText(status, t),
    need && size(need.weights + need.own),
    contextSize === undefined ? undefined : t('context {0}', number(contextSize, reader)),
    facts?.quantisation,
  ]
    .filter(part => part !== undefined)
    .join(' · ');
}

/** Where the bot is, and why if it failed. */
function stateText(status: BotState, t: Translate): string {
  return status.kind === 'failed'
    ? t('failed: {0}', oneLine(status.error.message).trim())
    : statusText(status, t);
}

/** All there is to know about a bot, in Markdown that shows every text as it is. */
export function tooltipMarkdown(node: BotNode, reader: Reader): string {
  const { t } = reader;
  const { row, spec, isConfigured, problems } = node;
  return markdown(spec.name, [
    isConfigured
      ? kindText(spec.kind, t)
      : t('Comes with ChatZoo, and stands in until you add a model of your own.'),
    row.status
      ? stateText(row.status, t)
      : t('A blind vote is open: what this model does is not told before it is cast.'),
    ...sourceLines(spec, row, reader),
    ...factLines(row, reader),
    ...memoryLines(row, reader),
    ...contextLines(row, reader),
    ...problems.map(problem => problemText(problem, t)),
  ]);
}

/** What a screen reader says of the row. */
export function spokenText({ row }: BotNode, reader: Reader): string {
  const { t } = reader;
  const state = row.status ? [stateText(row.status, t)] : [];
  return [oneLine(row.name), kindText(row.kind, t), ...state].join(', ');
}

export function brokenLabel({ index, label }: BrokenNode, t: Translate): string {
  return label === undefined ? t('Bot {0} of the settings', index + 1) : oneLine(label);
}

/** What is wrong first; where in the list is plain from the row. */
export function brokenText({ index, problems }: BrokenNode, t: Translate): string {
  const [first] = problems;
  if (!first) return t('cannot be used');
  const path = first.path.replace(`chatzoo.bots[${index}].`, '');
  return problemText({ ...first, path }, t);
}

export function brokenTooltip(node: BrokenNode, t: Translate): string {
  return markdown(brokenLabel(node, t), [
    t('This entry cannot be used:'),
    ...node.problems.map(problem => problemText(problem, t)),
  ]);
}

function problemText({ path, found, expected }: SettingProblem, t: Translate): string {
  return t('{0} is {1}, but expected: {2}', path, found, expected);
}

/** `42 % · 1.2 GB of 2.9 GB` */
export function downloadText(download: DownloadRow, { t, size }: Reader): string {
  const { state, bytesDone, bytesTotal, error } = download;
  const amount =
    bytesTotal === undefined || bytesTotal === 0
      ? size(bytesDone)
      : [
          t('{0} %', Math.floor((100 * bytesDone) / bytesTotal)),
          t('{0} of {1}', size(bytesDone), size(bytesTotal)),
        ].join(' · ');
  switch (state) {
    case 'running':
      return amount;
    case 'paused':
      return `${t('paused')} · ${amount}`;
    case 'checking':
      return t('checking what was downloaded');
    case 'failed':
      return error === undefined ? t('failed') : t('failed: {0}', oneLine(error).trim());
    default:
      return assertNever(state);
  }
}

function sourceLines(spec: BotSpec, { model }: ModelRow, { t }: Reader): string[] {
  if (spec.kind === 'llama') return [t('File: {0}', spec.modelPath)];
  return [
    t('Model: {0}', model),
    ...(spec.kind === 'openai' ? [t('Server: {0}', spec.baseUrl)] : []),
  ];
}

function factLines({ facts }: ModelRow, reader: Reader): string[] {
  if (!facts) return [];
  const { t, size } = reader;
  const billions = new Intl.NumberFormat(reader.language, {
    notation: 'compact',
    maximumSignificantDigits: 3,
  }).format(facts.parameters);
  return [
    [
      facts.architecture,
      t('{0} parameters', billions),
      ...(facts.quantisation === undefined ? [] : [facts.quantisation]),
      size(facts.fileSize),
    ].join(' · '),
    ...(facts.licence === undefined ? [] : [t('Licence: {0}', facts.licence)]),
  ];
}

function memoryLines({ need, status }: ModelRow, { t, size }: Reader): string[] {
  if (!need) return [];
  const bytes = size(need.weights + need.own);
  if (need.onGpu === true) return [t('May lie on the GPU; takes {0} elsewhere', bytes)];
  const isIn = status?.kind === 'loading' || status?.kind === 'idle' || status?.kind === 'busy';
  return [isIn ? t('Takes about {0} of memory', bytes) : t('Needs about {0} of memory', bytes)];
}

function contextLines({ contextSize, facts }: ModelRow, reader: Reader): string[] {
  const { t } = reader;
  if (contextSize === undefined) return [];
  const trained = facts?.trainContextSize;
  return [
    trained === undefined
      ? t('Context: {0} tokens', number(contextSize, reader))
      : t(
          'Context: {0} tokens, trained for {1}',
          number(contextSize, reader),
          number(trained, reader),
        ),
  ];
}

function markdown(title: string, lines: readonly string[]): string {
  const shown = lines.filter(line => line !== '').map(line => escapeMarkdown(oneLine(line)));
  return [`**${escapeMarkdown(oneLine(title))}**`, ...shown].join('  \n');
}

function number(value: number, { language }: Reader): string {
  return value.toLocaleString(language);
}
