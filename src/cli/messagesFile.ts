import type { Message } from '../core/model.ts';
import { EXIT, Problem } from './problem.ts';

type Fields = Readonly<Record<string, unknown>>;

type Roles = ReadonlyMap<unknown, Message['role']>;

/** What programs call the three roles. */
const ROLES: Roles = new Map([
  ['system', 'system'],
  ['系统', 'system'],
  ['user', 'user'],
  ['human', 'user'],
  ['prompter', 'user'],
  ['用户', 'user'],
  ['assistant', 'assistant'],
  ['bot', 'assistant'],
  ['gpt', 'assistant'],
  ['助手', 'assistant'],
]);

/** Where an object keeps its list: OpenAI's and FastChat's key, ChatZoo's, ShareGPT's. */
const LISTS = ['messages', 'query', 'conversations'];

/**
 * The messages of a JSON value: a list of `{role, content}` or `{role, text}`, of FastChat's
 * `[role, text]`, of ShareGPT's `{from, value}`; or an object that holds such a list.
 *
 * @param file named in problems.
 * @throws Problem that says which message is wrong, and how
 */
export function messagesOf(value: unknown, file: string): readonly Message[] {
  const holder: Fields = isFields(value) ? value : {};
  const key = LISTS.find(name => Array.isArray(holder[name]));
  const list: unknown = key === undefined ? value : holder[key];
  const at = key ?? '';
  if (!Array.isArray(list)) {
    throw refused(file, 'holds no messages: a list of {"role", "content"} is expected');
  }
  const own = ownRoles(holder);
  // FastChat's examples, which its template puts first by itself.
  const offset = typeof holder['offset'] === 'number' ? Math.max(0, holder['offset']) : 0;
  const messages = (list as readonly unknown[])
    .map((entry, i) =>
      messageOf(entry, { file, at: `${at}[${i}]`, own, isLast: i === list.length - 1 }),
    )
    .slice(offset)
    .filter(message => message !== undefined);
  const system = holder['system_message'];
  return typeof system === 'string' ? [{ role: 'system', text: system }, ...messages] : messages;
}

interface Place {
  readonly file: string;
  readonly at: string;
  readonly own: Roles;
  readonly isLast: boolean;
}

/** @returns undefined for an answer still to come, as FastChat's own end with. */
function messageOf(entry: unknown, place: Place): Message | undefined {
  const { file, at, isLast } = place;
  const pair: readonly unknown[] | undefined = Array.isArray(entry) ? entry : undefined;
  if (pair === undefined && !isFields(entry)) {
    throw refused(file, `${at} is no message: {"role", "content"} is expected`);
  }
  const fields: Fields = isFields(entry) ? entry : { role: pair?.[0], content: pair?.[1] };
  const role = roleOf(fields['role'] ?? fields['from'], place);
  const content = fields['content'] ?? fields['text'] ?? fields['value'];
  if ((content === null || content === undefined) && isLast && role === 'assistant') {
    return undefined;
  }
  const text = textOf(content);
  if (text === undefined) throw refused(file, `${at} has no text in "content"`);
  return { role, text };
}

function roleOf(role: unknown, { file, at, own }: Place): Message['role'] {
  if (typeof role === 'string') {
    const known = own.get(role) ?? ROLES.get(role.toLowerCase());
    if (known !== undefined) return known;
  }
  const found = role === undefined ? 'no role' : `the role ${JSON.stringify(role)}`;
  throw refused(file, `${at} has ${found}; known are system, user and assistant`);
}

/** A text, or the texts of OpenAI's parts; undefined if anything else is among them. */
function textOf(content: unknown): string | undefined {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  const texts = (content as readonly unknown[]).map(part =>
    isFields(part) && typeof part['text'] === 'string' ? part['text'] : undefined,
  );
  return texts.includes(undefined) ? undefined : texts.join('');
}

/** FastChat's conversations name their two roles themselves. */
function ownRoles({ roles }: Fields): Roles {
  const [user, assistant] = Array.isArray(roles) ? (roles as readonly unknown[]) : [];
  return new Map([
    [assistant, 'assistant'],
    [user, 'user'],
  ]);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(file: string, what: string): Problem {
  return new Problem(EXIT.refused, `${file}: ${what}`);
}
