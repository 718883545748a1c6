// @ts-check
// Entry of the server's process: node serverProcess.mjs <server-main.js> <its arguments…>
// Runs VS Code's server and ends it, extension hosts included, when whoever started it is gone in whatever way:
// the parent holds the other end of stdin and never writes to it.
import { pathToFileURL } from 'node:url';

process.stdin.on('close', () => process.kill(-process.pid, 'SIGKILL'));
process.stdin.resume();

const [main] = process.argv.splice(2, 1);
if (!main) throw new Error('Which server-main.js?');
await import(pathToFileURL(main).href);
