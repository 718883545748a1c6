/** Where a model's file is to be fetched. */
export type ModelAddress =
  | {
      /** A file of a repository of the model hub. */
      readonly kind: 'hub';
      readonly owner: string;
      readonly repository: string;
      /** The path of the file in the repository. */
      readonly file: string;
      readonly branch: string;
    }
  | {
      /** Whatever file the hub names for this quantisation. */
      readonly kind: 'hubTag';
      readonly owner: string;
      readonly repository: string;
      /** `latest` unless one is asked for. */
      readonly tag: string;
    }
  | { readonly kind: 'url'; readonly url: string };

/** Mirrors have other hosts; they are given by the hub's address, not by links. */
const HUB_HOSTS: ReadonlySet<string> = new Set(['huggingface.co', 'www.huggingface.co', 'hf.co']);
const HUB_SCHEME = /^(?:hf|huggingface):(?:\/\/)?/i;
const NAME = /^[\w][\w.-]*$/;
const LOOPBACK = /^https?:\/\/(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?=[:/]|$)/i;

/**
 * Reads what a user pasted: `hf:user/repository:Q4_K_M`, `hf:user/repository/file.gguf#branch`, a link to the
 * hub's page of a file, or any https address. Plain http is for this machine only.
 *
 * @returns undefined if it is none of these.
 */
export function modelAddress(pasted: string): ModelAddress | undefined {
  const text = pasted.trim();
  const scheme = HUB_SCHEME.exec(text);
  if (scheme) return hubAddress(text.slice(scheme[0].length));
  if (!/^https:\/\/\S+$/i.test(text) && !(LOOPBACK.test(text) && !/\s/.test(text)))
    return undefined;
  // No parser of addresses is at hand here; this part of one is simple.
  const [, credentials, host = '', path = ''] =
    /^https?:\/\/([^/?#]*@)?([^/?#]+)([^?#]*)/i.exec(text) ?? [];
  // A key in an address would end up in files and logs.
  if (credentials !== undefined) return undefined;
  if (HUB_HOSTS.has(host.toLowerCase())) return hubPage(path) ?? { kind: 'url', url: text };
  return { kind: 'url', url: text };
}

/** `user/repository`, with `:tag`, or with `/path/of/file#branch`. */
function hubAddress(rest: string): ModelAddress | undefined {
  const [path = '', branch = ''] = rest.split('#', 2);
  const [owner = '', second = '', ...more] = path.split('/');
  const [repository = '', tag = ''] = second.split(':', 2);
  if (!NAME.test(owner) || !NAME.test(repository)) return undefined;
  if (more.length === 0) {
    if (tag !== '' && !NAME.test(tag)) return undefined;
    return { kind: 'hubTag', owner, repository, tag: tag === '' ? 'latest' : tag };
  }
  if (tag !== '' || !more.every(part => isFilePart(part))) return undefined;
  return {
    kind: 'hub',
    owner,
    repository,
    file: more.join('/'),
    branch: branch === '' ? 'main' : branch,
  };
}

/** A page of the hub in a browser: `/user/repository/blob/main/file.gguf`, or the repository's own. */
function hubPage(path: string): ModelAddress | undefined {
  const [owner = '', repository = '', kind, branch = '', ...file] = path
    .split('/')
    .slice(1)
    .filter((part, index) => part !== '' || index < 2)
    .map(decoded);
  if (!NAME.test(owner) || !NAME.test(repository)) return undefined;
  if (kind === undefined) return { kind: 'hubTag', owner, repository, tag: 'latest' };
  if (kind !== 'blob' && kind !== 'resolve') return undefined;
  if (file.length === 0 || !file.every(part => isFilePart(part))) return undefined;
  return { kind: 'hub', owner, repository, file: file.join('/'), branch };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const isFilePart = (part: string): boolean =>
  part !== '' && part !== '.' && part !== '..' && !part.includes('\\');

/** The address of a hub's file at this hub. @param hub such as `https://huggingface.co` */
export function hubFileUrl(
  hub: string,
  { owner, repository, file, branch }: ModelAddress & { kind: 'hub' },
): string {
  const path = [owner, repository, 'resolve', branch, ...file.split('/')];
  return `${hub}/${path.map(encodeURIComponent).join('/')}`;
}
