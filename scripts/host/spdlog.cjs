// @ts-check
// Stands in for the native module @vscode/spdlog inside the VS Code server that tests and `npm start` run.
// Same interface, as far as VS Code uses it; no rotation.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const LEVELS = /** @type {const} */ (['trace', 'debug', 'info', 'warning', 'error', 'critical']);

class Logger {
  #level = 2;
  #formatted = true;
  /** @type {string} */
  #file;

  /** @param {string} file */
  constructor(file) {
    this.#file = file;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.appendFileSync(file, '');
  }

  /**
   * @param {number} level
   * @param {string} message
   */
  #write(level, message) {
    if (level < this.#level) return;
    const time = new Date().toISOString().replace('T', ' ').slice(0, 23);
    const line = this.#formatted ? `${time} [${LEVELS[level]}] ${message}\n` : message;
    fs.appendFileSync(this.#file, line);
  }

  /** @param {string} message */
  trace(message) {
    this.#write(0, message);
  }
  /** @param {string} message */
  debug(message) {
    this.#write(1, message);
  }
  /** @param {string} message */
  info(message) {
    this.#write(2, message);
  }
  /** @param {string} message */
  warn(message) {
    this.#write(3, message);
  }
  /** @param {string} message */
  error(message) {
    this.#write(4, message);
  }
  /** @param {string} message */
  critical(message) {
    this.#write(5, message);
  }

  getLevel() {
    return this.#level;
  }
  /** @param {number} level 0 (trace) to 6 (off) */
  setLevel(level) {
    this.#level = level;
  }
  setPattern() {
    this.#formatted = true;
  }
  clearFormatters() {
    this.#formatted = false;
  }
  flush() {}
  drop() {}
}

/**
 * @param {string} _name
 * @param {string} file
 */
async function createRotatingLogger(_name, file) {
  return new Logger(file);
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = createRotatingLogger;
exports.createAsyncRotatingLogger = createRotatingLogger;
