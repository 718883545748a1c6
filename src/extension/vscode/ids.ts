// Every id that package.json and the code must agree on; test/unit/manifest.test.ts compares them.

export const COMMANDS = {
  openArena: 'chatzoo.openArena',
  newSession: 'chatzoo.newSession',
  openSession: 'chatzoo.openSession',
  renameSession: 'chatzoo.renameSession',
  deleteSession: 'chatzoo.deleteSession',
  exportSession: 'chatzoo.exportSession',
  openLeaderboard: 'chatzoo.openLeaderboard',
  setApiKey: 'chatzoo.setApiKey',
  openSettings: 'chatzoo.openSettings',
  showLog: 'chatzoo.showLog',
} as const;
export type CommandName = keyof typeof COMMANDS;

export const SETTINGS_SECTION = 'chatzoo';
export const SETTINGS = {
  bots: 'bots',
  mode: 'mode',
  annotationMode: 'annotation.mode',
  databasePath: 'database.path',
} as const;

export const SESSIONS_VIEW = 'chatzoo.sessions';
/** The panels' types; the editor restores a panel of a known type after a reload. */
export const ARENA_PANEL = 'chatzoo.arena';
export const LEADERBOARD_PANEL = 'chatzoo.leaderboard';
