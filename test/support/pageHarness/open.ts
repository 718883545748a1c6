import { chromium, type Browser, type Page } from 'playwright-core';
import type { Port } from '../../../src/protocol/rpc.ts';
import { htmlOf, type HtmlOptions } from './html.ts';

/** Chromium of the system, as no browser is downloaded here. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHATZOO_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
}

interface OpenOptions extends Partial<HtmlOptions> {
  readonly page: string;
  readonly files: { readonly js: string; readonly css: string };
  readonly width?: number;
  readonly height?: number;
  /** Puts the host in place before the page runs. */
  readonly host?: (port: Port) => void;
  /** What the editor kept of an earlier page. */
  readonly kept?: unknown;
  /** A clock that a test can turn on: `page.clock`. */
  readonly hasClock?: boolean;
}

export interface OpenPage {
  readonly page: Page;
  /** Addresses that the page asked for, its own three left out. */
  readonly requests: readonly string[];
  /** Uncaught errors, console errors and blocked styles. */
  readonly complaints: readonly string[];
}

/** Opens a page in a real browser beside a host that speaks the real contract. */
export async function openPage(browser: Browser, options: OpenOptions): Promise<OpenPage> {
  const { files, host, kept, hasClock = false, width = 1280, height = 800 } = options;
  const page = await browser.newPage({ viewport: { width, height } });
  if (hasClock) await page.clock.install();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(error.message));
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const html = htmlOf({
    theme: 'dark',
    locale: 'en',
    bundle: {},
    csp: true,
    ...options,
  });
  const own = new Map([
    ['http://page.test/', { contentType: 'text/html', body: html }],
    [`http://page.test/${options.page}.js`, { contentType: 'text/javascript', body: files.js }],
    [`http://page.test/${options.page}.css`, { contentType: 'text/css', body: files.css }],
  ]);
  await page.route('**', route => {
    const file = own.get(route.request().url());
    if (file) return route.fulfill(file);
    requests.push(route.request().url());
    return route.abort();
  });
  const listeners = new Set<(message: unknown) => void>();
  await page.exposeFunction('toHost', (message: unknown) => {
    for (const listener of listeners) listener(message);
  });
  await page.addInitScript(state => {
    const scope = globalThis as unknown as Record<string, unknown>;
    scope['keptState'] = state;
    scope['acquireVsCodeApi'] = () => ({
      postMessage: (message: unknown) => void (scope['toHost'] as (m: unknown) => unknown)(message),
      getState: () => scope['keptState'],
      setState: (next: unknown) => (scope['keptState'] = next),
    });
  }, kept);
  host?.({
    post: message =>
      void page.evaluate(data => window.postMessage(data, '*'), message).catch(() => undefined),
    listen: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  await page.goto('http://page.test/');
  return { page, requests, complaints };
}
