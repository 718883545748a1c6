import { normaliseBaseUrl } from '../../bots/baseUrl.ts';

/** A typed address, completed. */
export type TypedAddress =
  | {
      readonly kind: 'address';
      /** Fit for an entry of the settings. */
      readonly baseUrl: string;
      /** The scheme that was put before it. */
      readonly addedScheme: 'http' | 'https' | undefined;
      /** The end of its path that was cut off, as it names one of the server's calls. */
      readonly cut: string | undefined;
    }
  | { readonly kind: 'empty' }
  /** Of another scheme, or no address at all. */
  | { readonly kind: 'unclear' }
  /** A user, a password or a query: secrets do not belong in settings. */
  | { readonly kind: 'secret' };

/** Calls of servers that people copy with the address; the second line are Ollama's and llama-server's own. */
const CALLS =
  /(?:\/(?:chat\/completions|completions|models|embeddings|responses)|\/api\/(?:tags|chat|generate|show|ps|version)|\/(?:health|props|slots))\/*$/i;

/**
 * Completes what is typed or pasted as a server's address. Without a scheme, one on this machine or in a
 * private network is asked by http, any other by https.
 */
export function completeAddress(text: string): TypedAddress {
  const typed = text.replace(/[\s\u200b-\u200d\u2060\ufeff]+/g, '').replace(/^["'<]+|["'>]+$/g, '');
  if (typed === '') return { kind: 'empty' };
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed);
  if (hasScheme && !/^https?:/i.test(typed)) return { kind: 'unclear' };
  const bare = hasScheme ? typed : typed.replace(/^\/\//, '');
  const addedScheme = hasScheme ? undefined : isNear(hostOf(bare)) ? 'http' : 'https';
  const whole = addedScheme === undefined ? bare : `${addedScheme}://${bare}`;
  if (!URL.canParse(whole) || !isHost(new URL(whole).hostname)) return { kind: 'unclear' };
  const { username, password } = new URL(whole);
  if (username !== '' || password !== '' || /[?#]/.test(whole)) return { kind: 'secret' };
  const cut = CALLS.exec(whole)?.[0];
  const baseUrl = normaliseBaseUrl(cut === undefined ? whole : whole.slice(0, -cut.length));
  if (baseUrl === undefined) return { kind: 'unclear' };
  return { kind: 'address', baseUrl, addedScheme, cut: cut?.replace(/\/+$/, '') };
}

function hostOf(address: string): string {
  const whole = `http://${address}`;
  return URL.canParse(whole) ? new URL(whole).hostname : '';
}

/** A name, a number or both with dots; a word that was typed by mistake is a name, too. */
function isHost(host: string): boolean {
  return host !== '' && !/[^\p{L}\p{N}.:[\]_-]/u.test(host);
}

/** Whether a host is this machine or one of a private network, where https is rare. */
function isNear(hostname: string): boolean {
  const host = hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (host.includes(':')) return /^(?:::1$|::ffff:|f[cd]|fe[89ab])/.test(host);
  const [a = -1, b = -1] = /^\d+\.\d+\.\d+\.\d+$/.test(host) ? host.split('.').map(Number) : [];
  if (a >= 0) {
    return (
      a === 127 ||
      a === 10 ||
      a === 0 ||
      (a === 192 && b === 168) ||
      (a === 172 && b >= 16 && b <= 31) ||
      (a === 169 && b === 254) ||
      // What telephone companies and private overlay networks give to their members.
      (a === 100 && b >= 64 && b <= 127)
    );
  }
  return (
    !host.includes('.') || /\.(?:localhost|local|lan|home|internal|intranet|home\.arpa)$/.test(host)
  );
}
