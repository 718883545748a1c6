import * as vscode from 'vscode';
import { BotError } from '../../bots/bot.ts';
import type {
  EditorModel,
  EditorModelChoice,
  EditorModels,
  EditorPart,
  EditorQuestion,
} from '../../bots/editorModels.ts';
import type { TokenCounts } from '../../core/model.ts';
import { whyNoModels } from './editorModels/whyNoModels.ts';
import { asBotError } from './editorModels/editorErrors.ts';

/** How long counting may take, which only serves to show a number. */
const COUNTING_MS = 5000;

/** The language models that VS Code offers. The only code that calls `vscode.lm`. */
export class VscodeEditorModels implements EditorModels {
  readonly #access: vscode.LanguageModelAccessInformation | undefined;

  /** @param access tells for which models the user has consented. */
  constructor(access: vscode.LanguageModelAccessInformation | undefined) {
    this.#access = access;
  }

  readonly onChange: EditorModels['onChange'] = listener =>
    isSupported() ? vscode.lm.onDidChangeChatModels(() => listener()) : { dispose: () => {} };

  async list(choice: EditorModelChoice): Promise<readonly EditorModel[]> {
    return (await this.#select(choice)).map(model => this.#describe(model));
  }

  async whyNone(choice: EditorModelChoice): Promise<string> {
    const offered = isSupported() ? await this.list({}) : undefined;
    return await whyNoModels(choice, offered);
  }

  async *ask(question: EditorQuestion, signal: AbortSignal): AsyncIterable<EditorPart> {
    const [model] = await this.#select(question.choice);
    if (signal.aborted) return;
    if (!model) throw new BotError('noEditorModel', await this.whyNone(question.choice));
    yield { kind: 'chosen', model: this.#describe(model) };
    const cancellation = new vscode.CancellationTokenSource();
    const cancel = (): void => {
      cancellation.cancel();
    };
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const messages = question.messages.map(({ role, text }) =>
        role === 'user'
          ? vscode.LanguageModelChatMessage.User(text)
          : vscode.LanguageModelChatMessage.Assistant(text),
      );
      const response = await model.sendRequest(
        messages,
        {
          justification: vscode.l10n.t(
            'You asked this model a question in ChatZoo, to compare its answer with those of other models.',
          ),
          modelOptions: { ...question.modelOptions },
        },
        cancellation.token,
      );
      yield { kind: 'sent' };
      let text = '';
      for await (const piece of response.stream) {
        // Other parts are calls of tools, none of which were offered, and kinds that this version does not know.
        if (!(piece instanceof vscode.LanguageModelTextPart) || piece.value === '') continue;
        text += piece.value;
        yield { kind: 'text', text: piece.value };
      }
      yield { kind: 'counting' };
      yield { kind: 'end', tokens: await countTokens(model, messages, text) };
    } catch (error) {
      if (!cancellation.token.isCancellationRequested) throw asBotError(error, model);
    } finally {
      signal.removeEventListener('abort', cancel);
      cancellation.cancel();
      cancellation.dispose();
    }
  }

  async #select({
    vendor,
    family,
    id,
  }: EditorModelChoice): Promise<readonly vscode.LanguageModelChat[]> {
    if (!isSupported()) return [];
    try {
      return await vscode.lm.selectChatModels({
        ...(vendor === undefined ? {} : { vendor }),
        ...(family === undefined ? {} : { family }),
        ...(id === undefined ? {} : { id }),
      });
    } catch (error) {
      throw asBotError(error, undefined);
    }
  }

  #describe(model: vscode.LanguageModelChat): EditorModel {
    const { vendor, family, id, name, maxInputTokens } = model;
    const allowed = this.#access?.canSendRequest(model);
    return { vendor, family, id, name, maxInputTokens, allowed };
  }
}

/** Editors that are built on an older VS Code, or without its chat, have no such models. */
function isSupported(): boolean {
  const editor = vscode as { readonly lm?: Partial<typeof vscode.lm> };
  return typeof editor.lm?.selectChatModels === 'function';
}

/** By the provider's own count; undefined if it does not give one in time. */
async function countTokens(
  model: vscode.LanguageModelChat,
  messages: readonly vscode.LanguageModelChatMessage[],
  text: string,
): Promise<TokenCounts | undefined> {
  const cancellation = new vscode.CancellationTokenSource();
  const late = new Promise<undefined>(resolve =>
    setTimeout(() => {
      cancellation.cancel();
      resolve(undefined);
    }, COUNTING_MS).unref(),
  );
  try {
    const counting = Promise.all(
      [...messages, text].map(each => model.countTokens(each, cancellation.token)),
    );
    const counts = await Promise.race([counting, late]);
    if (!counts?.every(count => Number.isFinite(count) && count >= 0)) return undefined;
    const prompt = counts.slice(0, -1).reduce((sum, count) => sum + Math.round(count), 0);
    return { prompt, completion: Math.round(counts.at(-1) ?? 0) };
  } catch {
    // A number less to show; the answer is there.
    return undefined;
  } finally {
    cancellation.dispose();
  }
}
