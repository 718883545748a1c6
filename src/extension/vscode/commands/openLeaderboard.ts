import type { Command } from './command.ts';

export const openLeaderboard: Command = ({ leaderboardPanel }) => leaderboardPanel.show();
