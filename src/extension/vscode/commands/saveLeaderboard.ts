import type { Command } from './command.ts';

export const saveLeaderboard: Command = ({ leaderboardPanel }) => leaderboardPanel.save();
