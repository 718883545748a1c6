import type { VoteFlag } from '../../../core/model.ts';
import type { Translate } from '../../../core/text.ts';
import type { ImportReport } from '../../app/importReport.ts';
import { list, plain, section } from './reportParts.ts';

/**
 * What an import would do, or has done, as Markdown. Whatever comes from the file stands there as
 * plain text: nothing in it can become a link, a picture or a heading.
 *
 * @param fileName without its folder.
 */
export function importReportText(
  report: ImportReport,
  of: { readonly fileName: string; readonly stage: 'planned' | 'done' },
  t: Translate,
): string {
  const { sessions } = report;
  const heading = t('Import of {0}', plain(of.fileName));
  return [
    `# ${heading}`,
    `${t('Format: {0}', plain(report.label))}. ${stageText(report, of.stage, t)}`,
    list([
      t('Sessions that are new: {0}', sessions.added),
      t('Sessions that get more turns or votes: {0}', sessions.extended),
      t('Sessions that are already here: {0}', sessions.known),
      t('Turns that are new: {0}', report.turnsAdded),
      t('Votes that are new: {0}', report.votesAdded),
    ]),
    ...section(
      t('New sessions'),
      undefined,
      report.titles.map(title => plain(title) || t('(without a title)')),
      sessions.added,
      t,
    ),
    ...section(
      t('Refused: {0}', report.refusedCount),
      t('These parts of the file could not be used.'),
      report.refused.map(({ at, why }) => `${plain(at)}: ${plain(why)}`),
      report.refusedCount,
      t,
    ),
    ...section(
      t('Flagged votes'),
      t('They are kept and shown, but do not count on the leaderboard.'),
      [...report.flagged].map(([flag, count]) => `${flagText(flag, t)}: ${count}`),
      report.flagged.size,
      t,
    ),
    ...section(
      t('Different here'),
      t('What is stored stays as it is.'),
      report.conflicts.map(({ at, what }) => `${plain(at)}: ${plain(what)}`),
      report.conflictCount,
      t,
    ),
    ...section(
      t('Without a place here'),
      t('These fields of the file are not kept. The number says how often they occur.'),
      [...report.notKept].map(([field, count]) => `${plain(field)}: ${count}`),
      report.notKept.size,
      t,
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

function stageText({ stopped }: ImportReport, stage: 'planned' | 'done', t: Translate): string {
  if (stage === 'planned') return t('Nothing is written yet.');
  return stopped
    ? t('The import was cancelled. What is counted here had been imported and stays.')
    : t('This has been imported.');
}

function flagText(flag: VoteFlag, t: Translate): string {
  const texts: Readonly<Record<VoteFlag, string>> = {
    invalid: t('not a sound vote between two bots'),
    noneMessage: t('a message is missing'),
    leakedIdentity: t('a bot told who it is before the vote'),
    errorText: t('a reply is an error message of the server'),
    unfinished: t('a reply was not finished'),
    excludedModel: t('a model that you exclude'),
    banned: t('an address that you ban'),
  };
  return texts[flag];
}
