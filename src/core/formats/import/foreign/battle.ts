import type { SessionId, Timestamp, Verdict, Vote } from '../../../model.ts';
import { orderText } from '../../../order.ts';
import { assertNever } from '../../../std/assertNever.ts';
import type { SessionRecord } from '../../record.ts';
import type { ImportContext } from '../format.ts';
import { importedBot, recordOf, turnsSideBySide } from './draft.ts';
import type { MakeId } from './ids.ts';
import type { Said } from './said.ts';
import { roundsOf } from './said.ts';

/** A battle of two models with its conversations, however its file spells it. */
export interface BattleDraft {
  readonly origin: string;
  /** What the file calls it; '' if it has no name. */
  readonly key: string | number;
  readonly models: readonly [string, string];
  readonly conversations: readonly [readonly Said[], readonly Said[]];
  readonly verdict: Verdict;
  readonly voter: string;
  readonly castAt: Timestamp;
  readonly blind: boolean;
  /** The path of the second conversation's texts, for prompts that differ from the first's. */
  readonly otherPrompts: string;
}

/**
 * One arena session with the battle's vote on the whole of it. Its id comes from the name, the
 * models and the texts, so that two judges of one battle meet in one session, and two battles with
 * one name do not.
 */
export function battleRecord(
  battle: BattleDraft,
  makeId: MakeId,
  context: ImportContext,
): SessionRecord {
  const [a, b] = battle.conversations.map(roundsOf) as [
    ReturnType<typeof roundsOf>,
    ReturnType<typeof roundsOf>,
  ];
  const id = makeId('session', battle.key, ...battle.models, textsOf(battle.conversations));
  const seats = [
    importedBot(0, battle.models[0], context.hash, a.systemPrompt),
    importedBot(1, battle.models[1], context.hash, b.systemPrompt),
  ] as const;
  const vote = sessionVote({ ...battle, id, shown: seats }, makeId);
  const turns = turnsSideBySide(
    [
      { bot: seats[0], rounds: a.rounds },
      { bot: seats[1], rounds: b.rounds },
    ],
    battle.castAt,
    () => context.onNotKept(battle.otherPrompts),
  );
  const draft = { id, origin: battle.origin, createdAt: battle.castAt, seats, turns } as const;
  return recordOf({ ...draft, mode: 'arena', annotationMode: 'session' }, [vote], makeId, context);
}

/** A vote on a whole session; equal votes have one id. */
export function sessionVote(
  vote: Pick<BattleDraft, 'verdict' | 'voter' | 'castAt' | 'blind'> & {
    readonly id: SessionId;
    readonly shown: Vote['shown'];
    /** What else tells it from other votes of the same voter at the same time. */
    readonly key?: string | number;
  },
  makeId: MakeId,
): Vote {
  const { id: sessionId, verdict, voter, castAt, shown, blind, key = '' } = vote;
  const outcome = outcomeOf(verdict);
  return {
    id: makeId('vote', sessionId, voter, castAt, outcome, key),
    sessionId,
    castAt,
    voter: { kind: 'human', name: voter },
    verdict,
    shown,
    blind,
    comment: '',
    flags: [],
  };
}

/** Tells verdicts apart. */
function outcomeOf(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'best':
      return verdict.winner;
    case 'ranking':
      return orderText(verdict.order);
    case 'allGood':
    case 'allBad':
      return verdict.kind;
    default:
      return assertNever(verdict);
  }
}

function textsOf(conversations: BattleDraft['conversations']): string {
  return JSON.stringify(
    conversations.map(messages => messages.map(({ role, text }) => [role, text ?? null])),
  );
}
