import { battlesCsv } from './battlesCsv.ts';
import { chatzooDownload } from './chatzooDownload.ts';
import { dpo } from './dpo.ts';
import { dpoChat } from './dpoChat.ts';
import { fastchatBattles } from './fastchatBattles.ts';
import { fastchatLog } from './fastchatLog.ts';
import type { ExportFormat } from './format.ts';
import { html } from './html.ts';
import { huoziRlhf } from './huoziRlhf.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { kto } from './kto.ts';
import { ktoChat } from './ktoChat.ts';
import { markdown } from './markdown.ts';
import { shareGpt } from './shareGpt.ts';
import { votesCsv } from './votesCsv.ts';

/** Every format sessions can be exported to, in the order they are offered. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  markdown,
  html,
  json,
  jsonl,
  votesCsv,
  battlesCsv,
  dpo,
  dpoChat,
  kto,
  ktoChat,
  huoziRlhf,
  shareGpt,
  chatzooDownload,
  fastchatLog,
  fastchatBattles,
];
