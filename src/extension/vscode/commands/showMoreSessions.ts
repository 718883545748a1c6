import { asNode } from '../sessionsView/nodes.ts';
import type { Command } from './command.ts';

/** What the last row of a group does when not all of its sessions are shown. */
export const showMoreSessions: Command = async ({ tree }, target) => {
  const node = asNode(target);
  if (node?.kind === 'more') await tree.showMore(node.group);
};
