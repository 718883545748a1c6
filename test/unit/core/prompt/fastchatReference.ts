/** A row of FastChat's table of templates, as `conv_templates_fields.json` has it. */
export interface FastChatRow {
  readonly name: string;
  readonly system_template: string;
  readonly system_message: string;
  readonly roles: readonly [user: string, assistant: string];
  readonly sep_style: string;
  readonly sep: string;
  readonly sep2: string | null;
  readonly few_shot: readonly (readonly [role: string, text: string])[];
}

interface Talk {
  readonly row: FastChatRow;
  /** The system's own words. */
  readonly system: string;
  /** The same in the row's frame. */
  readonly head: string;
  /** Ends in the open one, which has no text. */
  readonly messages: readonly (readonly [role: string, text: string | undefined])[];
  /** `sep` after users' messages, `sep2` after assistants'. */
  readonly sepAt: (index: number) => string;
}

type Style = (talk: Talk) => string;

/**
 * The prompt that FastChat's `get_prompt` makes, said once more and apart from our families, one style
 * after the other, so that the two can be compared where its own renders are not at hand.
 *
 * @param system undefined for the row's own.
 * @param texts of the user and the assistant in turn, the user's last.
 * @see https://github.com/lm-sys/FastChat fastchat/conversation.py
 */
export function fastChatPrompt(
  row: FastChatRow,
  system: string | undefined,
  texts: readonly string[],
): string {
  const style = STYLES[row.sep_style];
  if (style === undefined) throw new Error(`There is no style ${row.sep_style}`);
  const words = system ?? row.system_message;
  const roleAt = (index: number): string => row.roles[index % 2 === 0 ? 0 : 1];
  return style({
    row,
    system: words,
    head: row.system_template.split('{system_message}').join(words),
    messages: [
      ...row.few_shot,
      ...texts.map((text, index) => [roleAt(index), text] as const),
      [row.roles[1], undefined],
    ],
    sepAt: index => (index % 2 === 0 ? row.sep : (row.sep2 ?? '')),
  });
}

/** @param between stands between role and text; `open` after the last role. */
function each(
  talk: Talk,
  between: string,
  open: string,
  after: (index: number) => string,
  text = (said: string): string => said,
): string {
  return talk.messages
    .map(([role, said], index) =>
      said === undefined ? role + open : role + between + text(said) + after(index),
    )
    .join('');
}

const withSep = ({ head, row }: Talk): string => head + row.sep;
const withSepIfAny = ({ head, row }: Talk): string => (head === '' ? '' : head + row.sep);

const STYLES: Readonly<Record<string, Style>> = {
  ADD_COLON_SINGLE: talk => withSep(talk) + each(talk, ': ', ':', () => talk.row.sep),
  ADD_COLON_TWO: talk => withSep(talk) + each(talk, ': ', ':', talk.sepAt),
  ADD_COLON_SPACE_SINGLE: talk => withSep(talk) + each(talk, ': ', ': ', () => talk.row.sep),
  ADD_NEW_LINE_SINGLE: talk => withSepIfAny(talk) + each(talk, '\n', '\n', () => talk.row.sep),
  NO_COLON_SINGLE: talk => talk.head + each(talk, '', '', () => talk.row.sep),
  NO_COLON_TWO: talk => talk.head + each(talk, '', '', talk.sepAt),
  RWKV: talk =>
    talk.head +
    each(
      talk,
      ': ',
      ':',
      () => '\n\n',
      said => said.replaceAll('\r\n', '\n').replaceAll('\n\n', '\n'),
    ),
  LLAMA2: talk => {
    const { row, system, head, messages, sepAt } = talk;
    const said = messages.map(([, text], index) => {
      // It takes the roles in turn here, whatever the messages have.
      const tag = row.roles[index % 2 === 0 ? 0 : 1];
      if (text === undefined) return tag;
      return index === 0 ? `${text} ` : `${tag} ${text}${sepAt(index)}`;
    });
    return (system === '' ? '[INST] ' : head) + said.join('');
  },
  LLAMA3: talk => {
    const said = talk.messages.map(
      ([role, text]) =>
        `<|start_header_id|>${role}<|end_header_id|>\n\n` +
        (text === undefined ? '' : `${text.trim()}<|eot_id|>`),
    );
    return `<|begin_of_text|>${talk.system === '' ? '' : talk.head}${said.join('')}`;
  },
  CHATGLM: talk => {
    const { row, messages } = talk;
    const first = row.name === 'chatglm2' ? 1 : 0;
    const said = messages.map(([role, text], index) => {
      const round = index % 2 === 0 ? `[Round ${index / 2 + first}]${row.sep}` : '';
      return round + (text === undefined ? `${role}：` : `${role}：${text}${row.sep}`);
    });
    return withSepIfAny(talk) + said.join('');
  },
  CHATML: talk => {
    const head = talk.head === '' ? '' : `${talk.head}${talk.row.sep}\n`;
    return head + each(talk, '\n', '\n', () => `${talk.row.sep}\n`);
  },
  CHATGLM3: talk => (talk.system === '' ? '' : talk.head) + each(talk, '\n', '', () => ''),
  CHATINTERN: talk => {
    const said = talk.messages.map(([role, text], index) => {
      const begin = index % 2 === 0 ? '<s>' : '';
      return begin + (text === undefined ? `${role}:` : `${role}:${text}${talk.sepAt(index)}\n`);
    });
    return talk.head + said.join('');
  },
  DOLLY: talk => {
    const after = (index: number): string => talk.sepAt(index) + (index % 2 === 1 ? '\n\n' : '');
    return talk.head + each(talk, ':\n', ':\n', after);
  },
  PHOENIX: talk => talk.head + each(talk, ': <s>', ': <s>', () => '</s>'),
  ROBIN: talk => withSep(talk) + each(talk, ':\n', ':\n', () => talk.row.sep),
  FALCON_CHAT: talk =>
    (talk.system === '' ? '' : withSep(talk)) + each(talk, ': ', ':', () => talk.row.sep),
  METAMATH: talk => {
    const said = talk.messages.map(([role, text], index) => {
      const isUser = index % 2 === 0;
      const between = isUser ? ':\n' : `: ${talk.row.sep2 ?? ''}`;
      return role + between + (text ?? '') + (isUser && text !== undefined ? talk.row.sep : '');
    });
    return withSepIfAny(talk) + said.join('');
  },
  DEEPSEEK_CHAT: talk => talk.head + each(talk, ': ', ':', talk.sepAt),
  YUAN2: talk => {
    const said = talk.messages.flatMap(([, text]) => (text === undefined ? [] : [`${text}<n>`]));
    const head = talk.system === '' ? '' : talk.head + (talk.row.sep2 ?? '');
    // Meant to take the mark away, it takes any of its letters, the message's own too.
    return (head + said.join('')).replace(/[<n>]+$/, '') + talk.row.sep;
  },
  GEMMA: talk => {
    const said = talk.messages.map(
      ([role, text]) =>
        `<start_of_turn>${role}\n` + (text === undefined ? '' : text + talk.row.sep),
    );
    return `<bos>${said.join('')}`;
  },
  CLLM: talk =>
    withSep(talk) + each({ ...talk, messages: talk.messages.slice(-2) }, ': ', ':', talk.sepAt),
  DEFAULT: talk => `${talk.head}\n` + each(talk, ': ', ':', () => '\n'),
};
