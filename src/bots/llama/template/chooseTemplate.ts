import type { Message } from '../../../core/model.ts';
import { familyForFile, findFamily } from '../../../core/prompt/families.ts';
import { endsInThinking } from '../../../core/prompt/stream/thinking.ts';
import type { ChatTemplate, CleanUp, PromptPiece } from '../../../core/prompt/template.ts';
import { tripleTemplate } from '../../../core/prompt/triple.ts';
import { RemoteError } from '../../../protocol/rpc.ts';
import type { TemplateChoice } from '../../botSpec.ts';
import { jinjaTemplate, type JinjaOptions } from './jinja.ts';

/** How one model's messages become its prompt, and its replies become text. */
export interface ChosenTemplate {
  /** In words: `the model's own`, `your own`, or a family's name. */
  readonly title: string;
  readonly stop: readonly string[];
  readonly stopTokenIds: readonly number[];
  readonly cleanUp: readonly CleanUp[];
  /** @throws RemoteError `templateFailed` */
  render(messages: readonly Message[]): readonly PromptPiece[];
}

export interface Choosing extends Omit<JinjaOptions, 'source'> {
  /** What the bot's settings say. */
  readonly choice: TemplateChoice | undefined;
  /** The GGUF's `tokenizer.chat_template`: of several that it may hold, the default one. */
  readonly ggufTemplate: string | undefined;
  readonly modelPath: string;
}

/**
 * Where nothing else is known, as FastChat has it: plain names, which every model has read. Its own
 * stop text `###` would cut answers at their first heading; only another turn of the user ends them.
 */
const LAST_RESORT = { family: 'zero_shot', stop: ['\n### Human'] };

/**
 * The settings' choice, else the GGUF's own template, else the family that the file's name tells, else
 * one that suits any model.
 *
 * @throws RemoteError `templateFailed` for a family that is not known; a faulty Jinja text throws
 *   when it is rendered.
 */
export function chooseTemplate(given: Choosing): ChosenTemplate {
  const { choice, ggufTemplate = '', modelPath } = given;
  switch (choice?.kind) {
    case 'jinja':
      return jinja('your own', choice.source, given);
    case 'triple':
      return { ...partsOf(tripleTemplate(choice)), title: 'your own' };
    case 'family':
      return partsOf(familyNamed(choice.name));
    case undefined:
      if (ggufTemplate.trim() !== '') return jinja("the model's own", ggufTemplate, given);
      return partsOf(familyForFile(modelPath) ?? lastResort());
  }
}

/** Whether the model's reply begins inside its thinking, as DeepSeek-R1's template has it. */
export function opensThinking(pieces: readonly PromptPiece[]): boolean {
  const last = pieces.findLast(({ text }) => text !== '');
  return last?.from === 'template' && endsInThinking(last.text);
}

function jinja(title: string, source: string, given: Choosing): ChosenTemplate {
  const { bos, eos, specials } = given;
  // The model's own end-of-turn token is all that is known of when it stops.
  const nothing = { stop: [], stopTokenIds: [], cleanUp: [] };
  return { title, ...nothing, render: jinjaTemplate({ source, bos, eos, specials }) };
}

function partsOf(family: ChatTemplate): ChosenTemplate {
  const { name, stop, stopTokenIds, cleanUp } = family;
  return {
    title: name,
    stop,
    stopTokenIds,
    cleanUp,
    render: messages => family.render(messages),
  };
}

function lastResort(): ChatTemplate {
  return { ...familyNamed(LAST_RESORT.family), stop: LAST_RESORT.stop };
}

function familyNamed(name: string): ChatTemplate {
  const family = findFamily(name);
  if (family !== undefined) return family;
  throw new RemoteError('templateFailed', `There is no chat template called “${name}”.`);
}
