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
  importConfiguration: 'chatzoo.importConfiguration',
  openWalkthrough: 'chatzoo.openWalkthrough',
  openLeaderboard: 'chatzoo.openLeaderboard',
  saveLeaderboard: 'chatzoo.saveLeaderboard',
  showModels: 'chatzoo.showModels',
  unloadModels: 'chatzoo.unloadModels',
  addModel: 'chatzoo.addModel',
  newCustomBot: 'chatzoo.newCustomBot',
  refreshModels: 'chatzoo.refreshModels',
  loadModel: 'chatzoo.loadModel',
  unloadModel: 'chatzoo.unloadModel',
  testBot: 'chatzoo.testBot',
  duplicateBot: 'chatzoo.duplicateBot',
  renameBot: 'chatzoo.renameBot',
  removeBot: 'chatzoo.removeBot',
  revealModelFile: 'chatzoo.revealModelFile',
  useLineup: 'chatzoo.useLineup',
  saveLineup: 'chatzoo.saveLineup',
  deleteLineup: 'chatzoo.deleteLineup',
  editBot: 'chatzoo.editBot',
  downloadModel: 'chatzoo.downloadModel',
  pauseDownload: 'chatzoo.pauseDownload',
  resumeDownload: 'chatzoo.resumeDownload',
  cancelDownload: 'chatzoo.cancelDownload',
  setApiKey: 'chatzoo.setApiKey',
  openSettings: 'chatzoo.openSettings',
  showLog: 'chatzoo.showLog',
} as const;
export type CommandName = keyof typeof COMMANDS;

export const SETTINGS_SECTION = 'chatzoo';
export const SETTINGS = {
  bots: 'bots',
  lineups: 'lineups',
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
  modelsFolder: 'models.folder',
} as const;

export const SESSIONS_VIEW = 'chatzoo.sessions';
export const MODELS_VIEW = 'chatzoo.models';
/** Set while the sessions view shows only some of the sessions. */
export const FILTERED_CONTEXT = 'chatzoo.filtered';
/** Set once something was asked, and once a vote was cast, since the editor was started. */
export const ASKED_CONTEXT = 'chatzoo.asked';
export const VOTED_CONTEXT = 'chatzoo.voted';
/** The panels' types; the editor restores a panel of a known type after a reload. */
export const ARENA_PANEL = 'chatzoo.arena';
export const LEADERBOARD_PANEL = 'chatzoo.leaderboard';
export const BOT_PANEL = 'chatzoo.bot';
/** The read-only editor of GGUF files. */
export const GGUF_EDITOR = 'chatzoo.gguf';
/** Publisher and extension. */
export const EXTENSION = 'chatzoo.chatzoo';
/** Publisher, extension and walkthrough. */
export const WALKTHROUGH = 'chatzoo.chatzoo#getStarted';
/** The schemes of read-only editors. */
export const EXPORT_SCHEME = 'chatzoo-export';
export const IMPORT_SCHEME = 'chatzoo-import';
