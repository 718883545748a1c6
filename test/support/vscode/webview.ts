import type { Frame, Page } from 'playwright-core';
import { waitFor } from './waiting.ts';

/** The value of `<body data-page="…">`, or any other way to know the page. */
export type WhichPage = string | ((frame: Frame) => Promise<boolean>);

/** The document of the visible webview that shows this page. Ask anew after it was hidden or reloaded. */
export function findWebview(page: Page, which: WhichPage): Promise<Frame> {
  const matches = typeof which === 'string' ? isPage(which) : which;
  const name = typeof which === 'string' ? `the page "${which}"` : 'a page';
  return waitFor(`a visible webview with ${name}`, async () => {
    for (const frame of page.frames()) {
      if ((await isVisibleWebview(frame)) && (await matches(frame))) return frame;
    }
    return undefined;
  });
}

function isPage(wanted: string): (frame: Frame) => Promise<boolean> {
  return async frame => (await frame.evaluate(() => document.body.dataset['page'])) === wanted;
}

/** VS Code loads a webview into a pending frame first and keeps hidden ones around. */
async function isVisibleWebview(frame: Frame): Promise<boolean> {
  const outer = frame.parentFrame();
  if (!outer?.parentFrame() || frame.isDetached()) return false;
  try {
    const element = await frame.frameElement();
    const id = await element.getAttribute('id');
    return id === 'active-frame' && (await (await outer.frameElement()).isVisible());
  } catch {
    return false; // it went away meanwhile
  }
}
