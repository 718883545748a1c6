import * as vscode from 'vscode';
import type { SessionId, TurnId } from '../../../core/model.ts';
import { GROUPS, type Hit, type SessionSummary } from '../../app/ports.ts';
import type { App } from '../app.ts';
import { errorText } from '../errorText.ts';
import { withoutIcons } from './plainText.ts';
import { agoIn, type Ago } from './relativeTime.ts';
import { descriptionText, placeText, snippetText, titleText } from './rowTexts.ts';

/** A keystroke that follows sooner makes the search before it needless. */
const PAUSE_MS = 120;
const MOST_HITS = 100;
/** Offered before anything is typed. */
const NEWEST = 30;

/** A session, and the turn of the hit if there was one. */
export interface Found {
  readonly id: SessionId;
  readonly turnId?: TurnId | undefined;
}

interface Row extends vscode.QuickPickItem {
  readonly found: Found;
}

export interface SearchPickOptions {
  readonly title: string;
  readonly placeholder: string;
  /** Makes a button that hands the text over to the sessions view. */
  readonly onShowInView?: ((text: string) => void) | undefined;
}

/**
 * Lets the user find a session by any text in it, as they type; before that the newest are offered.
 *
 * @returns undefined if they chose none.
 */
export function searchPick(
  { sessions }: App,
  { title, placeholder, onShowInView }: SearchPickOptions,
): Promise<Found | undefined> {
  const { t } = vscode.l10n;
  const ago = agoIn(vscode.env.language);
  const pick = vscode.window.createQuickPick<Row>();
  // The store's order is the right one; the property is not among the typed ones.
  (pick as { sortByLabel?: boolean }).sortByLabel = false;
  const showInView: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('filter'),
    tooltip: t('Show in the view'),
  };
  pick.title = title;
  pick.placeholder = placeholder;
  pick.buttons = onShowInView ? [showInView] : [];
  let search = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const rowsFor = async (text: string, signal: AbortSignal): Promise<readonly Row[]> => {
    if (text === '') return (await newest(sessions)).map(session => sessionRow(session, ago));
    const hits = await sessions.search(text, {
      limit: MOST_HITS,
      signal,
      onProgress: fraction => {
        if (signal.aborted || fraction >= 1) return;
        pick.title = `${title} · ${t('indexing {0} %', Math.floor(100 * fraction))}`;
      },
    });
    return hits.map(hit => hitRow(hit, ago));
  };
  const look = async (): Promise<void> => {
    search.abort();
    search = new AbortController();
    const { signal } = search;
    pick.busy = true;
    try {
      const rows = await rowsFor(pick.value.trim(), signal);
      if (signal.aborted) return;
      pick.items = rows;
      pick.title = title;
    } catch (error) {
      if (signal.aborted) return;
      pick.items = [];
      pick.title = errorText(error);
    }
    pick.busy = false;
  };

  return new Promise(resolve => {
    pick.onDidChangeValue(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void look(), PAUSE_MS);
    });
    pick.onDidAccept(() => {
      const [row] = pick.selectedItems;
      if (!row) return;
      resolve(row.found);
      pick.hide();
    });
    pick.onDidTriggerButton(() => {
      onShowInView?.(pick.value);
      pick.hide();
    });
    pick.onDidHide(() => {
      clearTimeout(timer);
      search.abort();
      pick.dispose();
      resolve(undefined);
    });
    pick.show();
    void look();
  });
}

async function newest(sessions: App['sessions']): Promise<readonly SessionSummary[]> {
  const page = { offset: 0, limit: NEWEST };
  const groups = await Promise.all(GROUPS.map(group => sessions.list(group, page)));
  return groups
    .flat()
    .sort((a, b) => b.updatedAt - a.updatedAt)
    .slice(0, NEWEST);
}

function sessionRow(session: SessionSummary, ago: Ago): Row {
  const { t } = vscode.l10n;
  return {
    label: withoutIcons(titleText(session.title, t)),
    description: withoutIcons(descriptionText(session, { t, now: Date.now(), ago })),
    alwaysShow: true,
    found: { id: session.id },
  };
}

function hitRow(hit: Hit, ago: Ago): Row {
  const { t } = vscode.l10n;
  const [snippet, title] = [snippetText(hit).text, titleText(hit.title, t)];
  return {
    label: withoutIcons(snippet),
    // The snippet of a title is the title.
    description: snippet === title ? '' : withoutIcons(title),
    detail: withoutIcons(`${placeText(hit, t)} · ${ago(hit.updatedAt, Date.now())}`),
    alwaysShow: true,
    found: { id: hit.sessionId, turnId: hit.turnId },
  };
}
