import type { SessionRecord } from '../record.ts';
import { MARKED_KEY, NEAR_KEY, SCHEME_KEY } from './keyPatterns.ts';

/** Something in the user's own words that the user may not want to give away. */
export interface Secret {
  /** The field, as a path in the record: `session.title`, `turns[0].replies[1].text` … */
  readonly where: string;
  readonly what: 'key' | 'path' | 'email';
  /** The first such in the field, whole as far as it can be told. */
  readonly found: string;
}

/** `api_key = 3f…`: in prose a name and a colon are not enough, there must be a digit. */
const ASSIGNED =
  /(?:key|token|secret|password|passwd)["']?\s{0,4}[:=]\s{0,4}["']?(?=[A-Za-z.~+/=*_-]{0,80}\d)(?!\d+(?![\w.+/=*-]))[\w.~+/=*-]{8,}/i;
const KEYS = [MARKED_KEY, SCHEME_KEY, NEAR_KEY, ASSIGNED];
/** Of `api_key: "3f…`, of which a format may escape the quotation mark. */
const SECRET_PART = /[\w.~+/=*-]+$/;
/** The rest of a path, up to what a format may have to escape. */
const REST = String.raw`[^\s"'<>|&\u0080-\u009f\ud800-\udfff]{0,80}`;
/** A folder of a person, a drive, a share; not just anything with a slash. */
const PATHS = [
  String.raw`(?<![\w.~%/\\-])\/(?:home|Users|root|mnt|media|Volumes|private|var|etc|opt|srv|tmp|data)\/[^\s"'<>|/]`,
  String.raw`(?<![A-Za-z0-9])[A-Za-z]:\\{1,2}[^\s\\"'<>|:*?]`,
  String.raw`(?<![\w\\])\\\\[\w.$-]{1,64}\\[\w.$-]`,
  String.raw`(?<![A-Za-z])[Ff][Ii][Ll][Ee]:\/\/\/?[^\s"'<>]`,
].map(start => new RegExp(start + REST));
const EMAIL =
  /(?<![\w.%+-])[\w.%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:[.][A-Za-z0-9-]{1,63}){0,4}[.][A-Za-z]{2,24}(?![\w-])/;

/**
 * What in prompts, replies, thinking, corrections, comments, tags, system prompts, the title, messages of
 * failures and the names of bots, models and voters looks like a key, a path of a machine or an e-mail
 * address; each kind once a field. Meant for a warning before an export: it guesses, and it is quick
 * for texts of any kind.
 */
export function findSecrets(record: SessionRecord): readonly Secret[] {
  const found: Secret[] = [];
  for (const [where, text] of wordsIn(record)) {
    const key = firstOf(KEYS, text);
    if (key !== undefined)
      found.push({ where, what: 'key', found: SECRET_PART.exec(key)?.[0] ?? key });
    const path = firstOf(PATHS, text);
    if (path !== undefined) found.push({ where, what: 'path', found: path });
    const email = text.includes('@') ? firstOf([EMAIL], text) : undefined;
    if (email !== undefined) found.push({ where, what: 'email', found: email });
  }
  return found;
}

/** What the first pattern that finds something finds. */
function firstOf(patterns: readonly RegExp[], text: string): string | undefined {
  for (const pattern of patterns) {
    // `search` starts at 0, which `exec` of a global expression does not.
    const at = text.search(pattern);
    if (at === -1) continue;
    const [found = ''] =
      new RegExp(pattern.source, pattern.flags.replace('g', '')).exec(text) ?? [];
    return found;
  }
  return undefined;
}

function* wordsIn({ session, turns, votes }: SessionRecord): Iterable<readonly [string, string]> {
  yield ['session.title', session.title];
  for (const [i, tag] of session.tags.entries()) yield [`session.tags[${i}]`, tag];
  for (const [i, bot] of session.seats.entries()) {
    yield [`session.seats[${i}].systemPrompt`, bot.systemPrompt ?? ''];
    yield [`session.seats[${i}].name`, bot.name];
    yield [`session.seats[${i}].model`, bot.model];
  }
  for (const [i, { prompt, replies }] of turns.entries()) {
    yield [`turns[${i}].prompt`, prompt];
    for (const [j, { text, thinking, correction, state, botName, model }] of replies.entries()) {
      yield [`turns[${i}].replies[${j}].text`, text];
      yield [`turns[${i}].replies[${j}].thinking`, thinking ?? ''];
      yield [`turns[${i}].replies[${j}].correction`, correction ?? ''];
      yield [`turns[${i}].replies[${j}].botName`, botName];
      yield [`turns[${i}].replies[${j}].model`, model];
      if (state.kind === 'failed') yield [`turns[${i}].replies[${j}].state.message`, state.message];
    }
  }
  for (const [i, { comment, voter, shown }] of votes.entries()) {
    yield [`votes[${i}].comment`, comment];
    yield [`votes[${i}].voter.name`, voter.name];
    for (const [j, bot] of shown.entries()) {
      yield [`votes[${i}].shown[${j}].name`, bot.name];
      yield [`votes[${i}].shown[${j}].model`, bot.model];
    }
  }
}
