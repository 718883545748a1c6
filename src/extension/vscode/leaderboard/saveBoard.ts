import * as vscode from 'vscode';
import type { ReportBundle } from '../../../charts/report/reportBundle.ts';
import type { BoardOptions } from '../../../core/ranking/options.ts';
import type { Standings } from '../../app/standings.ts';
import { lateBundle } from '../lateBundle.ts';
import { askWhere, endingOf, write } from './saveFile.ts';

/** Of the extension: where it lies and which it is. */
export type Itself = Pick<vscode.ExtensionContext, 'extensionPath' | 'extension'>;

/**
 * Asks where to write the whole board: as a page that stands alone, or as `leaderboard.json`.
 *
 * @param formats what the user may choose from; a file of another name becomes the first.
 * @returns false if the user thought better of it.
 * @throws Refusal `notSaved`
 */
export async function saveBoard(
  itself: Itself,
  formats: readonly ('html' | 'json')[],
  standings: Standings,
  options: BoardOptions,
): Promise<boolean> {
  const file = await askWhere('leaderboard', formats);
  if (!file) return false;
  const ending = endingOf(file);
  const format = formats.find(each => each === ending) ?? formats[0];
  const { version } = itself.extension.packageJSON as { readonly version: string };
  const content =
    format === 'json'
      ? await standings.json(options, version)
      : await report(itself, version, standings, options);
  await write(file, content);
  return true;
}

async function report(
  { extensionPath }: Itself,
  version: string,
  standings: Standings,
  options: BoardOptions,
): Promise<string> {
  const { htmlReport } = lateBundle(extensionPath, 'report') as ReportBundle;
  const { language: locale } = vscode.env;
  const { board, bootstrapElo } = await standings.report(options);
  return htmlReport(board, {
    version,
    t: vscode.l10n.t,
    locale,
    madeAt: Date.now(),
    bootstrapElo,
  });
}
