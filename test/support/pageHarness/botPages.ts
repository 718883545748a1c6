import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { BotHost } from './botHost.ts';
import { bundlePage } from './bundle.ts';
import { launch, openPage, type OpenPage } from './open.ts';
import type { ThemeName } from './themes.ts';

interface ShowOptions {
  readonly calls?: ConstructorParameters<typeof BotHost>[0]['calls'];
  readonly kept?: unknown;
  readonly width?: number;
  readonly height?: number;
  readonly theme?: ThemeName;
  readonly locale?: string;
  readonly bundle?: Readonly<Record<string, string>>;
}

interface Shown extends OpenPage {
  readonly host: BotHost;
}

type Subject = ConstructorParameters<typeof BotHost>[0]['subject'];
type Show = (text: string, subject: Subject, options?: ShowOptions) => Promise<Shown>;

/** One browser for a file of tests. @returns a function that opens the form of a bot of these settings. */
export function botPages(): Show {
  let browser: Browser;
  let files: { js: string; css: string };
  beforeAll(async () => {
    [browser, files] = await Promise.all([launch(), bundlePage('src/webview/bot/main.tsx')]);
  });
  afterAll(() => browser.close());
  return async (text, subject, { calls = {}, ...options } = {}) => {
    const { locale = 'en', bundle = {} } = options;
    const host = new BotHost({ text, subject, locale, bundle, calls });
    const opened = await openPage(browser, { page: 'bot', files, host: host.open, ...options });
    await opened.page
      .getByTestId('field-name')
      .or(opened.page.getByTestId('notice'))
      .or(opened.page.getByTestId('gone'))
      .first()
      .waitFor();
    return { host, ...opened };
  };
}

/** A bot on this machine and one on a server. */
export const TWO_BOTS = `{
  // our bots
  "chatzoo.bots": [
    {
      "name": "Owl", // the wise one
      "kind": "llama",
      "modelPath": "owl.gguf",
      "sampling": { "temperature": 0.5 },
      "note": { "by": "us" }
    },
    {
      "name": "Far",
      "kind": "openai",
      "baseUrl": "http://127.0.0.1:9/v1",
      "model": "m"
    }
  ]
}
`;

export function field(page: Page, id: string): Locator {
  return page.getByTestId(id);
}

/** Types into a field and leaves it. */
export async function type(page: Page, id: string, text: string): Promise<void> {
  await field(page, id).fill(text);
  await field(page, id).press('Enter');
}
