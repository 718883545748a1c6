import type { Message } from '../model.ts';
import type { PromptPiece } from './template.ts';

/** Where a message stands; `side` says whose it is. */
export interface Place {
  readonly side: 'user' | 'assistant';
  /** 0 for the first message after the system prompt, examples counted. */
  readonly index: number;
  /** Users' messages before it, examples counted. */
  readonly round: number;
  /** It is the last one before the open end. */
  readonly isLast: boolean;
  readonly hasSystem: boolean;
}

/**
 * What surrounds messages. Every template here, whatever it comes from, is a shape: what stands
 * before the first message, before and after each one, and at the open end.
 */
export interface Shape {
  readonly head: (system: PromptPiece) => readonly PromptPiece[];
  readonly before: (place: Place) => string;
  readonly after: (place: Place) => string;
  /** Where the model begins its reply. */
  readonly tail: (place: Place) => string;
  /** How a message's own text is changed; it still counts as the message's. */
  readonly reword?: ((text: string) => string) | undefined;
  /** Only so many messages are shown, the open end counted as one. */
  readonly shown?: number | undefined;
  /** A question and its answer that the model sees before all messages. */
  readonly examples?: readonly (readonly [question: string, answer: string])[] | undefined;
}

interface Said {
  readonly side: Place['side'];
  readonly text: string;
  readonly from: PromptPiece['from'];
}

/**
 * The prompt. It ends where the model is to go on: after the tail, or inside the last message if that
 * is an assistant's.
 *
 * @param messages may lack a system prompt; several are joined by blank lines. Users and assistants
 *   need not alternate, though no source says what their templates are then.
 */
export function renderShape(
  shape: Shape,
  messages: readonly Message[],
  defaultSystem: string,
): readonly PromptPiece[] {
  const system = systemOf(messages, defaultSystem);
  const said = saidOf(shape, messages);
  const last = said.at(-1);
  const opened = last?.side === 'assistant' && last.from === 'message' ? last : undefined;
  const closed = opened ? said.slice(0, -1) : said;
  const shown = shape.shown === undefined ? closed : closed.slice(1 - shape.shown);
  const pieces: PromptPiece[] = [...shape.head(system)];
  const add = (text: string, from: PromptPiece['from']): void => void pieces.push({ text, from });
  const reword = shape.reword ?? (text => text);
  let round = 0;
  const placeOf = (side: Place['side'], index: number): Place => ({
    side,
    index,
    round,
    isLast: index === shown.length - 1,
    hasSystem: system.text !== '',
  });
  for (const [index, { side, text, from }] of shown.entries()) {
    const place = placeOf(side, index);
    add(shape.before(place), 'template');
    add(reword(text), from);
    add(shape.after(place), 'template');
    if (side === 'user') round += 1;
  }
  const end = placeOf('assistant', shown.length);
  if (opened === undefined || opened.text === '') {
    add(shape.tail(end), 'template');
  } else {
    add(shape.before(end), 'template');
    add(reword(opened.text), 'message');
  }
  return merged(pieces);
}

function systemOf(messages: readonly Message[], defaultSystem: string): PromptPiece {
  const given = messages.filter(({ role }) => role === 'system').map(({ text }) => text);
  return given.length > 0
    ? { text: given.join('\n\n'), from: 'message' }
    : { text: defaultSystem, from: 'template' };
}

function saidOf(shape: Shape, messages: readonly Message[]): readonly Said[] {
  const examples = (shape.examples ?? []).flatMap(([question, answer]): Said[] => [
    { side: 'user', text: question, from: 'template' },
    { side: 'assistant', text: answer, from: 'template' },
  ]);
  const said = messages.flatMap(({ role, text }): Said[] =>
    role === 'system' ? [] : [{ side: role, text, from: 'message' }],
  );
  return [...examples, ...said];
}

/** Neighbours of one origin become one piece, so that a tokenizer sees no borders within them. */
function merged(pieces: readonly PromptPiece[]): readonly PromptPiece[] {
  const result: PromptPiece[] = [];
  for (const piece of pieces) {
    if (piece.text === '') continue;
    const last = result.at(-1);
    if (last?.from === piece.from) {
      result[result.length - 1] = { from: last.from, text: last.text + piece.text };
    } else {
      result.push(piece);
    }
  }
  return result;
}

/** The system prompt between two texts of the template. */
export function framed(before: string, system: PromptPiece, after: string): readonly PromptPiece[] {
  return [
    { text: before, from: 'template' },
    { text: system.text, from: system.from },
    { text: after, from: 'template' },
  ];
}

/** A text of the template alone. */
export function fixed(text: string): readonly PromptPiece[] {
  return [{ text, from: 'template' }];
}
