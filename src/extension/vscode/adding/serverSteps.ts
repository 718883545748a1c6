import * as vscode from 'vscode';
import { cleanKey } from '../../../bots/requestHeaders.ts';
import { listServerModels, type ServerModels } from '../../../bots/serverTest.ts';
import { wantsKey } from '../../discovery/localServers.ts';
import { completeAddress } from '../../discovery/serverAddress.ts';
import type { CommandContext } from '../commands/command.ts';
import { entryNames } from '../commands/entryNames.ts';
import { errorText } from '../errorText.ts';
import { withoutIcons } from '../sessionsView/plainText.ts';
import { botName, serverEntry } from './newEntries.ts';
import { saveServer } from './saveServer.ts';
import { addressHint } from './serverTexts.ts';
import { askChoice, askText, BACK, type StepAnswer, type StepPlace } from './steps.ts';
import { askTest } from './testStep.ts';

/** A server may be far away; it only lists what it has. */
const LIST_SECONDS = 15;
const STEPS = { address: 1, key: 2, model: 3, name: 4, test: 5 } as const;

/** What has been answered so far. */
interface Draft {
  readonly address: string;
  readonly key?: string | undefined;
  /** Undefined if the server could not be asked. */
  readonly models?: ServerModels['models'] | undefined;
  /** Whether the server wants a key: one that could not be asked for its list may want one, too. */
  readonly wants: 'noKey' | 'maybeKey' | 'key';
  readonly model: string;
  readonly name: string;
}

type StepName = keyof typeof STEPS;
type Step = (draft: Draft, context: CommandContext) => Promise<StepAnswer<Draft>>;

const ASK: Readonly<Record<StepName, Step>> = {
  address: askAddress,
  key: askKey,
  model: askModel,
  name: askName,
  test: (draft, context) => confirmTest(draft, context),
};
const ORDER = Object.keys(STEPS) as readonly StepName[];

/**
 * Asks for all that a server's bot needs, a step at a time; each step leads back to the one before it.
 * Nothing is written before the last one.
 *
 * @param address a server that is known already; then the steps begin with its key.
 */
export async function addServer(context: CommandContext, address?: string): Promise<void> {
  let draft: Draft = {
    address: address ?? '',
    wants: address === undefined ? 'noKey' : 'key',
    model: '',
    name: '',
  };
  let at = address === undefined ? 0 : STEPS.key - 1;
  for (;;) {
    const step = ORDER[at];
    if (step === undefined) break;
    const answer = await ASK[step](draft, context);
    if (answer === undefined) return;
    if (answer === BACK) {
      at = Math.max(0, at - 1);
      if (ORDER[at] === 'key' && draft.wants === 'noKey') at--;
    } else {
      draft = answer;
      at++;
      if (ORDER[at] === 'key' && draft.wants === 'noKey') at++;
    }
  }
  await saveServer(context, serverEntry(draft.address, draft.model, draft.name), draft.key);
}

function place(step: StepName): StepPlace {
  return {
    title: vscode.l10n.t('Add a Server’s Model'),
    step: STEPS[step],
    totalSteps: ORDER.length,
  };
}

function askAddress(draft: Draft, { apiKeys }: CommandContext): Promise<StepAnswer<Draft>> {
  const { t } = vscode.l10n;
  /** An address whose server did not answer; the second Enter takes it all the same. */
  let refused = '';
  return askText<Draft>({
    ...place('address'),
    prompt: t('The address of an OpenAI-compatible server'),
    placeholder: 'http://127.0.0.1:11434/v1',
    value: draft.address,
    hint: text => {
      const hint = addressHint(text, t);
      if (hint === undefined) return undefined;
      const severity = hint.isWrong
        ? vscode.InputBoxValidationSeverity.Error
        : vscode.InputBoxValidationSeverity.Info;
      return { message: hint.text, severity };
    },
    accept: async (text, signal) => {
      const typed = completeAddress(text);
      if (typed.kind !== 'address') {
        return { problem: addressHint(text, t)?.text ?? t('Type an address.') };
      }
      const address = typed.baseUrl;
      const same = address === draft.address ? draft : { ...draft, model: '', name: '' };
      const next: Draft = { ...same, address, key: undefined, models: undefined, wants: 'noKey' };
      if (address === refused) return { value: { ...next, wants: 'maybeKey' } };
      try {
        const models = await list(address, await apiKeys.get(address), signal);
        return { value: { ...next, models } };
      } catch (error) {
        if (wantsKey(error)) return { value: { ...next, wants: 'key' } };
        // Whoever typed on has not read why: their next Enter asks again.
        signal.throwIfAborted();
        refused = address;
        return { problem: t('{0} Press Enter again to go on all the same.', errorText(error)) };
      }
    },
  });
}

