import * as vscode from 'vscode';
import { BotError } from '../../../bots/bot.ts';
import type { LlamaSpec, OpenAiSpec } from '../../../bots/botSpec.ts';
import { describeModel, ModelFileProblem } from '../../../bots/describeModel.ts';
import { parseBots } from '../../../bots/parseBots.ts';
import type { ServerTrial } from '../../../bots/serverTest.ts';
import type { BotEntry } from '../../app/botEntries.ts';
import type { Models } from '../../app/models.ts';
import { contextText, modelLine, templateText } from '../adding/modelTexts.ts';
import { problemText } from '../adding/problemText.ts';
import type { ApiKeys } from '../apiKeys.ts';
import { errorText } from '../errorText.ts';
import { askServers, noteAnswers } from './askServers.ts';

interface Outcome {
  readonly isGood: boolean;
  readonly lines: readonly string[];
}

interface TestContext {
  readonly apiKeys: ApiKeys;
  readonly resolvePath: (path: string) => string;
  /** Ends the test: nobody waits for it any more. */
  readonly signal: AbortSignal;
  /** Are told how the bot's servers answered; undefined for an entry that is no bot yet. */
  readonly models: Pick<Models, 'judge'> | undefined;
}

type Asking = Omit<TestContext, 'resolvePath'>;

/** Longest that a server may take in all, in seconds: it may have to load its model first. */
const LONGEST_TEST = 120;

/** Tries what the entry says, without a session: a server is asked for a few tokens, a file's header is read. */
export async function testEntry(
  entry: BotEntry,
  { resolvePath, ...context }: TestContext,
): Promise<Outcome> {
  const { t } = vscode.l10n;
  const { bots, problems } = parseBots([entry], { t, resolvePath });
  const [spec] = bots;
  switch (spec?.kind) {
    case 'llama':
      return testFile(spec);
    case 'openai':
      return testServers(spec, context);
    default:
      return {
        isGood: false,
        lines: problems.map(({ path, expected }) =>
          t('{0}: expected {1}', path.replace(/^chatzoo\.bots\[0\]\.?/, ''), expected),
        ),
      };
  }
}

async function testFile({ modelPath }: LlamaSpec): Promise<Outcome> {
  const { t } = vscode.l10n;
  const { language } = vscode.env;
  try {
    const model = await describeModel(modelPath);
    const lines = [
      model.name,
      modelLine(model, { language }),
      contextText(model, { t, language }),
      templateText(model, undefined, { t }),
    ];
    return { isGood: true, lines: lines.filter(line => line !== undefined) };
  } catch (error) {
    if (!(error instanceof ModelFileProblem)) throw error;
    return { isGood: false, lines: [problemText(error, modelPath, t)] };
  }
}

async function testServers(
  spec: OpenAiSpec,
  { apiKeys, signal: end, models }: Asking,
): Promise<Outcome> {
  const tooLate = AbortSignal.timeout(LONGEST_TEST * 1000);
  const answers = await askServers(spec, apiKeys, AbortSignal.any([tooLate, end]));
  // A test that nobody waits for any more says nothing of the bot.
  if (models && !end.aborted) await noteAnswers(models, spec.name, answers);
  return {
    isGood: answers.every(answer => 'trial' in answer),
    lines: answers.flatMap(answer =>
      'trial' in answer
        ? trialLines(answer.baseUrl, answer.trial)
        : [failureLine(answer.baseUrl, answer.error, tooLate)],
    ),
  };
}

function trialLines(baseUrl: string, trial: ServerTrial): readonly string[] {
  const { t } = vscode.l10n;
  const { text, firstTokenMs, streams, answeredAs, isListed, models } = trial;
  return [
    t('{0} answers: “{1}”', baseUrl, text.trim()),
    t('First token after {0} ms', Math.round(firstTokenMs)),
    ...(streams ? [] : [t('The whole reply came at once.')]),
    ...(answeredAs === undefined ? [] : [t('The model that answered is {0}.', answeredAs)]),
    ...(isListed || models.length === 0
      ? []
      : [t('The server does not list this model. It lists: {0}', listed(models))]),
  ];
}

function failureLine(baseUrl: string, error: unknown, tooLate: AbortSignal): string {
  // One that failed by itself did so before.
  return tooLate.aborted && !(error instanceof BotError)
    ? vscode.l10n.t('{0} did not answer within {1} seconds.', baseUrl, LONGEST_TEST)
    : errorText(error);
}

/** Most models named in one line. */
const MOST_NAMED = 12;

function listed(models: readonly string[]): string {
  const more = models.length > MOST_NAMED ? ', …' : '';
  return models.slice(0, MOST_NAMED).join(', ') + more;
}
