import type { Content, ExportFormat } from '../../../core/formats/export/format.ts';
import { assertNever } from '../../../core/std/assertNever.ts';
import type { Translate } from '../../../core/text.ts';

/** What people call a format; names of products and of files stay as they are. */
export function formatName(
  { id, label }: Pick<ExportFormat, 'id' | 'label'>,
  t: Translate,
): string {
  const names: Readonly<Record<string, string>> = {
    'votes-csv': t('CSV of votes'),
    'battles-csv': t('CSV of battles'),
    'chatzoo-download': t('ChatZoo download'),
    'fastchat-log': t('FastChat arena log'),
    'fastchat-battles': t('FastChat battles'),
    sharegpt: t('ShareGPT conversations'),
    dpo: t('DPO pairs'),
    'dpo-chat': t('DPO pairs of chats'),
    kto: t('KTO labels'),
    'kto-chat': t('KTO labels of chats'),
    'huozi-rlhf': t('Huozi RLHF pairs'),
  };
  return names[id] ?? label;
}

/** What a format is for and what it drops, in a sentence; '' for one that is not known here. */
export function formatPurpose(id: string, t: Translate): string {
  const purposes: Readonly<Record<string, string>> = {
    markdown: t('To read: a transcript with models, parameters, timings and votes.'),
    html: t('To read in any browser: one page that needs no network and runs no script.'),
    json: t('To keep and to import again: everything, with a documented schema.'),
    jsonl: t('Like JSON, with one session a line: for scripts and large exports.'),
    'votes-csv': t('For a spreadsheet: one vote a line. Replies are left out.'),
    'battles-csv': t(
      'For a spreadsheet: one bot against another a line, as votes that count imply.',
    ),
    'chatzoo-download': t(
      'As the ChatZoo website downloads sessions. Votes and timings are left out.',
    ),
    'fastchat-log': t('For FastChat’s tools: lines of its arena log. Two bots a session.'),
    'fastchat-battles': t(
      'For FastChat’s rating scripts: cleaned battles with their conversations. Votes that do not count are left out.',
    ),
    sharegpt: t('To train on whole sessions: one conversation a bot. Votes are left out.'),
    dpo: t('To train on preferences: a prompt, a chosen and a rejected reply. Ties are left out.'),
    'dpo-chat': t('Like DPO pairs, with the messages before the reply as a list.'),
    kto: t('To train on single judgements: a prompt, a reply, good or bad.'),
    'kto-chat': t('Like KTO labels, with the messages before the reply as a list.'),
    'huozi-rlhf': t('To train on preferences, in the shape of the Huozi data. Ties are left out.'),
  };
  return purposes[id] ?? '';
}

export function contentPurpose(content: Content, t: Translate): string {
  switch (content) {
    case 'full':
      return t('Prompts, replies, parameters, timings and votes');
    case 'prompts':
      return t('All but the texts of the replies');
    case 'votes':
      return t('Neither prompts nor replies: who preferred which bot');
    default:
      return assertNever(content);
  }
}
