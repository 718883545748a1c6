import { jinjaTemplate } from '../bots/llama/template/jinja.ts';
import { findFamily } from '../core/prompt/families.ts';
import { nearFamilyNames } from '../core/prompt/familyNames.ts';
import type { ChatTemplate } from '../core/prompt/template.ts';
import { tripleTemplate } from '../core/prompt/triple.ts';
import { exists } from './database.ts';
import { EXIT, Problem } from './problem.ts';
import { parseJson, readText } from './textFile.ts';

const JINJA = /\{\{|\{%/;

/** The texts of the tokens that Jinja templates ask for. */
export interface JinjaTokens {
  readonly bos: string;
  readonly eos: string;
}

/**
 * The template that a word names: a family, or else a file with ChatZoo's three texts or with Jinja.
 *
 * @throws Problem
 */
export async function templateNamed(word: string, tokens: JinjaTokens): Promise<ChatTemplate> {
  const family = findFamily(word);
  if (family !== undefined) return family;
  if (await exists(word)) return templateIn(await readText(word), word, tokens);
  const near = nearFamilyNames(word);
  const hint = near.length > 0 ? `; did you mean ${near.join(', ')}?` : '; --list lists them';
  throw new Problem(EXIT.usage, `there is no family and no file "${word}"${hint}`);
}

function templateIn(text: string, file: string, { bos, eos }: JinjaTokens): ChatTemplate {
  const isTriple = /\.json$/i.test(file) || (!JINJA.test(text) && /^\s*\{/.test(text));
  if (isTriple) return tripleTemplate(tripleOf(parseJson(text, file), file));
  if (!JINJA.test(text)) throw new Problem(EXIT.refused, `${file} holds neither Jinja nor JSON`);
  return {
    name: file,
    defaultSystem: '',
    render: jinjaTemplate({ source: text, bos, eos, specials: [] }),
    stop: [],
    stopTokenIds: [],
    cleanUp: [],
  };
}

function tripleOf(value: unknown, file: string): Parameters<typeof tripleTemplate>[0] {
  const fields = (typeof value === 'object' ? value : null) as Readonly<
    Record<string, unknown>
  > | null;
  const textAt = (key: string): string => {
    const text = fields?.[key] ?? (key === 'meta_prompt' ? '' : undefined);
    if (typeof text === 'string') return text;
    throw new Problem(EXIT.refused, `${file} has no text in "${key}"`);
  };
  return {
    metaPrompt: textAt('meta_prompt'),
    userPrompt: textAt('user_prompt'),
    botPrompt: textAt('bot_prompt'),
  };
}
