import type { ReplyErrorCode } from '../../core/model.ts';
import type { Translate } from '../../core/text.ts';

/** What a person can do about it right here, beside trying again. */
export type Remedy = 'settings' | 'apiKey' | 'newSession' | 'log';

export interface ErrorAdvice {
  /** What happened. */
  readonly headline: string;
  /** What to do. */
  readonly advice: string;
  readonly remedies: readonly Remedy[];
}

export function errorAdvice(t: Translate): Readonly<Record<ReplyErrorCode, ErrorAdvice>> {
  return {
    modelMissing: {
      headline: t('The model file is not there'),
      advice: t('Check the path of this bot in the settings, or put the file back.'),
      remedies: ['settings'],
    },
    notGguf: {
      headline: t('This file is not a GGUF model'),
      advice: t('Local bots need a model in GGUF format. Choose another file in the settings.'),
      remedies: ['settings'],
    },
    modelBroken: {
      headline: t('The model could not be loaded'),
      advice: t(
        'The file may be damaged, too new, or no model to chat with. Download it again or choose another one.',
      ),
      remedies: ['settings', 'log'],
    },
    templateFailed: {
      headline: t('The chat template failed'),
      advice: t(
        'Set “template” of this bot to the name of its family, such as “chatml”, or correct the template that is there.',
      ),
      remedies: ['settings', 'log'],
    },
    contextTooSmall: {
      headline: t('The conversation no longer fits the model’s context'),
      advice: t(
        'Raise “contextSize” of this bot, let it leave out the oldest turns with “contextOverflow”, or start a new session.',
      ),
      remedies: ['settings', 'newSession'],
    },
    doesNotFit: {
      headline: t('The model does not fit in memory'),
      advice: t(
        'Lower “contextSize” of this bot, choose a smaller model, or let models take more: close other programs or raise “chatzoo.generation.memoryLimit”.',
      ),
      remedies: ['settings'],
    },
    processDied: {
      headline: t('The model’s process ended unexpectedly'),
      advice: t(
        'Retry starts it again. If it happens again, the memory may run out: lower “contextSize” or “gpuLayers” of this bot, or use a smaller model.',
      ),
      remedies: ['settings', 'log'],
    },
    stalled: {
      headline: t('The model stopped answering'),
      advice: t(
        'It gave nothing for so long that its process was ended. Retry, or raise “chatzoo.generation.stallTimeout” if this machine is only slow.',
      ),
      remedies: ['settings', 'log'],
    },
    unreachable: {
      headline: t('The server cannot be reached'),
      advice: t('Check that it is running and that the address in the settings is right.'),
      remedies: ['settings'],
    },
    timeout: {
      headline: t('The bot did not answer in time'),
      advice: t('It may be busy. Retry, or raise the time limit in the settings.'),
      remedies: ['settings'],
    },
    unauthorized: {
      headline: t('The server refused the API key'),
      advice: t('Set the key of this bot again, then retry.'),
      remedies: ['apiKey', 'settings'],
    },
    rejected: {
      headline: t('The server rejected the request'),
      advice: t('Check the model’s name and the sampling parameters in the settings.'),
      remedies: ['settings'],
    },
    serverError: {
      headline: t('The server had an error'),
      advice: t('This is not your fault. Wait a moment, then retry.'),
      remedies: ['log'],
    },
    badAnswer: {
      headline: t('The server’s answer could not be understood'),
      advice: t('Check that the address leads to an OpenAI-compatible API.'),
      remedies: ['settings', 'log'],
    },
    cutOff: {
      headline: t('The connection broke off'),
      advice: t('What had arrived is kept. Retry to get the whole reply.'),
      remedies: [],
    },
    emptyAnswer: {
      headline: t('The bot answered nothing'),
      advice: t(
        'Retry, check its chat template and stop strings in the settings, or raise maxTokens: what a model thinks counts too.',
      ),
      remedies: ['settings'],
    },
    noEditorModel: {
      headline: t('The editor does not offer this model'),
      advice: t(
        'The details say why. Sign in where it is needed, or choose another model for this bot.',
      ),
      remedies: ['settings'],
    },
    notAllowed: {
      headline: t('The model of the editor may not be used'),
      advice: t('Retry and allow it when the editor asks, or choose another model for this bot.'),
      remedies: ['settings'],
    },
    moduleFailed: {
      headline: t('The module of this bot failed'),
      advice: t(
        'Correct it and retry: a changed module is loaded anew. The details say where to look.',
      ),
      remedies: ['settings', 'log'],
    },
    interrupted: {
      headline: t('The reply was interrupted'),
      advice: t('The window was closed while the bot was writing. Retry to get the whole reply.'),
      remedies: [],
    },
    notSaved: {
      headline: t('The reply could not be saved'),
      advice: t('Copy it if you need it. Make sure that the disk has room, then retry.'),
      remedies: ['log'],
    },
    botChanged: {
      headline: t('The bot was changed since it took its seat'),
      advice: t(
        'Arena sessions keep their bots as they were. Change it back, or start a new session.',
      ),
      remedies: ['newSession', 'settings'],
    },
    botMissing: {
      headline: t('The bot is no longer configured'),
      advice: t('Add it to the settings again, or start a new session.'),
      remedies: ['settings', 'newSession'],
    },
    internal: {
      headline: t('Something went wrong in ChatZoo'),
      advice: t('This is a fault of the extension. The log has the details.'),
      remedies: ['log'],
    },
  };
}
