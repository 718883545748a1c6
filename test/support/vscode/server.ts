import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureHost } from '../../../scripts/host/install.mjs';
import { startServer, type Server } from '../../../scripts/host/server.mjs';
import { QUIET_SETTINGS } from '../../../scripts/host/settings.mjs';

export interface TestServerOptions {
  /** Kept by whoever passes it; without it a fresh one is made. */
  readonly dataDir?: string | undefined;
  readonly extensionsDir?: string | undefined;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  readonly workspaceTrust?: boolean | undefined;
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** 0 takes a free one. The same port lets a browser find again what it stored. */
  readonly port?: number | undefined;
}

export interface TestServer {
  readonly server: Server;
  readonly dataDir: string;
  /** The last lines that the server printed. */
  readonly lines: readonly string[];
}

const KEPT_LINES = 200;

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const lines: string[] = [];
  const log = (line: string): void => {
    lines.push(line);
    if (lines.length > KEPT_LINES) lines.shift();
  };
  const dataDir = options.dataDir ?? (await temporaryFolder('data'));
  const server = await startServer({
    host: await ensureHost(log),
    dataDir,
    port: options.port ?? 0,
    userSettings: { ...QUIET_SETTINGS, ...options.settings },
    workspaceTrust: options.workspaceTrust ?? false,
    env: options.env ?? {},
    ...(options.extensionsDir === undefined ? {} : { extensionsDir: options.extensionsDir }),
    log,
  });
  return { server, dataDir, lines };
}

export function temporaryFolder(what: string): Promise<string> {
  return mkdtemp(path.join(os.tmpdir(), `chatzoo-${what}-`));
}
