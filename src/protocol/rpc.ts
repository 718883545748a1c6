import type * as z from 'zod/mini';

/** One question and its answer, as schemas: what arrives is checked, not believed. */
interface Call {
  readonly ask: z.ZodMiniType;
  readonly answer: z.ZodMiniType;
}

/**
 * All that may cross one border. `calls` are asked by the client and answered by the server;
 * `events` are told by the server to the client.
 */
export interface Contract {
  readonly calls: Readonly<Record<string, Call>>;
  readonly events: Readonly<Record<string, z.ZodMiniType>>;
}

export type Ask<C extends Contract, Name extends keyof C['calls']> = z.infer<
  C['calls'][Name]['ask']
>;
export type Answer<C extends Contract, Name extends keyof C['calls']> = z.infer<
  C['calls'][Name]['answer']
>;
export type EventBody<C extends Contract, Name extends keyof C['events']> = z.infer<
  C['events'][Name]
>;

/** A handler for every call: a forgotten one does not compile. */
export type CallHandlers<C extends Contract> = {
  readonly [Name in keyof C['calls']]: (
    ask: Ask<C, Name>,
  ) => Answer<C, Name> | Promise<Answer<C, Name>>;
};

/** A handler for every event: a forgotten one does not compile. */
export type EventHandlers<C extends Contract> = {
  readonly [Name in keyof C['events']]: (body: EventBody<C, Name>) => void;
};

/** One end of a border: postMessage of a page, the IPC channel of a process. */
export interface Port {
  post(message: unknown): void;
  /** @returns a function that ends the listening. */
  listen(onMessage: (message: unknown) => void): () => void;
}

/** An error that crossed a border: class identity is lost, the code is not. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

type Wire =
  | { readonly rpc: 'ask'; readonly id: number; readonly call: string; readonly body: unknown }
  | { readonly rpc: 'answer'; readonly id: number; readonly body: unknown }
  | { readonly rpc: 'error'; readonly id: number; readonly code: string; readonly message: string }
  | { readonly rpc: 'event'; readonly event: string; readonly body: unknown };

// Spelt by hand because this runs for every message of a stream, before the body's own schema does.
function isWire(message: unknown): message is Wire {
  if (typeof message !== 'object' || message === null || !('rpc' in message)) return false;
  const { id, call, event, code, message: text } = message as Record<string, unknown>;
  switch (message.rpc) {
    case 'ask':
      return typeof id === 'number' && typeof call === 'string';
    case 'answer':
      return typeof id === 'number';
    case 'error':
      return typeof id === 'number' && typeof code === 'string' && typeof text === 'string';
    case 'event':
      return typeof event === 'string';
    default:
      return false;
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'internal';

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

export interface ServerOptions {
  /** Hears of handlers that failed without an error code: bugs, not refusals. */
  readonly onBug: (error: unknown, call: string) => void;
  /** The text of an error for the other side; its own message unless given. */
  readonly errorText?: (error: unknown) => string;
}

/** Answers the calls of one contract and tells its events. */
export class Server<C extends Contract> {
  readonly #contract: C;
  readonly #port: Port;
  readonly #handlers: CallHandlers<C>;
  readonly #options: ServerOptions;
  readonly #unlisten: () => void;

  constructor(contract: C, port: Port, handlers: CallHandlers<C>, options: ServerOptions) {
    this.#contract = contract;
    this.#port = port;
    this.#handlers = handlers;
    this.#options = options;
    this.#unlisten = port.listen(message => {
      if (isWire(message) && message.rpc === 'ask') void this.#answer(message);
    });
  }

  emit<Name extends keyof C['events'] & string>(event: Name, body: EventBody<C, Name>): void {
    this.#port.post({ rpc: 'event', event, body } satisfies Wire);
  }

  dispose(): void {
    this.#unlisten();
  }

  async #answer({ id, call, body }: Wire & { rpc: 'ask' }): Promise<void> {
    try {
      if (!Object.hasOwn(this.#contract.calls, call)) {
        throw new RemoteError('unknownCall', `There is no call "${call}"`);
      }
      const asked = this.#contract.calls[call]?.ask.safeParse(body);
      if (!asked?.success) {
        const why = asked?.error.message ?? '';
        throw new RemoteError('badMessage', `The question "${call}" has the wrong shape: ${why}`);
      }
      const handler = this.#handlers[call] as (ask: unknown) => unknown;
      const answer = await handler(asked.data);
      this.#port.post({ rpc: 'answer', id, body: answer } satisfies Wire);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'internal') this.#options.onBug(error, call);
      const text = (this.#options.errorText ?? messageOf)(error);
      this.#port.post({ rpc: 'error', id, code, message: text } satisfies Wire);
    }
  }
}

interface Waiting {
  readonly call: string;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Asks the calls of one contract and hears its events. */
export class Client<C extends Contract> {
  readonly #contract: C;
  readonly #port: Port;
  readonly #handlers: EventHandlers<C>;
  readonly #onBug: (error: unknown, what: string) => void;
  readonly #waiting = new Map<number, Waiting>();
  readonly #unlisten: () => void;
  /** Not from 1: a reloaded page must not take the answer to a question of the page before. */
  #nextId = Math.floor(Math.random() * 2 ** 48);
  #ended: Error | undefined;

  /** @param onBug hears of messages that do not fit the contract: bugs of the other side. */
  constructor(
    contract: C,
    port: Port,
    handlers: EventHandlers<C>,
    onBug: (error: unknown, what: string) => void,
  ) {
    this.#contract = contract;
    this.#port = port;
    this.#handlers = handlers;
    this.#onBug = onBug;
    this.#unlisten = port.listen(message => {
      if (isWire(message)) this.#receive(message);
    });
  }

  /**
   * @throws RemoteError with the other side's code; code `badMessage` if the answer has the wrong
   *   shape; the error given to `end` if the border closed meanwhile.
   */
  ask<Name extends keyof C['calls'] & string>(
    call: Name,
    body: Ask<C, Name>,
  ): Promise<Answer<C, Name>> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = this.#nextId++;
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { call, resolve, reject });
      this.#port.post({ rpc: 'ask', id, call, body } satisfies Wire);
    }) as Promise<Answer<C, Name>>;
  }

  /** Closes the border: whoever still waits, or asks later, gets this error. */
  end(error: Error): void {
    if (this.#ended) return;
    this.#ended = error;
    this.#unlisten();
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #receive(message: Wire): void {
    if (message.rpc === 'event') {
      this.#hear(message.event, message.body);
      return;
    }
    if (message.rpc === 'ask') return;
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    this.#waiting.delete(message.id);
    if (message.rpc === 'error') {
      waiting.reject(new RemoteError(message.code, message.message));
      return;
    }
    const answer = this.#contract.calls[waiting.call]?.answer.safeParse(message.body);
    if (answer?.success) waiting.resolve(answer.data);
    else {
      const why = answer?.error.message ?? '';
      const text = `The answer to "${waiting.call}" has the wrong shape: ${why}`;
      waiting.reject(new RemoteError('badMessage', text));
    }
  }

  #hear(event: string, body: unknown): void {
    const schema = Object.hasOwn(this.#contract.events, event)
      ? this.#contract.events[event]
      : undefined;
    const parsed = schema?.safeParse(body);
    if (!parsed?.success) {
      this.#onBug(parsed?.error ?? new Error(`There is no event "${event}"`), event);
      return;
    }
    const handler = this.#handlers[event] as (body: unknown) => void;
    handler(parsed.data);
  }
}
