import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** What the double of `vscode.lm` was asked. */
interface SentRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly options: {
    readonly justification?: string;
    readonly modelOptions?: Readonly<Record<string, unknown>>;
  };
}

interface Token {
  readonly isCancellationRequested: boolean;
  readonly onCancellationRequested: (listener: () => void) => void;
}

/** One model of the double; `answer` may throw what a provider or the editor throws. */
export interface DoubleModel {
  readonly vendor: string;
  readonly family: string;
  readonly id: string;
  readonly answer?: (token: Token) => AsyncIterable<unknown>;
  readonly refuse?: () => Error;
  /** How long the user takes to consent. */
  readonly consentMs?: number;
  readonly countTokens?: (text: unknown) => Promise<number>;
}

class CancellationTokenSource {
  readonly #events = new EventEmitter();
  #cancelled = false;
  get token(): Token {
    const isCancelled = (): boolean => this.#cancelled;
    return {
      get isCancellationRequested() {
        return isCancelled();
      },
      onCancellationRequested: listener => void this.#events.once('cancel', listener),
    };
  }
  cancel(): void {
    this.#cancelled = true;
    this.#events.emit('cancel');
  }
  dispose(): void {}
}

class LanguageModelTextPart {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

class LanguageModelError extends Error {
  readonly code: string;
  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
  static NoPermissions(message = ''): LanguageModelError {
    return new LanguageModelError(message, LanguageModelError.NoPermissions.name);
  }
  static Blocked(message = ''): LanguageModelError {
    return new LanguageModelError(message, LanguageModelError.Blocked.name);
  }
  static NotFound(message = ''): LanguageModelError {
    return new LanguageModelError(message, LanguageModelError.NotFound.name);
  }
}

/** Stands in for the parts of `vscode` that know language models: what they do cannot be provoked in the editor. */
export const editor = {
  models: [] as DoubleModel[],
  providers: [] as { id: string; packageJSON: object }[],
  accounts: [] as unknown[],
  sent: [] as SentRequest[],
  isOld: false,
};

export const text = (value: string): LanguageModelTextPart => new LanguageModelTextPart(value);
export const errors = LanguageModelError;

function modelOf(model: DoubleModel) {
  const { vendor, family, id, answer, refuse } = model;
  return {
    vendor,
    family,
    id,
    name: id,
    version: '1',
    maxInputTokens: 100,
    countTokens:
      model.countTokens ??
      ((counted: string | { content: string }) =>
        Promise.resolve((typeof counted === 'string' ? counted : counted.content).length)),
    sendRequest: async (
      messages: SentRequest['messages'],
      options: SentRequest['options'],
      token: Token,
    ) => {
      editor.sent.push({ model: id, messages, options });
      await pause(model.consentMs ?? 0);
      if (refuse) throw refuse();
      return { stream: answer?.(token) ?? [] };
    },
  };
}

type Selector = Partial<Pick<DoubleModel, 'vendor' | 'family' | 'id'>>;

export const double = {
  get lm() {
    if (editor.isOld) return undefined;
    return {
      onDidChangeChatModels: () => ({ dispose: () => {} }),
      selectChatModels: (selector: Selector) =>
        Promise.resolve(
          editor.models
            .filter(model =>
              Object.entries(selector).every(([key, value]) => model[key as 'id'] === value),
            )
            .map(modelOf),
        ),
    };
  },
  extensions: {
    get all() {
      return editor.providers;
    },
  },
  authentication: { getAccounts: () => Promise.resolve(editor.accounts) },
  l10n: {
    t: (message: string, ...values: readonly unknown[]) =>
      message.replace(/\{(\d)\}/g, (_all, index: string) => String(values[Number(index)])),
  },
  LanguageModelChatMessage: {
    User: (content: string) => ({ role: 'user', content }),
    Assistant: (content: string) => ({ role: 'assistant', content }),
  },
  LanguageModelTextPart,
  LanguageModelError,
  CancellationTokenSource,
};
