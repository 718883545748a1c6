import type { LlamaModel, Token } from 'node-llama-cpp';
import type { Message } from '../../../core/model.ts';
import type { CleanUp } from '../../../core/prompt/template.ts';
import { chooseTemplate, opensThinking, type ChosenTemplate } from '../template/chooseTemplate.ts';
import type { Load } from './loadModel.ts';
import { promptTokens } from './promptTokens.ts';
import { specialTokensOf, stopTokensOf } from './vocabulary.ts';

/** A conversation as the model sees it. */
export interface Prompt {
  readonly tokens: readonly Token[];
  /** Whether the reply begins inside the model's thinking. */
  readonly startsThinking: boolean;
}

/** How a reply ends, and what of it is not to be said. */
export interface ReplyEnds {
  readonly stop: readonly string[];
  readonly stopTokens: ReadonlySet<number>;
  readonly cleanUp: readonly CleanUp[];
  /** Special tokens whose texts belong to the reply. */
  readonly shown: ReadonlyMap<Token, string>;
}

/** Special tokens that tell thinking from saying, and so have to be seen. */
const THINKING = /^(<\/?(think|thinking|thought|seed:think)>|\[\/?THINK\])$/;
const INNER_THOUGHTS = /^(<\|inner_thoughts\|>|<eot>)$/;

/** Makes prompts of messages for one model, with its chat template and its vocabulary. */
export class ModelPrompts {
  readonly #model: LlamaModel;
  readonly #template: ChosenTemplate;
  readonly #special: ReadonlyMap<Token, string>;
  readonly #shown: ReadonlyMap<Token, string>;

  /** @throws RemoteError `templateFailed` for a family that is not known */
  constructor(model: LlamaModel, { template, modelPath }: Load) {
    const special = specialTokensOf(model);
    const { bosString, eosString } = model.tokens;
    const { chat_template: ggufTemplate } = model.fileInfo.metadata.tokenizer;
    this.#model = model;
    this.#special = special;
    this.#template = chooseTemplate({
      choice: template,
      ggufTemplate,
      modelPath,
      bos: bosString ?? '',
      eos: eosString ?? '',
      specials: [...special.values()],
    });
    const inner = this.#template.cleanUp.includes('innerThoughts');
    const seen = (text: string): boolean =>
      THINKING.test(text) || (inner && INNER_THOUGHTS.test(text));
    this.#shown = new Map([...special].filter(([, text]) => seen(text)));
  }

  /** Which chat template is used, in words. */
  get title(): string {
    return this.#template.title;
  }

  /** @throws RemoteError `templateFailed` */
  render(messages: readonly Message[]): Prompt {
    const pieces = this.#template.render(messages);
    const tokens = promptTokens({ model: this.#model, special: this.#special }, pieces);
    return { tokens, startsThinking: opensThinking(pieces) };
  }

  /** @param stop the bot's own stop texts, beside those of its template. */
  ends(stop: readonly string[]): ReplyEnds {
    const { stop: own, stopTokenIds, cleanUp } = this.#template;
    const all = [...own, ...stop].filter(text => text !== '');
    return {
      stop: all,
      stopTokens: stopTokensOf(this.#special, all, stopTokenIds),
      cleanUp,
      shown: this.#shown,
    };
  }
}
