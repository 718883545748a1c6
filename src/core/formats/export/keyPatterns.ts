// What looks like a key. Every repetition is bounded or over one class only, so that the time grows
// with the length of the text.

/** By the marks their makers gave them: OpenAI, Hugging Face, GitHub, Google, AWS, Slack, JWT … */
export const MARKED_KEY =
  /(?<![A-Za-z0-9])(?:(?:sk|pk|rk|gsk|hf|glpat|nvapi|r8|pplx|xai)[-_]|github_pat_|gh[opsur]_|AIza|AKIA|xox[abprs]-|eyJ[\w-]{8,2000}[.]eyJ)(?=[A-Za-z_.*-]{0,80}[\d*])[\w.*-]{8,}/g;

/** `Bearer …`, `Basic …`; not `Bearer authentication`. */
export const SCHEME_KEY =
  /\b([Bb]earer|BEARER|[Bb]asic)(\s{1,4})(?=[a-z.~+/*_-]{0,80}[\dA-Z=])[\w.~+/=*-]{8,}/g;

/** `api_key: …`, `"token": "…"`, `password=…`; a plain number is no secret. */
export const NAMED_KEY =
  /((?:keys?|token|secrets?|password|passwd|authorization|credentials?)["']?\s{0,4}[:=]\s{0,4}["']?)(?!(?:\d+|Bearer|Basic)(?![\w.+/=*-]))[\w.~+/=*-]{6,}/gi;

/** `Incorrect API key provided: …`: long hex or base64 in the same few words. */
export const NEAR_KEY =
  /(\b(?:key|token|secret|password|authorization|credential)s?\b[^\n]{0,40}?)(?<![\w.+/=*-])(?=[A-Za-z+/=*_]{0,80}\d)[\w+/=*]{16,}/gi;
