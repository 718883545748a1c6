import * as z from 'zod/mini';
import type { Timestamp } from '../../../model.ts';
import type { Found, ImportContext, TableRow } from '../format.ts';
import type { ChatzooBot } from './chatzooBot.ts';
import { chatzooBot } from './chatzooBot.ts';
import { check, key, name, optionalText, optionalTime, tellUnknown } from './check.ts';
import { millisOf } from './time.ts';

// The tables of ChatZoo's database (peewee on SQLite). A foreign key's column is the field's name,
// with _id behind it unless it ends so already.

/** What one bot answered in one round. */
export interface Answer {
  readonly dialogueId: number;
  readonly mode: 'arena' | 'debug';
  /** ChatZoo's id of the session. */
  readonly turnId: string;
  readonly username: string;
  /** What tells the bots of a session apart. */
  readonly place: string;
  readonly bot: ChatzooBot;
  readonly question: string;
  /** undefined: the generation failed, or the server was stopped. */
  readonly text: string | undefined;
  readonly at: Timestamp;
}

const config = z.object({
  generate_config_id: key,
  nickname: name,
  generate_kwargs: optionalText,
  model_name_or_path: name,
  prompts: optionalText,
});
const dialogue = z.object({
  dialogue_id: z.int(),
  username_id: z.nullish(key),
  username: z.nullish(key),
  generate_config_id: z.nullish(key),
  generate_config_id_id: z.nullish(key),
  bot_response: optionalText,
  user_query: optionalText,
  created_time: optionalTime,
  turn_id: key,
});
const debugMessage = z.object({
  dialogue_id: z.int(),
  username: key,
  nickname: name,
  bot_response: optionalText,
  user_query: optionalText,
  generate_kwargs: optionalText,
  create_time: optionalTime,
  model_name_or_path: name,
  turn_id: key,
});

export type Refused = Extract<Found, { refused: string }>;
type Tables = ReadonlyMap<string, readonly TableRow[]>;

/** The bots of `generate_config` by their id; `onRefused` hears of rows that cannot be read. */
export function configsOf(
  tables: Tables,
  context: ImportContext,
  onRefused: (refused: Refused) => void,
): ReadonlyMap<string, ChatzooBot> {
  const bots = new Map<string, ChatzooBot>();
  for (const [i, row] of (tables.get('generate_config') ?? []).entries()) {
    const checked = check(config, row, context.t);
    if ('refused' in checked) {
      onRefused({ at: `generate_config[${i}]`, refused: checked.refused });
      continue;
    }
    tellUnknown(row, [...Object.keys(config.shape), 'create_time'], context, 'generate_config.');
    const { value } = checked;
    const parts = {
      nickname: value.nickname,
      path: value.model_name_or_path,
      kwargs: value.generate_kwargs,
      prompts: value.prompts,
    };
    bots.set(String(value.generate_config_id), chatzooBot(parts, 'generate_config', context));
  }
  return bots;
}

/** The answers that annotators got. */
export function dialoguesOf(
  tables: Tables,
  bots: ReadonlyMap<string, ChatzooBot>,
  context: ImportContext,
  onRefused: (refused: Refused) => void,
): Answer[] {
  return (tables.get('dialogue') ?? []).flatMap((row, i): Answer[] => {
    const at = `dialogue[${i}]`;
    const checked = check(dialogue, row, context.t);
    if ('refused' in checked) {
      onRefused({ at, refused: checked.refused });
      return [];
    }
    const { value } = checked;
    const configId = String(value.generate_config_id ?? value.generate_config_id_id ?? '');
    const bot = bots.get(configId);
    if (bot === undefined) {
      onRefused({ at, refused: context.t('The bot that answered is not in the file.') });
      return [];
    }
    tellUnknown(row, Object.keys(dialogue.shape), context, 'dialogue.');
    return [
      {
        dialogueId: value.dialogue_id,
        mode: 'arena',
        turnId: String(value.turn_id),
        username: String(value.username_id ?? value.username ?? ''),
        place: configId,
        bot,
        question: value.user_query ?? '',
        text: value.bot_response ?? undefined,
        at: millisOf(value.created_time),
      },
    ];
  });
}

/** The answers that debug users got; each row has its bot as it was then. */
export function debugMessagesOf(
  tables: Tables,
  context: ImportContext,
  onRefused: (refused: Refused) => void,
): Answer[] {
  return (tables.get('debugmessage') ?? []).flatMap((row, i): Answer[] => {
    const checked = check(debugMessage, row, context.t);
    if ('refused' in checked) {
      onRefused({ at: `debugmessage[${i}]`, refused: checked.refused });
      return [];
    }
    const { value } = checked;
    const filled = Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== null));
    tellUnknown(filled, Object.keys(debugMessage.shape), context, 'debugmessage.');
    const parts = {
      nickname: value.nickname,
      path: value.model_name_or_path,
      kwargs: value.generate_kwargs,
    };
    return [
      {
        dialogueId: value.dialogue_id,
        mode: 'debug',
        turnId: String(value.turn_id),
        username: String(value.username),
        place: value.nickname,
        bot: chatzooBot(parts, 'debugmessage', context),
        question: value.user_query ?? '',
        text: value.bot_response ?? undefined,
        at: millisOf(value.create_time),
      },
    ];
  });
}
