import type { ServerAddress, ServerModels } from '../../bots/serverTest.ts';

/**
 * Where programs that run models listen unless they are told otherwise: Ollama, LM Studio, llama-server,
 * vLLM and FastChat, text-generation servers, Jan.
 */
export const USUAL_PORTS: readonly number[] = [11434, 1234, 8080, 8000, 8888, 1337];

/** A server that was found on this machine. */
export interface LocalServer {
  readonly baseUrl: string;
  readonly port: number;
  readonly software: ServerModels['software'];
  readonly models: ServerModels['models'];
  /** It lists its models to those alone who have a key. */
  readonly wantsKey: boolean;
}

type ListModels = (address: ServerAddress, signal: AbortSignal) => Promise<ServerModels>;

/** One that runs here answers in milliseconds; one that loads a model may take a little longer. */
const TIMEOUT_SECONDS = 2;

/**
 * Asks the ports of this machine, all at once, whether a server with models listens there.
 *
 * @throws the signal's reason
 */
export async function findLocalServers(
  list: ListModels,
  signal: AbortSignal,
  ports = USUAL_PORTS,
): Promise<readonly LocalServer[]> {
  const asked = ports.map(port => askPort(list, signal, port));
  const answers = await Promise.all(asked);
  signal.throwIfAborted();
  return answers.filter(answer => answer !== undefined);
}

async function askPort(
  list: ListModels,
  signal: AbortSignal,
  port: number,
): Promise<LocalServer | undefined> {
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  try {
    const address = { baseUrl, timeoutSeconds: TIMEOUT_SECONDS };
    const { software, models } = await list(address, signal);
    return { baseUrl, port, software, models, wantsKey: false };
  } catch (error) {
    // Nobody there, or a program of another sort.
    if (!wantsKey(error)) return undefined;
    return { baseUrl, port, software: 'unknown', models: [], wantsKey: true };
  }
}

/** By its code, as in all that crosses from one bundle to another. */
export function wantsKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'unauthorized';
}
