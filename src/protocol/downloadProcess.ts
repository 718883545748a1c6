import * as z from 'zod/mini';
import type { Contract } from './rpc.ts';

/** Why a download does not go on; each has words of its own for the user. */
export const DOWNLOAD_ERROR_CODES = [
  /** Not an address, or one that needs encryption and has none. */
  'badAddress',
  /** No server answers, or it stopped sending. */
  'noConnection',
  /** 401 or 403. */
  'noAccess',
  /** 404, or a tag that the hub does not know. */
  'notFound',
  /** Any other answer that is not the file. */
  'serverError',
  /** What comes does not begin as a GGUF file does. */
  'notAModel',
  /** A model in several files. */
  'split',
  /** The server has another file than the one that is known. */
  'otherFile',
  'diskFull',
  'tooShort',
  'wrongChecksum',
  /** In the place of the model stands another file. */
  'taken',
  /** Another window downloads it. */
  'busy',
  /** The folder cannot be written. */
  'noFolder',
] as const;
export type DownloadErrorCode = (typeof DOWNLOAD_ERROR_CODES)[number];

const sha256 = z.string().check(z.regex(/^[\da-f]{64}$/));

/** What a server says of a file before it is fetched. */
const look = z.object({
  /** The file's own address, before any redirect. */
  url: z.string(),
  /** Who sends the bytes in the end, for the user to see. */
  host: z.string(),
  bytes: z.optional(z.number()),
  /** Another one when the file is another one. */
  validator: z.optional(z.string()),
  /** As the model hub states it; other servers state none. */
  sha256: z.optional(sha256),
  /** Whether the server can go on in the middle of the file. */
  resumable: z.boolean(),
});
export type Look = z.infer<typeof look>;

/** The border between the host and the process that downloads one file. Errors carry a DownloadErrorCode. */
export const downloadProcess = {
  calls: {
    /** Asks the server for the first bytes and fetches no more. */
    look: {
      ask: z.object({
        /** What {@link modelAddress} reads. */
        address: z.string(),
        /** Sent to the address's own origin only. */
        token: z.optional(z.string()),
        hub: z.string(),
      }),
      answer: look,
    },
    /** Fetches the file or the rest of it, checks it and puts it into its place; asked once. */
    fetch: {
      ask: z.object({
        look,
        token: z.optional(z.string()),
        /** Where the parts are kept, and under which name without extension. */
        partsFolder: z.string(),
        partName: z.string(),
        /** Where the whole file goes. */
        target: z.string(),
        /** As the catalogue states it. */
        sha256: z.optional(sha256),
        /** How long the server may be silent. */
        patienceMs: z.number(),
      }),
      answer: z.object({
        bytes: z.number(),
        /** Whether the content was compared with a checksum. */
        isChecked: z.boolean(),
      }),
    },
  },
  events: {
    progress: z.object({ bytesDone: z.number() }),
    /** All is there; the checksum is being computed. */
    checking: z.object({ bytesDone: z.number() }),
  },
} as const satisfies Contract;
