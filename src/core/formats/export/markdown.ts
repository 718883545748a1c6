import type { Reply, SeatedBot, Turn, Vote } from '../../model.ts';
import type { SessionRecord } from '../record.ts';
import {
  botFacts,
  isoTime,
  oneLine,
  replyFacts,
  sessionFacts,
  titleOf,
  voteFacts,
} from './facts.ts';
import type { ExportFormat } from './format.ts';

/**
 * A transcript to read: prompts, replies with parameters and timings, corrections, votes. Several
 * sessions end with a list of contents, to which the first line leads: only at the end are all titles
 * known.
 *
 * Texts are quoted, or fenced by a fence longer than any inside, so that none can change what is
 * around it. The front matter is ours and of values that hold no user text, so a title cannot be one.
 */
export const markdown: ExportFormat = {
  id: 'markdown',
  label: 'Markdown',
  extension: 'md',
  contents: ['full', 'prompts', 'votes'],
  async *render(records, { content, exportedAt, sessions = 1 }) {
    yield `---\ngenerator: ChatZoo\nexported: ${isoTime(exportedAt)}\ncontent: ${content}\n---\n`;
    if (sessions > 1) yield '\n[Contents](#contents)\n';
    const titles: string[] = [];
    for await (const record of records) {
      titles.push(titleOf(record.session));
      const anchor = `<a id="session-${titles.length}"></a>`;
      yield `\n${[anchor, ...sessionBlocks(record)].join('\n\n')}\n`;
    }
    if (titles.length < 2 && sessions < 2) return;
    yield '\n<a id="contents"></a>\n\n# Contents\n\n';
    for (const [i, title] of titles.entries()) {
      yield `${i + 1}. [${escapeInline(title)}](#session-${i + 1})\n`;
    }
  },
};

function sessionBlocks(record: SessionRecord): string[] {
  const { session, turns, votes } = record;
  const says = (vote: Vote): string[] => voteBlocks(record, vote);
  return [
    `# ${escapeInline(titleOf(session))}`,
    [
      ...sessionFacts(session).map(([name, value]) => `- ${name}: ${escapeInline(value)}`),
      ...session.seats.map(bot => `- ${bot.seat}: ${escapeInline(botFacts(bot))}`),
    ].join('\n'),
    ...session.seats.flatMap(systemPromptBlocks),
    ...turns.flatMap(turn => [
      ...turnBlocks(turn),
      ...votes.filter(vote => vote.turnId === turn.id).flatMap(says),
    ]),
    ...votes.filter(({ turnId }) => !turns.some(turn => turn.id === turnId)).flatMap(says),
  ];
}

function systemPromptBlocks({ seat, systemPrompt = '' }: SeatedBot): string[] {
  return systemPrompt === '' ? [] : [`**System prompt of ${seat}:**`, ...textBlocks(systemPrompt)];
}

function turnBlocks({ index, prompt, replies }: Turn): string[] {
  return [`## Turn ${index + 1}`, ...textBlocks(prompt), ...replies.flatMap(replyBlocks)];
}

function replyBlocks(reply: Reply): string[] {
  return [
    `### ${reply.seat}: ${escapeInline(reply.botName)}`,
    ...thinkingBlocks(reply),
    ...textBlocks(reply.text),
    ...(reply.correction === undefined
      ? []
      : ['**Should have said:**', ...textBlocks(reply.correction)]),
    `_${replyFacts(reply).map(escapeInline).join(' · ')}_`,
  ];
}

/** Folded away, where Markdown is shown with its HTML; before the answer, as it came. */
function thinkingBlocks({ thinking = '' }: Reply): string[] {
  const blocks = textBlocks(thinking);
  return blocks.length === 0
    ? []
    : ['<details>\n<summary>Thinking</summary>', ...blocks, '</details>'];
}

function voteBlocks(record: SessionRecord, vote: Vote): string[] {
  const { on, said, comment, by } = voteFacts(record, vote);
  return [`**${on}:** ${escapeInline(said)} (${escapeInline(by)})`, ...textBlocks(comment)];
}

/** Of raw HTML and pictures a quotation would not hold the effect. */
const REACHES_OUT = /<[A-Za-z/!?]|!\[/;

/** Whether it may define links: in lists and over several lines too, so any `[` before a `]:` counts. */
function definesLinks(text: string): boolean {
  const opened = text.indexOf('[');
  return opened !== -1 && text.includes(']:', opened);
}

/** A text as it is, in a place that it cannot leave. */
function textBlocks(text: string): string[] {
  if (text.trim() === '') return [];
  const lines = text.trimEnd().split(/\r\n|\r|\n/);
  if (REACHES_OUT.test(text) || definesLinks(text)) {
    const fence = fenceFor(text);
    return [[`${fence}markdown`, ...lines, fence].join('\n')];
  }
  return [lines.map(line => (line === '' ? '>' : `> ${line}`)).join('\n')];
}

/** Longer than any run of backticks in the text. */
function fenceFor(text: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  return '`'.repeat(longest + 1);
}

/** Text in a line of ours: what Markdown would read as a mark is escaped. */
function escapeInline(text: string): string {
  return oneLine(text)
    .replace(/[\\`*[\]<>~|#&!$]|:\/\/|@/g, mark => `\\${mark}`)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_');
}
