import type { VoteFlag } from './model.ts';

// What FastChat's `clean_battle_data.py` looks for in the texts of a battle: its words, once, for votes
// that come from its logs and for votes that are cast here.

/**
 * The flags for what stands in a text: words that give a bot away, messages of a server in place of
 * an answer, and signs that a reply was still being written.
 *
 * @param lowerCased the text, or several of them joined, in lower case.
 */
export function flagsOfText(lowerCased: string): VoteFlag[] {
  const leaks = IDENTITY_WORDS.some(word => lowerCased.includes(word));
  return [...(leaks ? ['leakedIdentity' as const] : []), ...flagsOfBreaks(lowerCased)];
}

/**
 * The same for one answer to a vote that was cast here, but for names: they count as words of their own
 * only ("Bardo" names nobody, "Qwen2" does), and what is an everyday word too only as the name is written.
 */
export function flagsOfAnswer(text: string): VoteFlag[] {
  const leaks = NAMES.test(text) || EVERYDAY_NAMES.test(text);
  return [...(leaks ? ['leakedIdentity' as const] : []), ...flagsOfBreaks(text.toLowerCase())];
}

function flagsOfBreaks(lowerCased: string): VoteFlag[] {
  const flags: VoteFlag[] = [];
  if (ERROR_TEXTS.some(text => lowerCased.includes(text))) flags.push('errorText');
  if (UNFINISHED_MARKS.some(mark => lowerCased.includes(mark))) flags.push('unfinished');
  return flags;
}

/** Words by which a bot gives itself away. In FastChat's logs they count anywhere, within other words too. */
const IDENTITY_WORDS: readonly string[] = [
  ...['vicuna', 'lmsys', 'koala', 'uc berkeley', 'open assistant', 'laion', 'chatglm', 'chatgpt'],
  ...[
    'gpt-4',
    'openai',
    'anthropic',
    'claude',
    'bard',
    'palm',
    'lamda',
    'google',
    'gemini',
    'llama',
  ],
  ...['qianwan', 'qwen', 'alibaba', 'mistral', 'zhipu', 'keg lab', '01.ai', 'ai2', 'tülu', 'tulu'],
  ...['deepseek', 'hermes', 'cohere', 'dbrx', 'databricks'],
];

/** In lower case they are no names. */
const ALSO_EVERYDAY = ['PaLM', 'Bard', 'Koala', 'Gemini', 'Hermes', 'Cohere'];

/** Not within Latin letters; Chinese has no blanks around a name, and after a version more may follow. */
function asWords(words: readonly string[], flags: string): RegExp {
  const either = words.map(word => {
    const end = /\d$/.test(word) ? '' : '(?!\\p{Script=Latin})';
    return word.replaceAll('.', '\\.') + end;
  });
  return new RegExp(`(?<!\\p{Script=Latin})(?:${either.join('|')})`, flags);
}

const EVERYDAY_NAMES = asWords(ALSO_EVERYDAY, 'u');
const NAMES = asWords(
  IDENTITY_WORDS.filter(word => !ALSO_EVERYDAY.some(name => name.toLowerCase() === word)),
  'iu',
);

const ERROR_TEXTS: readonly string[] = [
  'network error due to high traffic. please regenerate or refresh this page.',
  '$moderation$ your input violates our content moderation guidelines.',
  'api request error. please increase the number of max tokens.',
  '**api request error**',
];

/** The signs that stand at the end of a reply while it is written. */
const UNFINISHED_MARKS: readonly string[] = ['▌', '<span class="cursor">'];
