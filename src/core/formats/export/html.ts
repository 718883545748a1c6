import type { Reply, SeatedBot, Turn, Vote } from '../../model.ts';
import type { SessionRecord } from '../record.ts';
import { escapeHtml } from './escapeHtml.ts';
import { botFacts, isoTime, replyFacts, sessionFacts, titleOf, voteFacts } from './facts.ts';
import type { ExportFormat } from './format.ts';
import { PAGE_END, pageStart } from './htmlPage.ts';
import { markdownToHtml } from './markdownToHtml.ts';

/**
 * One file to read in a browser or to print, without a network: no script, nothing loaded, colours as
 * the reader's system has them, replies side by side where there is room. The replies' Markdown is
 * rendered; prompts and thinking, which is folded away, are shown as they were written.
 */
export const html: ExportFormat = {
  id: 'html',
  label: 'HTML',
  extension: 'html',
  contents: ['full', 'prompts', 'votes'],
  async *render(records, { content, exportedAt, sessions = 1 }) {
    yield pageStart(
      'ChatZoo sessions',
      `Exported from ChatZoo at ${isoTime(exportedAt)}; content: ${content}`,
      sessions > 1 ? '<a href="#contents">Contents</a>' : '',
    );
    const titles: string[] = [];
    for await (const record of records) {
      titles.push(titleOf(record.session));
      yield sessionHtml(record, titles.length);
    }
    // The list is written last, when all titles are known, and the style puts it first.
    if (titles.length > 1 || sessions > 1) {
      yield '<nav id="contents" aria-label="Contents">\n<h1>Contents</h1>\n<ol>\n';
      for (const [i, title] of titles.entries()) {
        yield `<li><a href="#session-${i + 1}">${escapeHtml(title)}</a></li>\n`;
      }
      yield '</ol>\n</nav>\n';
    }
    yield PAGE_END;
  },
};

function sessionHtml(record: SessionRecord, number: number): string {
  const { session, turns, votes } = record;
  const says = (vote: Vote): string => voteHtml(record, vote);
  const facts = [
    ...sessionFacts(session),
    ...session.seats.map(bot => [bot.seat, botFacts(bot)] as const),
  ];
  return [
    `<section id="session-${number}">`,
    `<h1>${escapeHtml(titleOf(session))}</h1>`,
    '<dl>',
    ...facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`),
    '</dl>',
    ...session.seats.map(systemPromptHtml),
    ...turns.flatMap(turn => [
      turnHtml(turn),
      ...votes.filter(vote => vote.turnId === turn.id).map(says),
    ]),
    ...votes.filter(({ turnId }) => !turns.some(turn => turn.id === turnId)).map(says),
    '</section>\n',
  ]
    .filter(line => line !== '')
    .join('\n');
}

function systemPromptHtml({ seat, systemPrompt = '' }: SeatedBot): string {
  if (systemPrompt === '') return '';
  const shown = escapeHtml(systemPrompt);
  return `<h2>System prompt of ${escapeHtml(seat)}</h2>\n<div class="system">${shown}</div>`;
}

function turnHtml({ index, prompt, replies }: Turn): string {
  const asked = prompt === '' ? '' : `<div class="prompt">${escapeHtml(prompt)}</div>\n`;
  return `<h2>Turn ${index + 1}</h2>\n${asked}<div class="replies">\n${replies.map(replyHtml).join('')}</div>`;
}

function replyHtml(reply: Reply): string {
  const { seat, botName, thinking = '', text, correction } = reply;
  return [
    '<article class="reply">',
    `<h3>${escapeHtml(seat)}: ${escapeHtml(botName)}</h3>`,
    ...(thinking === ''
      ? []
      : [
          `<details>\n<summary>Thinking</summary>\n<div class="thinking">${escapeHtml(thinking)}</div>\n</details>`,
        ]),
    ...(text === '' ? [] : [`<div class="text">${markdownToHtml(text)}</div>`]),
    ...(correction === undefined
      ? []
      : [
          `<h4>Should have said</h4>\n<div class="correction text">${markdownToHtml(correction)}</div>`,
        ]),
    `<p class="facts">${replyFacts(reply).map(escapeHtml).join(' · ')}</p>`,
    '</article>\n',
  ].join('\n');
}

function voteHtml(record: SessionRecord, vote: Vote): string {
  const { on, said, comment, by } = voteFacts(record, vote);
  const remark = comment === '' ? '' : `<div class="comment">${escapeHtml(comment)}</div>`;
  return `<div class="vote"><strong>${escapeHtml(on)}:</strong> ${escapeHtml(said)} (${escapeHtml(by)})${remark}</div>`;
}
