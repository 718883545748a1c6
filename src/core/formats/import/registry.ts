import { chatGpt } from './chatGpt.ts';
import { chatzooDatabase } from './chatzooDatabase.ts';
import { chatzooDownload } from './chatzooDownload.ts';
import { chatzooJson } from './chatzooJson.ts';
import { chatzooJsonl } from './chatzooJsonl.ts';
import { chatzooStore } from './chatzooStore.ts';
import { conversations } from './conversations.ts';
import { fastchatBattles } from './fastchatBattles.ts';
import { fastchatLog } from './fastchatLog.ts';
import type { ImportFormat } from './format.ts';
import { lmArena } from './lmArena.ts';
import { openWebUiChats } from './openWebUiChats.ts';
import { openWebUiFeedback } from './openWebUiFeedback.ts';
import { shareGpt } from './shareGpt.ts';

/** Every format that sessions can be read from; the first that recognises a file reads it. */
export const IMPORT_FORMATS: readonly ImportFormat[] = [
  chatzooJson,
  chatzooJsonl,
  chatzooStore,
  chatzooDatabase,
  chatzooDownload,
  fastchatLog,
  fastchatBattles,
  shareGpt,
  lmArena,
  openWebUiChats,
  openWebUiFeedback,
  chatGpt,
  conversations,
];
