import type { Reply, SessionId } from '../../src/core/model.ts';
import type { SessionRecord } from '../../src/core/formats/record.ts';
import type { Change, Told } from '../host/support/ackLog.ts';

/** What the log of one or more killed windows says must be, or may be, in the store. */
export class Expected {
  readonly #sessions = new Map<string, Session>();
  readonly #corrections = new Map<string, Field>();
  readonly #ended = new Map<string, { readonly text: string; readonly state: string }>();
  readonly #streamed = new Map<string, { readonly length: number; readonly at: number }[]>();
  readonly #open = new Map<number, Change>();
  /** Changes that were acknowledged. */
  acknowledged = 0;

  /** Takes the next line. */
  hear(told: Told): void {
    switch (told.kind) {
      case 'ready':
        // What was open when the window before was killed stays undecided for good.
        this.#open.clear();
        return;
      case 'begun':
        this.#open.set(told.op, told.change);
        this.#may(told.change);
        return;
      case 'done': {
        const change = this.#open.get(told.op);
        if (change) this.#must(change);
        this.#open.delete(told.op);
        this.acknowledged++;
        return;
      }
      case 'refused': {
        const change = this.#open.get(told.op);
        if (change) this.#not(change);
        this.#open.delete(told.op);
        return;
      }
      case 'ended':
        this.acknowledged++;
        this.#ended.set(told.reply, { text: told.text, state: told.state });
        this.#streamed.delete(told.reply);
        return;
      case 'streamed': {
        const known = this.#streamed.get(told.reply) ?? [];
        known.push({ length: told.length, at: told.at });
        this.#streamed.set(told.reply, known);
        return;
      }
    }
  }

  /** The sessions to look at. */
  get sessions(): readonly SessionId[] {
    return [...this.#sessions.keys()] as SessionId[];
  }

  /** What is wrong with the stored session; nothing if all that was acknowledged is there. */
  problemsOf(id: SessionId, stored: SessionRecord | undefined): readonly string[] {
    const expected = this.#sessions.get(id);
    if (!expected) return [];
    if (!stored) return expected.isThere === 'yes' ? [`${id} is gone`] : [];
    if (expected.isThere === 'no') return [`${id} is there although it was deleted`];
    const problems: string[] = [];
    const prompts = new Set(stored.turns.map(turn => turn.prompt));
    const comments = new Set(stored.votes.map(vote => vote.comment));
    for (const prompt of expected.prompts)
      if (!prompts.has(prompt)) problems.push(`${id} lacks the turn "${prompt}"`);
    for (const comment of expected.votes)
      if (!comments.has(comment)) problems.push(`${id} lacks the vote "${comment}"`);
    if (!holds(expected.title, stored.session.title)) problems.push(`${id} lost its title`);
    if (!holds(expected.tag, stored.session.tags.join())) problems.push(`${id} lost its tag`);
    for (const reply of stored.turns.flatMap(turn => turn.replies))
      problems.push(...this.#replyProblems(reply));
    return problems;
  }

  /** How much streamed text of a reply that never ended is lost, in milliseconds before the kill. */
  lostMs(reply: Reply, killedAt: number): number {
    const first = this.#streamed.get(reply.id)?.find(({ length }) => length > reply.text.length);
    return first === undefined ? 0 : killedAt - first.at;
  }

  #replyProblems(reply: Reply): readonly string[] {
    const ended = this.#ended.get(reply.id);
    const problems: string[] = [];
    if (ended && (ended.text !== reply.text || ended.state !== reply.state.kind))
      problems.push(`reply ${reply.id} is not what was shown (${reply.state.kind})`);
    if (!holds(this.#corrections.get(reply.id), reply.correction ?? ''))
      problems.push(`reply ${reply.id} lost its correction`);
    return problems;
  }

  #may(change: Change): void {
    if (change.do === 'correct') {
      add(fieldIn(this.#corrections, change.reply), change.text);
      return;
    }
    for (const session of idsOf(change).map(id => this.#session(id))) {
      if (change.do === 'rename') add(session.title, change.title);
      else if (change.do === 'tag') add(session.tag, change.tag);
      else if (change.do !== 'vote')
        session.isThere = session.isThere === 'yes' && change.do === 'turn' ? 'yes' : 'maybe';
    }
  }

  #must(change: Change): void {
    if (change.do === 'correct') {
      settle(fieldIn(this.#corrections, change.reply), change.text);
      return;
    }
    for (const session of idsOf(change).map(id => this.#session(id))) {
      if (change.do === 'rename') settle(session.title, change.title);
      else if (change.do === 'tag') settle(session.tag, change.tag);
      else if (change.do === 'vote') session.votes.add(change.comment);
      else session.isThere = change.do === 'remove' ? 'no' : 'yes';
      if (change.do === 'turn') session.prompts.add(change.prompt);
    }
  }

  #not(change: Change): void {
    if (change.do === 'correct') take(fieldIn(this.#corrections, change.reply), change.text);
    if (change.do === 'rename') take(this.#session(change.session).title, change.title);
    if (change.do === 'tag') take(this.#session(change.session).tag, change.tag);
  }

  #session(id: string): Session {
    let session = this.#sessions.get(id);
    if (!session) {
      session = {
        isThere: 'maybe',
        prompts: new Set(),
        votes: new Set(),
        title: { known: undefined, perhaps: new Set() },
        tag: { known: undefined, perhaps: new Set() },
      };
      this.#sessions.set(id, session);
    }
    return session;
  }
}

interface Session {
  isThere: 'yes' | 'no' | 'maybe';
  readonly prompts: Set<string>;
  readonly votes: Set<string>;
  readonly title: Field;
  readonly tag: Field;
}

/** One value: what was acknowledged last, or what was begun after it. */
interface Field {
  known: string | undefined;
  readonly perhaps: Set<string>;
}

function holds(field: Field | undefined, stored: string): boolean {
  if (!field || field.known === undefined) return true;
  return stored === field.known || field.perhaps.has(stored);
}

function add(field: Field, value: string): void {
  field.perhaps.add(value);
}

function settle(field: Field, value: string): void {
  field.known = value;
  field.perhaps.clear();
}

function take(field: Field, value: string): void {
  field.perhaps.delete(value);
}

function fieldIn(fields: Map<string, Field>, id: string): Field {
  let field = fields.get(id);
  if (!field) fields.set(id, (field = { known: undefined, perhaps: new Set() }));
  return field;
}

function idsOf(change: Exclude<Change, { readonly do: 'correct' }>): readonly string[] {
  return change.do === 'import' ? change.sessions : [change.session];
}
