import * as vscode from 'vscode';
import type { Preset } from '../../../core/catalogue/preset.ts';
import type { DownloadPlan } from '../../app/downloads.ts';
import { openLink } from '../links.ts';
import { bytesText } from '../sessionsView/bytes.ts';
import { fitWarning, type Room } from './presetTexts.ts';

/** Says what would be fetched, from whom and under which licence. Nothing is fetched without this yes. */
export async function confirmDownload(
  { name, look }: DownloadPlan,
  { preset, folder, room }: { preset: Preset | undefined; folder: string; room: Room },
): Promise<boolean> {
  const { t } = vscode.l10n;
  const { language } = vscode.env;
  const licence = preset?.file?.licence;
  const warning = fitWarning(look.bytes, room);
  const checksum = look.sha256 ?? preset?.file?.sha256;
  const detail = [
    t('Size: {0}', look.bytes === undefined ? t('unknown') : bytesText(look.bytes, language)),
    t('From: {0}', [...new Set([new URL(look.url).host, look.host])].join(' → ')),
    t('Licence: {0}', licence ? `${licence.name} (${licence.url})` : t('see the model’s page')),
    t('Folder: {0}', folder),
    ...(room.disk === undefined
      ? []
      : [t('Free on the disk: {0}', bytesText(room.disk, language))]),
    ...(checksum === undefined
      ? [t('No checksum is known, so the content cannot be compared with one.')]
      : []),
    ...(warning === undefined ? [] : [`⚠ ${warning}`]),
  ].join('\n');
  const download = t('Download');
  const showLicence = t('Show Licence');
  for (;;) {
    const picked = await vscode.window.showInformationMessage(
      t('Download {0}?', name),
      { modal: true, detail },
      download,
      ...(licence ? [showLicence] : []),
    );
    if (picked === download) return true;
    if (picked !== showLicence || !licence) return false;
    await openLink(licence.url);
  }
}
