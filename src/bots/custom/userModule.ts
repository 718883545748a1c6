import Module, { register } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MessageChannel } from 'node:worker_threads';

/** What modules import to define themselves; it needs no installation. */
const OWN_NAME = 'chatzoo';
const OWN_SOURCE = 'data:text/javascript,export const defineBot = bot => bot;';

/**
 * Runs in a thread of Node's own, so it is plain code: answers `import … from 'chatzoo'`, and tells which
 * files are imported.
 */
const RESOLVER = `
let port;
export function initialize(data) {
  port = data.port;
}
export async function resolve(specifier, context, next) {
  if (specifier === ${JSON.stringify(OWN_NAME)}) {
    return { url: ${JSON.stringify(OWN_SOURCE)}, format: 'module', shortCircuit: true };
  }
  const found = await next(specifier, context);
  port.postMessage(found.url);
  return found;
}
`;

/** Node's own way to `require`, which has no types and no other place to come between. */
interface Requiring {
  _cache: Record<string, Module>;
  _resolveFilename(request: string, ...others: readonly unknown[]): string;
}

/**
 * Lets modules of the user import and require `chatzoo`.
 *
 * @param onFile hears of each of their files; packages do not count.
 */
export function prepareModules(onFile: (file: string) => void): void {
  const told = new Set<string>();
  const tell = (file: string): void => {
    if (!path.isAbsolute(file) || told.has(file) || /[\\/]node_modules[\\/]/.test(file)) return;
    told.add(file);
    onFile(file);
  };
  const { port1, port2 } = new MessageChannel();
  port1.on('message', (url: unknown) => {
    if (typeof url === 'string' && url.startsWith('file:')) tell(fileURLToPath(url));
  });
  port1.unref();
  register(`data:text/javascript,${encodeURIComponent(RESOLVER)}`, {
    data: { port: port2 },
    transferList: [port2],
  });

  const requiring = Module as unknown as Requiring;
  const own = new Module(OWN_NAME);
  own.exports = { defineBot: (bot: unknown) => bot };
  own.loaded = true;
  requiring._cache[OWN_NAME] = own;
  const resolve = requiring._resolveFilename.bind(requiring);
  requiring._resolveFilename = (request, ...others) => {
    if (request === OWN_NAME) return OWN_NAME;
    const file = resolve(request, ...others);
    tell(file);
    return file;
  };
}

export async function importModule(file: string): Promise<Readonly<Record<string, unknown>>> {
  return (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
}
