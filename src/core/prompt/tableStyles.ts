import { fixed, framed, type Place, type Shape } from './shape.ts';
import type { StyleName, TableRow } from './tableRow.ts';
import type { PromptPiece } from './template.ts';

const SLOT = '{system_message}';

type Style = (row: Required<Pick<TableRow, 'sep' | 'sep2'>>, names: Names) => StyleShape;
type StyleShape = Omit<Shape, 'examples' | 'head'> & { readonly head: Head };
/** @param system the system prompt in the row's frame. @param text the prompt alone. */
type Head = (system: readonly PromptPiece[], text: string) => readonly PromptPiece[];
type Names = Readonly<Record<Place['side'], string>>;

/** The row's style as the text around each message. */
export function styleShape(row: TableRow): Shape {
  const { systemTemplate = SLOT, sep = '', sep2 = '', style } = row;
  const [user, assistant] = row.roles;
  const shape = STYLES[style]({ sep, sep2 }, { user, assistant });
  const at = systemTemplate.indexOf(SLOT);
  const frame = (system: PromptPiece): readonly PromptPiece[] =>
    at < 0
      ? fixed(systemTemplate)
      : framed(systemTemplate.slice(0, at), system, systemTemplate.slice(at + SLOT.length));
  return {
    ...shape,
    head: system => shape.head(frame(system), system.text),
    examples: row.examples,
  };
}

const bare: Head = system => system;
const always =
  (sep: string): Head =>
  system => [...system, ...fixed(sep)];
/** Nothing, also no separator, if the frame and the prompt together are empty. */
const unlessBlank =
  (sep: string): Head =>
  system =>
    system.every(({ text }) => text === '') ? [] : [...system, ...fixed(sep)];
/** Not even the frame is shown without a prompt. */
const unlessEmpty =
  (sep: string): Head =>
  (system, text) =>
    text === '' ? [] : [...system, ...fixed(sep)];

/** Separators take turns by whose message it is. */
const either = (sep: string, sep2: string) => (place: Place) =>
  place.side === 'user' ? sep : sep2;

/** `role: text`, and at the open end `role:`. */
const colon = (names: Names): Pick<Shape, 'before' | 'tail'> => ({
  before: ({ side }) => `${names[side]}: `,
  tail: ({ side }) => `${names[side]}:`,
});
/** The same text before a message and at the open end. */
const same = (before: Shape['before']): Pick<Shape, 'before' | 'tail'> => ({
  before,
  tail: before,
});

