/** How a process ended: as Node tells it, or why it could not even be started. */
export interface Death {
  readonly code?: number | null;
  readonly signal?: NodeJS.Signals | null;
  readonly message?: string;
}

const ABORTED = 'llama.cpp gave up on something that it cannot handle.';
const BAD_MEMORY =
  'The program broke off: the file may be damaged, or a driver of the GPU be at fault.';
const NO_AVX =
  'This processor lacks instructions that llama.cpp was built to use, such as AVX; use another machine.';
/** Only for one that nobody here killed: then it was the system, or the user. */
const KILLED = 'The memory may have run out: choose a smaller model or contextSize.';

const MEANING: Readonly<Partial<Record<NodeJS.Signals, string>>> = {
  SIGKILL: KILLED,
  SIGABRT: ABORTED,
  SIGSEGV: BAD_MEMORY,
  // The weights are mapped from the file, so the system says it this way.
  SIGBUS: "A part of the model's file could not be read: it may have been changed or cut off.",
  SIGILL: NO_AVX,
};

/** Windows has no signals; these are the status codes of the same deaths, see ntstatus.h. */
const WINDOWS: ReadonlyMap<number, string> = new Map([
  [0xc000_0005, BAD_MEMORY],
  [0xc000_0006, "A part of the model's file could not be read."],
  [0xc000_0017, KILLED],
  [0xc000_001d, NO_AVX],
  [0xc000_0409, ABORTED],
]);

/** Whether the system may have ended it for want of memory; says nothing about the file. */
export const isKilled = ({ signal, code }: Death): boolean =>
  signal === 'SIGKILL' || code === 0xc000_0017;

/** The signal or exit code, in a few characters. */
export function shortly({ code, signal, message }: Death): string {
  if (message !== undefined) return message;
  if (signal !== undefined && signal !== null) return signal;
  if (code === undefined || code === null) return 'unknown';
  return `exit code ${code > 255 ? `0x${code.toString(16)}` : code}`;
}

/** What such a death usually means, where that is known. */
export function meaning({ code, signal }: Death): string | undefined {
  return signal ? MEANING[signal] : WINDOWS.get(code ?? 0);
}
