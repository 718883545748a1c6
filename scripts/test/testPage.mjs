// @ts-check
import { chromium } from 'playwright-core';
import { browserFlags } from '../host/browser.mjs';

/** What test/host/index.ts puts before each line of the tests. */
const MARK = '[test] ';
const KEPT_LINES = 40;
/** Said all the time where there is no internet and nobody signed in. */
const NOISE = /^\[AgentHost|open-vsx|^Creating a socket|^\[Service Worker\]/;

/**
 * Opens a workbench that runs tests and waits for it to say that they ended.
 *
 * @param {object} options
 * @param {string} options.url with `extensionTestsPath`
 * @param {string} options.browser
 * @param {string} options.profile the browser's folder
 * @param {number} options.timeoutMs
 * @param {import('../host/install.mjs').Log} options.log hears what the tests print
 * @returns {Promise<number>} the tests' exit code
 * @throws Error that says what it waited for
 */
export async function runInPage({ url, browser, profile, timeoutMs, log }) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browser,
    args: browserFlags(),
    viewport: { width: 1280, height: 800 },
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    let waitingFor = 'the page to load';
    /** @type {string[]} */
    const others = [];
    let spoken = false;
    /** @type {(code: number) => void} */
    let end = () => {};
    /** @type {(reason: string) => void} */
    let fail = () => {};
    /** @type {Promise<number>} */
    const ended = new Promise((resolve, reject) => {
      end = resolve;
      fail = reason => reject(new Error(`${reason}\nThe page's last lines:\n${others.join('\n')}`));
    });
    ended.catch(() => {}); // it may fail before anybody waits for it
    await page.exposeFunction('codeAutomationExit', end);
    await page.exposeFunction(
      'codeAutomationLog',
      (/** @type {string} */ _type, /** @type {unknown[]} */ values) => {
        const line = values.map(String).join(' ');
        if (line.startsWith(MARK)) {
          const said = line.slice(MARK.length);
          spoken = true;
          waitingFor = `the tests to end; their last line was: ${said}`;
          log(said);
        } else if (!NOISE.test(line)) {
          others.push(line);
          if (others.length > KEPT_LINES) others.shift();
        }
      },
    );
    page.on('crash', () => fail('The page crashed.'));
    const timer = setTimeout(
      () => fail(`Waited ${timeoutMs / 1000} s for ${waitingFor}`),
      timeoutMs,
    );
    try {
      await page.goto(url);
      waitingFor = 'the extension host to start and the first test to say something';
      const code = await ended;
      // Nothing from the tests: VS Code itself says why.
      if (!spoken) log(others.join('\n'));
      return code;
    } finally {
      clearTimeout(timer);
    }
  } finally {
    await context.close();
  }
}
