/** Longest piece of a server's own words that is shown, in characters. */
const MAX_SHOWN = 300;

/**
 * Says what a server's body is about, fit to be shown: one line, at most 300 characters, no key.
 *
 * @param secrets the key and the headers that were sent; some servers repeat them in their refusal.
 */
export function describeBody(body: string, secrets: readonly string[]): string {
  const text = body.trim();
  if (text === '') return 'no text';
  if (text.startsWith('<')) return 'an HTML page';
  return showable(messageInJson(text) ?? text, secrets);
}

/** One line without control characters, at most 300 characters, with every key left out. */
export function showable(text: string, secrets: readonly string[]): string {
  let masked = text;
  for (const secret of secrets) masked = withoutStartOf(secret, masked.replaceAll(secret, '…'));
  const clean = masked
    .slice(0, 8 * MAX_SHOWN)
    .replace(/\b(?:sk|pk|hf|gsk|xai)[-_][\w*-]{4,}/g, '…')
    .replace(/\bBearer\s+\S+/gi, 'Bearer …')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return clean.length > MAX_SHOWN ? `${clean.slice(0, MAX_SHOWN - 1)}…` : clean;
}

/** Fewer characters of a secret tell nothing. */
const TELLING = 4;

/** A text that the network cut may end within a secret. */
function withoutStartOf(secret: string, text: string): string {
  for (let length = Math.min(secret.length, text.length); length >= TELLING; length--) {
    if (text.endsWith(secret.slice(0, length))) return `${text.slice(0, -length)}…`;
  }
  return text;
}

/** The sentence in an error of OpenAI, FastAPI, llama-server, Ollama or their like. */
export function errorMessage(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    const sentences = value.slice(0, 4).map(errorMessage).filter(isText);
    return sentences.length > 0 ? sentences.join('; ') : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { error, message, detail, msg, loc } = value as Readonly<Record<string, unknown>>;
  const sentence = [error, message, detail, msg].map(errorMessage).find(isText);
  // FastAPI names the refused field apart from the sentence.
  return sentence !== undefined && Array.isArray(loc) ? `${loc.join('.')}: ${sentence}` : sentence;
}

function messageInJson(text: string): string | undefined {
  try {
    return errorMessage(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function isText(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
