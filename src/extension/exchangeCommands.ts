// A bundle of its own: the formats of other programs are read when somebody first exports or imports.
export { exportSession, exportSessions } from './vscode/commands/exportSession.ts';
export { importSessions } from './vscode/commands/importSessions.ts';
