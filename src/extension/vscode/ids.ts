// Every id that package.json and the code must agree on; test/unit/manifest.test.ts compares them.

export const COMMANDS = {
  openArena: 'chatzoo.openArena',
  newSession: 'chatzoo.newSession',
  openSession: 'chatzoo.openSession',
  renameSession: 'chatzoo.renameSession',
  deleteSession: 'chatzoo.deleteSession',
  pinSession: 'chatzoo.pinSession',
  unpinSession: 'chatzoo.unpinSession',
  tagSession: 'chatzoo.tagSession',
  duplicateSession: 'chatzoo.duplicateSession',
  undoDelete: 'chatzoo.undoDelete',
  searchSessions: 'chatzoo.searchSessions',
  filterSessions: 'chatzoo.filterSessions',
  clearFilter: 'chatzoo.clearFilter',
  showMoreSessions: 'chatzoo.showMoreSessions',
  showStorage: 'chatzoo.showStorage',
  deleteAllData: 'chatzoo.deleteAllData',
  exportSession: 'chatzoo.exportSession',
  exportSessions: 'chatzoo.exportSessions',
  importSessions: 'chatzoo.importSessions',
  openLeaderboard: 'chatzoo.openLeaderboard',
  saveLeaderboard: 'chatzoo.saveLeaderboard',
  showModels: 'chatzoo.showModels',
  unloadModels: 'chatzoo.unloadModels',
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
  annotator: 'annotator',
  databasePath: 'database.path',
  backups: 'database.backups',
  shareFolder: 'share.folder',
  concurrency: 'generation.concurrency',
  stallTimeout: 'generation.stallTimeout',
  idleTimeout: 'generation.idleTimeout',
  memoryLimit: 'generation.memoryLimit',
} as const;

export const SESSIONS_VIEW = 'chatzoo.sessions';
/** Set while the sessions view shows only some of the sessions. */
export const FILTERED_CONTEXT = 'chatzoo.filtered';
/** The panels' types; the editor restores a panel of a known type after a reload. */
export const ARENA_PANEL = 'chatzoo.arena';
export const LEADERBOARD_PANEL = 'chatzoo.leaderboard';
/** The schemes of read-only editors. */
export const EXPORT_SCHEME = 'chatzoo-export';
export const IMPORT_SCHEME = 'chatzoo-import';