const STYLES: Readonly<Record<StyleName, Style>> = {
  ADD_COLON_SINGLE: ({ sep }, names) => ({
    head: always(sep),
    ...colon(names),
    after: () => sep,
  }),
  ADD_COLON_TWO: ({ sep, sep2 }, names) => ({
    head: always(sep),
    ...colon(names),
    after: either(sep, sep2),
  }),
  ADD_COLON_SPACE_SINGLE: ({ sep }, names) => ({
    head: always(sep),
    ...same(({ side }) => `${names[side]}: `),
    after: () => sep,
  }),
  ADD_NEW_LINE_SINGLE: ({ sep }, names) => ({
    head: unlessBlank(sep),
    ...same(({ side }) => `${names[side]}\n`),
    after: () => sep,
  }),
  NO_COLON_SINGLE: ({ sep }, names) => ({
    head: bare,
    ...same(({ side }) => names[side]),
    after: () => sep,
  }),
  NO_COLON_TWO: ({ sep, sep2 }, names) => ({
    head: bare,
    ...same(({ side }) => names[side]),
    after: either(sep, sep2),
  }),
  // A blank line ends a turn, so messages may hold none.
  RWKV: (_, names) => ({
    head: bare,
    ...colon(names),
    after: () => '\n\n',
    reword: text => text.replaceAll('\r\n', '\n').replaceAll('\n\n', '\n'),
  }),
  // The system prompt's frame opens the first user's message.
  LLAMA2: ({ sep, sep2 }, names) => ({
    head: (system, text) => (text === '' ? fixed('[INST] ') : system),
    before: place => (isFirstQuestion(place) ? '' : `${names[place.side]} `),
    after: place => (isFirstQuestion(place) ? ' ' : either(sep, sep2)(place)),
    tail: ({ side }) => names[side],
  }),
  LLAMA3: (_, names) => ({
    head: (system, text) => [...fixed('<|begin_of_text|>'), ...(text === '' ? [] : system)],
    ...same(({ side }) => `<|start_header_id|>${names[side]}<|end_header_id|>\n\n`),
    after: () => '<|eot_id|>',
    reword: text => text.trim(),
  }),
  CHATGLM: ({ sep }, names) => ({
    head: unlessBlank(sep),
    ...same(({ side, round }) =>
      side === 'user'
        ? `[Round ${round + firstRound(sep)}]${sep}${names.user}：`
        : `${names[side]}：`,
    ),
    after: () => sep,
  }),
  CHATGLM3: (_, names) => ({
    head: unlessEmpty(''),
    before: ({ side }) => `${names[side]}\n`,
    after: () => '',
    tail: ({ side }) => names[side],
  }),
  CHATML: ({ sep }, names) => ({
    head: unlessBlank(`${sep}\n`),
    ...same(({ side }) => `${names[side]}\n`),
    after: () => `${sep}\n`,
  }),
  CHATINTERN: ({ sep, sep2 }, names) => ({
    head: bare,
    ...same(({ side }) => `${side === 'user' ? '<s>' : ''}${names[side]}:`),
    after: place => `${either(sep, sep2)(place)}\n`,
  }),
  DOLLY: ({ sep, sep2 }, names) => ({
    head: bare,
    ...same(({ side }) => `${names[side]}:\n`),
    after: either(sep, `${sep2}\n\n`),
  }),
  PHOENIX: (_, names) => ({
    head: bare,
    ...same(({ side }) => `${names[side]}: <s>`),
    after: () => '</s>',
  }),
  ROBIN: ({ sep }, names) => ({
    head: always(sep),
    ...same(({ side }) => `${names[side]}:\n`),
    after: () => sep,
  }),
  FALCON_CHAT: ({ sep }, names) => ({
    head: unlessEmpty(sep),
    ...colon(names),
    after: () => sep,
  }),
  // The second separator is no end: it is how each answer begins.
  METAMATH: ({ sep, sep2 }, names) => ({
    head: unlessBlank(sep),
    ...same(({ side }) => (side === 'user' ? `${names.user}:\n` : `${names.assistant}: ${sep2}`)),
    after: either(sep, ''),
  }),
  DEEPSEEK_CHAT: ({ sep, sep2 }, names) => ({
    head: bare,
    ...colon(names),
    after: either(sep, sep2),
  }),
  // FastChat cuts every `<`, `n` and `>` off the end before the separator, also the letters of a
  // message that ends in them; here only the template's own `<n>` is left out.
  YUAN2: ({ sep, sep2 }) => ({
    head: unlessEmpty(sep2),
    ...same(() => ''),
    after: ({ isLast }) => (isLast ? sep : '<n>'),
  }),
  // There is no place for a system prompt; `gemma-it` has one.
  GEMMA: ({ sep }, names) => ({
    head: () => fixed('<bos>'),
    ...same(({ side }) => `<start_of_turn>${names[side]}\n`),
    after: () => sep,
  }),
  // The model was made for single questions: it sees the last one only.
  CLLM: ({ sep, sep2 }, names) => ({
    head: always(sep),
    ...colon(names),
    after: either(sep, sep2),
    shown: 2,
  }),
  DEFAULT: (_, names) => ({
    head: always('\n'),
    ...colon(names),
    after: () => '\n',
  }),
};

function isFirstQuestion({ index, side }: Place): boolean {
  return index === 0 && side === 'user';
}

/** ChatGLM counts rounds from 0, ChatGLM2 (whose parts stand a blank line apart) from 1. */
function firstRound(sep: string): number {
  return sep === '\n\n' ? 1 : 0;
}
