import * as vscode from 'vscode';
import { serversOf, type LlamaSpec, type OpenAiSpec } from '../../../bots/botSpec.ts';
import { describeModel, ModelFileProblem } from '../../../bots/describeModel.ts';
import { parseBots } from '../../../bots/parseBots.ts';
import { testServer } from '../../../bots/serverTest.ts';
import type { BotEntry } from '../../app/botEntries.ts';
import { contextText, modelLine, templateText } from '../adding/modelTexts.ts';
import { problemText } from '../adding/problemText.ts';
import type { ApiKeys } from '../apiKeys.ts';
import { errorText } from '../errorText.ts';

interface Outcome {
  readonly isGood: boolean;
  readonly lines: readonly string[];
}

interface TestContext {
  readonly apiKeys: ApiKeys;
  readonly resolvePath: (path: string) => string;
  /** Ends the test: nobody waits for it any more. */
  readonly signal: AbortSignal;
}

type Asking = Pick<TestContext, 'apiKeys' | 'signal'>;

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

async function testServers(spec: OpenAiSpec, asking: Asking): Promise<Outcome> {
  const outcomes = await Promise.all(
    serversOf(spec).map(baseUrl => testOne(spec, baseUrl, asking)),
  );
  return {
    isGood: outcomes.every(({ isGood }) => isGood),
    lines: outcomes.flatMap(({ lines }) => lines),
  };
}

async function testOne(
  spec: OpenAiSpec,
  baseUrl: string,
  { apiKeys, signal: end }: Asking,
): Promise<Outcome> {
  const { t } = vscode.l10n;
  const { model, timeoutSeconds, stream, extraBody } = spec;
  const tooLate = AbortSignal.timeout(LONGEST_TEST * 1000);
  const signal = AbortSignal.any([tooLate, end]);
  try {
    const [apiKey, secretHeaders] = await Promise.all([
      apiKeys.get(baseUrl),
      secretHeadersFor(spec, baseUrl, apiKeys),
    ]);
    // A reply would fail, too.
    const missing = secretHeaders.filter(([, value]) => value === '').map(([name]) => name);
    if (missing.length > 0) {
      const line = t('No value is stored yet for {0}: {1}', baseUrl, missing.join(', '));
      return { isGood: false, lines: [line] };
    }
    const headers = { ...spec.headers, ...Object.fromEntries(secretHeaders) };
    const found = await testServer(
      { baseUrl, model, timeoutSeconds, stream, extraBody, headers, apiKey },
      signal,
    );
    const { answeredAs } = found;
    return {
      isGood: true,
      lines: [
        t('{0} answers: “{1}”', baseUrl, found.text.trim()),
        t('First token after {0} ms', Math.round(found.firstTokenMs)),
        ...(found.streams ? [] : [t('The whole reply came at once.')]),
        ...(answeredAs === undefined ? [] : [t('The model that answered is {0}.', answeredAs)]),
        ...(found.isListed || found.models.length === 0
          ? []
          : [t('The server does not list this model. It lists: {0}', listed(found.models))]),
      ],
    };
  } catch (error) {
    const text = tooLate.aborted
      ? t('{0} did not answer within {1} seconds.', baseUrl, LONGEST_TEST)
      : errorText(error);
    return { isGood: false, lines: [text] };
  }
}

/** Most models named in one line. */
const MOST_NAMED = 12;

function listed(models: readonly string[]): string {
  const more = models.length > MOST_NAMED ? ', …' : '';
  return models.slice(0, MOST_NAMED).join(', ') + more;
}

async function secretHeadersFor(
  { secretHeaders = [] }: OpenAiSpec,
  baseUrl: string,
  apiKeys: ApiKeys,
): Promise<readonly (readonly [name: string, value: string])[]> {
  return Promise.all(
    secretHeaders.map(
      async name => [name, (await apiKeys.getHeader(baseUrl, name)) ?? ''] as const,
    ),
  );
}
