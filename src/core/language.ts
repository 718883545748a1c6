const HAN = /\p{Script=Han}/gu;
const OTHER = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const LETTER = /\p{L}/gu;
/** Words of English and of hardly any other language in Latin letters. */
const ENGLISH =
  /\b(?:the|and|what|how|why|when|which|is|are|you|with|this|that|does|write|your)\b/i;
/** Enough of a text to tell; keeps the time bounded. */
const ENOUGH = 2_000;
const NOT_ASCII = /[^ -~\s]/;

/**
 * FastChat's name of the language where it can be told simply: by the script, or by letters of ASCII
 * and a word only English has. Anything else is `unknown`, which FastChat says too.
 */
export function languageOf(text: string): 'Chinese' | 'English' | 'unknown' {
  const start = text.slice(0, ENOUGH);
  // What most texts are needs no counting, which is twenty times as slow.
  if (!NOT_ASCII.test(start)) return ENGLISH.test(start) ? 'English' : 'unknown';
  const letters = start.match(LETTER)?.length ?? 0;
  if (letters === 0) return 'unknown';
  const han = start.match(HAN)?.length ?? 0;
  if (!OTHER.test(start) && han / letters >= 0.3) return 'Chinese';
  const latin = start.match(/[a-z]/gi)?.length ?? 0;
  return latin === letters && ENGLISH.test(start) ? 'English' : 'unknown';
}
