import type { Template } from '@huggingface/jinja';
import type { Message } from '../../../core/model.ts';
import { lookFor, spelled } from '../../../core/prompt/stream/needles.ts';
import type { PromptPiece } from '../../../core/prompt/template.ts';
import { RemoteError } from '../../../protocol/rpc.ts';
import { compileJinja } from './compileJinja.ts';

export interface JinjaOptions {
  readonly source: string;
  /** Text of the token that begins a prompt, '' if the model has none. */
  readonly bos: string;
  /** Text of the token that ends a turn, '' if the model has none. */
  readonly eos: string;
  /** Texts of all special tokens: where a message spells one, that is told apart. */
  readonly specials: readonly string[];
}

type Render = (messages: readonly Message[]) => readonly PromptPiece[];

/** Longest piece of a template's own words that is shown, in characters. */
const MAX_WORDS = 300;

/**
 * A chat template in Jinja, given what Hugging Face's `apply_chat_template` gives: messages, the tokens
 * that begin and end, no tools, and the wish for an open end. A system prompt that it refuses or leaves
 * out is put before the first user message instead.
 *
 * Nothing here can end a template that loops for ever: whoever runs it watches the process.
 *
 * @returns a function that throws RemoteError `templateFailed`, with the template's own words
 */
export function jinjaTemplate({ source, bos, eos, specials }: JinjaOptions): Render {
  const special = lookFor(specials);
  const roleNames = SPEAKS_CHINESE.test(source) && !SPEAKS_ENGLISH.test(source) ? CHINESE : ENGLISH;
  let compiled: Template | undefined;

  const rendered: Render = messages => {
    const marks = unusedMarks([source, ...messages.map(({ text }) => text)]);
    compiled ??= compileJinja(source);
    const text = compiled.render({
      messages: messages.map(message => ({
        role: roleNames[message.role],
        content: marked(message.text, spelled(message.text, special), marks),
      })),
      add_generation_prompt: true,
      bos_token: bos,
      eos_token: eos,
      tools: null,
      documents: null,
    });
    return piecesOf(text, marks);
  };

  return messages => {
    const system = messages.find(({ role }) => role === 'system')?.text.trim() ?? '';
    if (system === '') return ensureText(tried(() => rendered(messages)));
    const asGiven = tried(() => rendered(messages));
    if ('pieces' in asGiven && textOf(asGiven.pieces).includes(system)) return asGiven.pieces;
    const merged = tried(() => rendered(withSystemInUser(messages)));
    if ('error' in asGiven) return ensureText(merged);
    // A template that writes the system prompt in some other form has not left it out.
    const helps = 'pieces' in merged && textOf(merged.pieces).includes(system);
    return ensureText(helps ? merged : asGiven);
  };
}

// Huozi's template writes the roles as it gets them, and the model knows them by these names only.
const CHINESE = { system: '系统', user: '用户', assistant: '助手' } as const;
const ENGLISH = { system: 'system', user: 'user', assistant: 'assistant' } as const;
const SPEAKS_CHINESE = /助手/;
const SPEAKS_ENGLISH = /user|assistant/;

type Tried = { readonly pieces: readonly PromptPiece[] } | { readonly error: unknown };

function tried(render: () => readonly PromptPiece[]): Tried {
  try {
    return { pieces: render() };
  } catch (error) {
    return { error };
  }
}

function ensureText(result: Tried): readonly PromptPiece[] {
  if ('error' in result) {
    const { error } = result;
    throw templateFailed(`failed: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (textOf(result.pieces).trim() === '') throw templateFailed('turned the prompt into nothing.');
  return result.pieces;
}

function templateFailed(what: string): RemoteError {
  const words = what.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  const shown = words.length > MAX_WORDS ? `${words.slice(0, MAX_WORDS - 1)}…` : words;
  return new RemoteError('templateFailed', `The chat template ${shown}`);
}

function withSystemInUser(messages: readonly Message[]): readonly Message[] {
  const system = messages.find(({ role }) => role === 'system');
  if (system === undefined) return messages;
  const others = messages.filter(message => message !== system);
  const first = others.findIndex(({ role }) => role === 'user');
  return others.map((message, index) =>
    index === first ? { role: 'user', text: `${system.text}\n\n${message.text}` } : message,
  );
}

type Marks = readonly [opens: string, closes: string];

/** Two private-use characters that occur nowhere, so that marks survive whatever a template does. */
function unusedMarks(texts: readonly string[]): Marks {
  const unused: string[] = [];
  // Beyond the 6,400 of the first area lie 131,000 more.
  for (let code = 0xe000; unused.length < 2; code = code === 0xf8ff ? 0xf0000 : code + 1) {
    const mark = String.fromCodePoint(code);
    if (!texts.some(text => text.includes(mark))) unused.push(mark);
  }
  return [unused[0] ?? '', unused[1] ?? ''];
}

function marked(text: string, places: ReturnType<typeof spelled>, [opens, closes]: Marks): string {
  let result = '';
  let done = 0;
  for (const [from, to] of places) {
    result += text.slice(done, from) + opens + text.slice(from, to) + closes;
    done = to;
  }
  return result + text.slice(done);
}

/** Takes the marks out again. What a template left open is the message's to the end: that is the safe side. */
function piecesOf(text: string, [opens, closes]: Marks): readonly PromptPiece[] {
  const pieces: PromptPiece[] = [];
  let from: PromptPiece['from'] = 'template';
  for (const part of text.split(new RegExp(`(${opens}|${closes})`, 'u'))) {
    if (part === opens) from = 'message';
    else if (part === closes) from = 'template';
    else if (part !== '') pieces.push({ text: part, from });
  }
  return pieces;
}

function textOf(pieces: readonly PromptPiece[]): string {
  return pieces.map(({ text }) => text).join('');
}