function askKey(draft: Draft): Promise<StepAnswer<Draft>> {
  const { t } = vscode.l10n;
  const { address } = draft;
  const isNeeded = draft.wants === 'key';
  /** A key that got no list but was not turned down either; the second Enter takes it all the same. */
  let refused = '';
  return askText<Draft>({
    ...place('key'),
    prompt: isNeeded
      ? t('{0} wants an API key. It is kept in the secret storage of the editor.', address)
      : t(
          'API key for {0}, if it wants one. It is kept in the secret storage of the editor.',
          address,
        ),
    value: draft.key ?? '',
    isSecret: true,
    accept: async (text, signal) => {
      const key = cleanKey(text);
      if (key === undefined) {
        return {
          problem: t(
            'A key is one word of Latin letters, digits and signs. Copy it again, without what is around it.',
          ),
        };
      }
      if (key === '') {
        return isNeeded
          ? { problem: t('Type or paste the key, or cancel with Escape.') }
          : { value: { ...draft, key: undefined, models: undefined } };
      }
      if (key === refused) return { value: { ...draft, key, models: undefined } };
      try {
        return { value: { ...draft, key, models: await list(address, key, signal) } };
      } catch (error) {
        if (wantsKey(error)) throw error;
        signal.throwIfAborted();
        refused = key;
        return { problem: t('{0} Press Enter again to go on all the same.', errorText(error)) };
      }
    },
  });
}

function askModel(draft: Draft): Promise<StepAnswer<Draft>> {
  const { t } = vscode.l10n;
  const { models = [] } = draft;
  const chosen = (model: string): Draft =>
    model === draft.model ? draft : { ...draft, model, name: '' };
  return askChoice<Draft>({
    ...place('model'),
    placeholder:
      models.length === 0
        ? t('The server lists no models: type the name of one')
        : t('Choose a model, or type the name of another'),
    rows: models.map(({ id, contextSize }) => ({
      label: withoutIcons(id),
      ...(contextSize === undefined ? {} : { description: t('context: {0} tokens', contextSize) }),
      value: chosen(id),
    })),
    typed: text =>
      text === '' || models.some(({ id }) => id === text)
        ? undefined
        : { label: t('Use “{0}”', withoutIcons(text)), alwaysShow: true, value: chosen(text) },
  });
}

function askName(draft: Draft, { entries }: CommandContext): Promise<StepAnswer<Draft>> {
  const { t } = vscode.l10n;
  const taken = new Set(entryNames(entries.all()));
  return askText<Draft>({
    ...place('name'),
    prompt: t('What the bot is called here'),
    value: draft.name || String(serverEntry(draft.address, draft.model)['name']),
    hint: text =>
      taken.has(botName(text))
        ? {
            message: t('Another bot is called so: a number will be put behind it.'),
            severity: vscode.InputBoxValidationSeverity.Info,
          }
        : undefined,
    accept: text => {
      const name = botName(text);
      return Promise.resolve(
        name === '' ? { problem: t('Type a name.') } : { value: { ...draft, name } },
      );
    },
  });
}

async function confirmTest(draft: Draft, { apiKeys }: CommandContext): Promise<StepAnswer<Draft>> {
  const apiKey = draft.key ?? (await apiKeys.get(draft.address));
  const answer = await askTest(place('test'), {
    baseUrl: draft.address,
    model: draft.model,
    name: draft.name,
    ...(apiKey === undefined ? {} : { apiKey }),
  });
  return answer === 'add' ? draft : answer;
}

async function list(
  baseUrl: string,
  apiKey: string | undefined,
  signal: AbortSignal,
): Promise<ServerModels['models']> {
  const address = { baseUrl, timeoutSeconds: LIST_SECONDS };
  const { models } = await listServerModels(
    apiKey === undefined ? address : { ...address, apiKey },
    signal,
  );
  return models;
}
