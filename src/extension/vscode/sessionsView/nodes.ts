import type { SessionId } from '../../../core/model.ts';
import { GROUPS, type Group, type Hit, type SessionSummary } from '../../app/ports.ts';

export interface GroupNode {
  readonly kind: 'group';
  readonly group: Group;
}

export interface SessionNode {
  readonly kind: 'session';
  readonly id: SessionId;
  readonly session: SessionSummary;
}

/** A place in a session where the filter's text was found. */
export interface HitNode {
  readonly kind: 'hit';
  readonly hit: Hit;
  readonly index: number;
  readonly parent: SessionNode;
}

/** The last row of a group of which not all is shown. */
export interface MoreNode {
  readonly kind: 'more';
  readonly group: Group;
  readonly shown: number;
  readonly left: number;
}

export type SessionsNode = GroupNode | SessionNode | HitNode | MoreNode;

/** One object each for ever: the editor knows an element again by its identity. */
export const GROUP_NODES: Readonly<Record<Group, GroupNode>> = {
  todo: { kind: 'group', group: 'todo' },
  annotated: { kind: 'group', group: 'annotated' },
  debug: { kind: 'group', group: 'debug' },
};

/** The node that a command was called with, if it is one. */
export function asNode(value: unknown): SessionsNode | undefined {
  const node = value as Partial<SessionsNode> | null | undefined;
  switch (node?.kind) {
    case 'group':
      return isGroup(node.group) ? (node as GroupNode) : undefined;
    case 'session':
    case 'hit':
    case 'more':
      return node as SessionsNode;
    default:
      return undefined;
  }
}

function isGroup(value: unknown): value is Group {
  return GROUPS.includes(value as Group);
}
