/** What bots advise those who sit at the editor, and what helps here instead. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /(secret header .*)Run “ChatZoo: Set API Key…”(?: again)?\./,
    '$1Name the variable that holds it: --header-env HEADER=VARIABLE.',
  ],
  [
    /Run “ChatZoo: Set API Key…”(?: again)?\./,
    'Name the variable that holds it: --key-env VARIABLE.',
  ],
  [/(secretHeaders) and run “ChatZoo: Set API Key…”/, '$1 and give its value with --header-env'],
  [/run “ChatZoo: Set API Key…”/, 'give it with --key-env'],
  [/ only once you trust the workspace\./, ' only with --trust: give it where you trust the code.'],
  [/ What it printed is in the log of ChatZoo \(.*?\)\./, ''],
];

/** A message about a bot in the words of this program: it has options where the editor has commands. */
export function inOwnWords(message: string): string {
  return ADVICE.reduce((text, [advice, own]) => text.replace(advice, own), message);
}
