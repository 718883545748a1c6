import { assertNever } from '../core/std/assertNever.ts';
import { BOT_KINDS, type BotKind, type Sampling } from '../core/model.ts';
import type { Translate } from '../core/text.ts';
import type { BotSpec } from './botSpec.ts';
import { readCustom } from './customEntry.ts';
import { withoutAbsent } from './defaults.ts';
import { readVscode } from './editorEntry.ts';
import { EntryReader, isObject } from './entryReader.ts';
import { readLlama, type CommonValues } from './llamaEntry.ts';
import { readOpenAi } from './openAiEntry.ts';
import { MAX_NAME, MAX_STOPS, SAMPLING_LIMITS } from './settingLimits.ts';
import { showValue, type SettingProblem } from './settingProblem.ts';

export interface ParseContext {
  readonly t: Translate;
  /** Makes a path of the settings absolute; knows the workspace, the home folder and variables. */
  readonly resolvePath: (path: string) => string;
}

/**
 * Checks the setting `chatzoo.bots`, each entry by itself: a wrong one is left out and reported, the
 * others work. A wrong optional value makes its entry unusable too, because a bot must never run
 * with other parameters than the user wrote.
 */
export function parseBots(
  raw: unknown,
  context: ParseContext,
): { readonly bots: readonly BotSpec[]; readonly problems: readonly SettingProblem[] } {
  const { t } = context;
  if (raw === undefined) return { bots: [], problems: [] };
  if (!Array.isArray(raw)) {
    const problem = { path: 'chatzoo.bots', found: showValue(raw), expected: t('a list of bots') };
    return { bots: [], problems: [problem] };
  }
  const bots: BotSpec[] = [];
  const problems: SettingProblem[] = [];
  const names = new Set<string>();
  for (const [index, entry] of (raw as readonly unknown[]).entries()) {
    const path = `chatzoo.bots[${index}]`;
    if (!isObject(entry)) {
      problems.push({ path, found: showValue(entry), expected: t('an object') });
      continue;
    }
    const reader = new EntryReader(path, entry, t);
    const spec = readBot(reader, context, names);
    problems.push(...reader.problems);
    if (spec === undefined || !reader.isUsable) continue;
    names.add(spec.name);
    bots.push(spec);
  }
  return { bots, problems };
}

function readBot(
  reader: EntryReader,
  context: ParseContext,
  names: ReadonlySet<string>,
): BotSpec | undefined {
  const { t } = context;
  const name = reader.text('name', t('a name')) ?? '';
  if (name.length > MAX_NAME || /\p{Cc}/u.test(name)) {
    reader.refuse('name', t('one line of at most {0} characters', MAX_NAME));
  }
  if (names.has(name)) reader.refuse('name', t('a name that no other bot has'));
  const kind = reader.take('kind');
  if (!isBotKind(kind)) {
    reader.refuse('kind', t('one of {0}', BOT_KINDS.join(', ')));
    return undefined;
  }
  const common = {
    name,
    systemPrompt: readSystemPrompt(reader, t),
    sampling: reader.inside('sampling', inner => readSampling(inner, t)) ?? {},
  };
  const spec = readKind(kind, reader, common, context);
  reader.finish();
  return spec;
}

function readKind(
  kind: BotKind,
  reader: EntryReader,
  common: CommonValues,
  context: ParseContext,
): BotSpec {
  switch (kind) {
    case 'llama':
      return readLlama(reader, common, context);
    case 'openai':
      return readOpenAi(reader, common, context.t);
    case 'vscode':
      return readVscode(reader, common, context.t);
    case 'custom':
      return readCustom(reader, common, context);
    default:
      return assertNever(kind);
  }
}

function readSystemPrompt(reader: EntryReader, t: Translate): string {
  const value = reader.take('systemPrompt') ?? '';
  if (typeof value === 'string') return value;
  reader.refuse('systemPrompt', t('a text'));
  return '';
}

function readSampling(reader: EntryReader, t: Translate): Sampling {
  const sampling = {
    temperature: reader.number('temperature', SAMPLING_LIMITS.temperature),
    topP: reader.number('topP', SAMPLING_LIMITS.topP),
    topK: reader.number('topK', SAMPLING_LIMITS.topK),
    minP: reader.number('minP', SAMPLING_LIMITS.minP),
    repeatPenalty: reader.number('repeatPenalty', SAMPLING_LIMITS.repeatPenalty),
    frequencyPenalty: reader.number('frequencyPenalty', SAMPLING_LIMITS.frequencyPenalty),
    presencePenalty: reader.number('presencePenalty', SAMPLING_LIMITS.presencePenalty),
    maxTokens: reader.number('maxTokens', SAMPLING_LIMITS.maxTokens),
    seed: reader.number('seed', SAMPLING_LIMITS.seed),
    stop: readStop(reader, t),
  };
  reader.finish();
  return withoutAbsent(sampling);
}

function readStop(reader: EntryReader, t: Translate): readonly string[] | undefined {
  const value = reader.take('stop');
  if (isStopList(value)) return [...value];
  if (value !== undefined) {
    reader.refuse('stop', t('a list of 1 to {0} texts, none of them empty', MAX_STOPS));
  }
  return undefined;
}

function isStopList(value: unknown): value is readonly string[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > MAX_STOPS) return false;
  return value.every(text => typeof text === 'string' && text !== '');
}

function isBotKind(value: unknown): value is BotKind {
  return BOT_KINDS.some(kind => kind === value);
}
