import { jinjaTemplate } from '../bots/llama/template/jinja.ts';
import { findFamily } from '../core/prompt/families.ts';
import { nearFamilyNames } from '../core/prompt/familyNames.ts';
import type { ChatTemplate } from '../core/prompt/template.ts';
import { readTriple, tripleTemplate } from '../core/prompt/triple.ts';
import { exists } from './database.ts';
import { chatTemplateOfModel, isModelFile } from './modelTemplate.ts';
import { EXIT, Problem } from './problem.ts';
import { parseJson, readText } from './textFile.ts';

const JINJA = /\{\{|\{%/;

/** The texts of the tokens that Jinja templates ask for, where they were said. */
export interface JinjaTokens {
  readonly bos: string | undefined;
  readonly eos: string | undefined;
}

export interface NamedTemplate extends ChatTemplate {
  /** Whether its pieces say where they come from; what Jinja wrote cannot be told apart. */
  readonly tellsPieces: boolean;
}

/**
 * The template that a word names: a family, or else a file with ChatZoo's three texts, with Jinja, or
 * with a model that has a template of its own.
 *
 * @throws Problem
 */
export async function templateNamed(word: string, tokens: JinjaTokens): Promise<NamedTemplate> {
  const family = findFamily(word);
  if (family !== undefined) return { ...family, tellsPieces: true };
  if (await exists(word)) {
    if (await isModelFile(word)) return jinja(word, await chatTemplateOfModel(word), tokens);
    return templateIn(await readText(word), word, tokens);
  }
  const near = nearFamilyNames(word);
  const hint = near.length > 0 ? `; did you mean ${near.join(', ')}?` : '; --list lists them';
  throw new Problem(EXIT.usage, `there is no family and no file "${word}"${hint}`);
}

function templateIn(text: string, file: string, tokens: JinjaTokens): NamedTemplate {
  const isJson = /\.json$/i.test(file) || (!JINJA.test(text) && /^\s*\{/.test(text));
  if (isJson) return templateInJson(parseJson(text, file), file, tokens);
  if (!JINJA.test(text)) throw new Problem(EXIT.refused, `${file} holds neither Jinja nor JSON`);
  return jinja(file, text, tokens);
}

type Fields = Readonly<Record<string, unknown>>;

function templateInJson(value: unknown, file: string, { bos, eos }: JinjaTokens): NamedTemplate {
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Fields;
  const source = chatTemplateOf(fields['chat_template']);
  if (source !== undefined) {
    return jinja(file, source, {
      bos: bos ?? tokenOf(fields['bos_token']),
      eos: eos ?? tokenOf(fields['eos_token']),
    });
  }
  const triple = readTriple(value);
  if (!('wrong' in triple)) return { ...tripleTemplate(triple), tellsPieces: true };
  const problems = triple.wrong.map(key =>
    key === 'meta_prompt' ? `no text in "${key}"` : `no text with {} in "${key}"`,
  );
  throw new Problem(EXIT.refused, `${file} has ${problems.join(' and ')}`);
}

/** Of Hugging Face's tokenizer_config.json: one template, or several with names. */
function chatTemplateOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return undefined;
  const named = value as readonly (Fields | null)[];
  const template = named.find(each => each?.['name'] === 'default')?.['template'];
  return typeof template === 'string' ? template : undefined;
}

/** Of the same file: a text, or an object with it. */
function tokenOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const content = (value as Fields | null | undefined)?.['content'];
  return typeof content === 'string' ? content : undefined;
}

function jinja(name: string, source: string, { bos = '', eos = '' }: JinjaTokens): NamedTemplate {
  return {
    name,
    defaultSystem: '',
    render: jinjaTemplate({ source, bos, eos, specials: [] }),
    stop: [],
    stopTokenIds: [],
    cleanUp: [],
    tellsPieces: false,
  };
}
