// @ts-check
import { existsSync, realpathSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** Fixed, because a browser keeps what it remembers of VS Code by address and port. */
const DEFAULT_PORT = 8137;

export const START_HELP = `npm start [-- options]   builds ChatZoo and opens it in VS Code

  --folder PATH    the folder to open; default: a small demo folder
  --served         serve VS Code to the browser, even if desktop VS Code ("code") is on PATH
  --port N         where to serve it on 127.0.0.1; default ${DEFAULT_PORT}; 0: any free port
  --browser none   only print the address
  --help           this text`;

/**
 * @typedef {object} StartOptions
 * @property {boolean} help
 * @property {boolean} served
 * @property {boolean} browser whether to open one
 * @property {number} port
 * @property {string | undefined} folder absolute
 */

/**
 * @param {string[]} args
 * @returns {StartOptions}
 * @throws Error that says what to do
 */
export function parseStartOptions(args) {
  const values = readArguments(args);
  return {
    help: values.help ?? false,
    served: (values.served ?? false) || values.port !== undefined || values.browser !== undefined,
    browser: readBrowser(values.browser),
    port: readPort(values.port),
    folder: readFolder(values.folder),
  };
}

/** @param {string[]} args */
function readArguments(args) {
  try {
    return parseArgs({
      args,
      options: {
        help: { type: 'boolean' },
        served: { type: 'boolean' },
        port: { type: 'string' },
        browser: { type: 'string' },
        folder: { type: 'string' },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new Error(`${reason}.\n\n${START_HELP}`);
  }
}

/** @param {string | undefined} value */
function readBrowser(value) {
  if (value === undefined) return true;
  if (value === 'none') return false;
  throw new Error(`--browser knows only "none", not "${value}".`);
}

/** @param {string | undefined} value */
function readPort(value) {
  if (value === undefined) return DEFAULT_PORT;
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65535) return port;
  throw new Error(`--port needs a number from 0 to 65535, not "${value}".`);
}

/** @param {string | undefined} value */
function readFolder(value) {
  if (value === undefined) return undefined;
  if (!existsSync(value) || !statSync(value).isDirectory()) {
    throw new Error(`--folder: there is no folder ${value}.`);
  }
  return realpathSync(value);
}
