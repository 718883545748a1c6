import { standing } from '../ranking/battles.ts';
import { assertNever } from '../std/assertNever.ts';
import type { Reply, SeatedBot, Turn, Vote } from '../model.ts';
import type { ExportFormat } from './format.ts';

/** A transcript to read: prompts, replies with parameters and timings, votes. */
export const markdown: ExportFormat = {
  id: 'markdown',
  label: 'Markdown',
  extension: 'md',
  render: ({ session, turns, votes }) => {
    const stands = standing(votes);
    const onSession = stands.filter(vote => vote.turnId === undefined);
    const blocks = [
      `# ${oneLine(session.title) || 'ChatZoo session'}`,
      [
        `- Created: ${new Date(session.createdAt).toISOString()}`,
        `- Mode: ${session.mode}; annotation: ${session.annotationMode}`,
        ...session.seats.map(describe),
      ].join('\n'),
      ...turns.flatMap(turn =>
        turnBlocks(
          turn,
          stands.filter(vote => vote.turnId === turn.id),
        ),
      ),
      ...onSession.map(vote => `**Vote on the session:** ${verdictOf(vote)}`),
    ];
    return blocks.join('\n\n') + '\n';
  },
};

function turnBlocks(turn: Turn, votes: readonly Vote[]): string[] {
  return [
    `## Turn ${turn.index + 1}`,
    quote(turn.prompt),
    ...turn.replies.flatMap(reply => [
      `### ${reply.seat}: ${oneLine(reply.botName)}`,
      ...(reply.text === '' ? [] : [reply.text.trimEnd()]),
      `_${factsOf(reply).join(' · ')}_`,
    ]),
    ...votes.map(vote => `**Vote on turn ${turn.index + 1}:** ${verdictOf(vote)}`),
  ];
}

function describe({ seat, name, kind, model, fingerprint }: SeatedBot): string {
  return `- ${seat}: ${oneLine(name)} (${kind}, ${oneLine(model)}, ${fingerprint})`;
}

function factsOf({
  model,
  fingerprint,
  state,
  tokens,
  timings,
  sampling,
  attempt,
}: Reply): string[] {
  const parameters = Object.entries(sampling)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return [
    stateOf(state),
    oneLine(model),
    fingerprint,
    ...(tokens ? [`${tokens.prompt} + ${tokens.completion} tokens`] : []),
    ...(timings
      ? [
          `first token ${Math.round(timings.firstTokenMs)} ms, total ${Math.round(timings.totalMs)} ms`,
        ]
      : []),
    ...(timings?.tokensPerSecond === undefined
      ? []
      : [`${timings.tokensPerSecond.toFixed(1)} tokens/s`]),
    ...(attempt > 1 ? [`attempt ${attempt}`] : []),
    ...parameters,
  ];
}

function stateOf(state: Reply['state']): string {
  switch (state.kind) {
    case 'queued':
    case 'streaming':
      return 'not finished';
    case 'done':
      return state.finish === 'length' ? 'cut at the token limit' : 'finished';
    case 'stopped':
      return 'stopped';
    case 'failed':
      return `failed (${state.code}): ${oneLine(state.message)}`;
    default:
      return assertNever(state);
  }
}

function verdictOf({ verdict, shown, comment, castAt, voter }: Vote): string {
  const said = ((): string => {
    switch (verdict.kind) {
      case 'best': {
        const name = shown.find(bot => bot.seat === verdict.winner)?.name ?? '?';
        return `${verdict.winner} (${oneLine(name)}) is best`;
      }
      case 'allGood':
        return 'all good';
      case 'allBad':
        return 'all bad';
      default:
        return assertNever(verdict);
    }
  })();
  const remark = comment === '' ? '' : ` – ${oneLine(comment)}`;
  return `${said}${remark} (${voter.name}, ${new Date(castAt).toISOString()})`;
}

/** For headings and list items, where a line break would end the element. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function quote(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(line => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}
